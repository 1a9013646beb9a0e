"""A widget of any kind in a page, compared with what CPython says of it."""

import json
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import FrameLocator, Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from builder.blocks.widget import WidgetBlock
from builder.model.source import Notes
from builder.reading.content_folder import Content
from builder.reading.lesson import parse_lesson
from pycore.drawing.numerals import MINUS
from pycore.frames.answers import answer
from pycore.kit.widget import Choice, Frame, Widget, write_state
from support.places import FROZEN
from support.recordings import ASK, read_recording, tree_of
from support.visits import PATIENCE

LIVE = 40_000
"""Milliseconds for Python to start, on a slow machine that has more to do."""

LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")
SHOWS = f"""([widget, wanted]) => {{
  const {{ sentence, controls, readouts }} = ({LOOK})(widget);
  return JSON.stringify([sentence, controls, readouts]) === wanted;
}}"""

SET = """(widget, settings) => {
  for (const [name, value] of Object.entries(settings)) {
    const control = widget.querySelector(`[name="${name}"]:is(input, select)`);
    const values = control.dataset.values?.split(" ");
    control.value = values ? values.indexOf(value) : value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}"""
"""Moves controls, which then say so."""


@cache
def blocks(source: str, content: Path = FROZEN) -> list[Any]:
    """The blocks of a lesson, as the builder reads them."""
    text, notes = Content(content).read(source), Notes()
    lesson = parse_lesson(text.text, text.place, notes)
    assert lesson
    assert notes.problems == []
    return list(lesson.blocks)


def widgets_of(source: str, content: Path = FROZEN) -> dict[str, Widget]:
    """The widgets of a lesson by their ids, on CPython."""
    return {
        each.id: each.widget for each in blocks(source, content) if isinstance(each, WidgetBlock)
    }


def settings_of(state: str) -> dict[str, str]:
    """What a state says, but for the steps."""
    parts = dict(part.split("=") for part in state.split("&"))
    del parts["steps"]
    return parts


def frame_of(widget: Widget, steps: int = 0, **settings: str) -> Frame:
    """What a widget ought to show; settings that are not given are the first."""
    first = settings_of(widget.first())
    assert settings.keys() <= first.keys()
    return widget.frame(write_state(**first | settings, steps=steps))


def look_of(name: str, widget: Widget, frame: Frame) -> dict[str, Any]:
    """What a page that shows the frame looks like; the name is the widget's id."""
    settings = settings_of(frame.state)
    sliders = [each.name for each in widget.controls() if not isinstance(each, Choice)]
    buttons = {"step": "step", "run": "step", "back": "back", "reset": "reset"}
    return {
        "readouts": frame.readouts,
        "sentence": frame.sentence,
        "outcome": frame.outcome,
        "controls": settings,
        "beside": {f"{name}-{each}": settings[each].replace("-", MINUS) for each in sliders},
        "enabled": {button: action in frame.actions for button, action in buttons.items()},
        "drawings": {picture: tree_of(tree) for picture, tree in frame.drawings.items()},
    }


class AnyWidget:
    """A widget of a page by its id, and the widget that CPython has of it."""

    def __init__(
        self, page: Page, name: str, widget: Widget, frame: FrameLocator | None = None
    ) -> None:
        self.page = page
        self.name = name
        self.widget = widget
        self.element = (frame or page).locator(f"lesson-widget#{name}")
        self.sentence = self.element.locator("p[role=status]")

    def button(self, name: str) -> Locator:
        """A button by its name: Step, Run, Pause, Back, Reset or an experiment's."""
        return self.element.get_by_role("button", name=name, exact=True)

    def control(self, name: str) -> Locator:
        return self.element.locator(f'[name="{name}"]:is(input, select)')

    def readout(self, name: str) -> Locator:
        """Where a number stands."""
        return self.element.locator(f'output[name="{name}"]')

    def picture(self, name: str) -> Locator:
        """The drawing of a picture."""
        return self.element.locator(f'[data-picture="{name}"] svg')

    def expect_state(self, state: str, timeout: float = PATIENCE) -> None:
        """Waits until Python is in this state: recorded, starting, live or failed."""
        expect(self.element).to_have_attribute("data-state", state, timeout=timeout)

    def expect_live(self) -> None:
        """Brings the widget into view and waits for Python."""
        self.element.scroll_into_view_if_needed()
        self.expect_state("live", LIVE)

    def look(self) -> dict[str, Any]:
        """All that there is to see now."""
        return cast("dict[str, Any]", self.element.evaluate(LOOK))

    def look_of(self, steps: int = 0, **settings: str) -> dict[str, Any]:
        """All that there is to see in a state, as CPython says it."""
        return look_of(self.name, self.widget, frame_of(self.widget, steps, **settings))

    def expect_frame(self, steps: int = 0, timeout: float = PATIENCE, /, **settings: str) -> None:
        """Waits for a frame, and compares everything that shows with what CPython says."""
        wanted = self.look_of(steps, **settings)
        told = [wanted[part] for part in ("sentence", "controls", "readouts")]
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        with suppress(TooLate):
            element = self.element.element_handle()
            self.page.wait_for_function(SHOWS, arg=[element, text], timeout=timeout)
        seen = self.look()
        wrong = {part: (seen[part], wanted[part]) for part in wanted if seen[part] != wanted[part]}
        assert not wrong, f"seen and wanted: {wrong}"

    def set(self, **settings: str) -> None:
        """Moves controls as a reader does in the end: their values change, and they say so."""
        self.element.evaluate(SET, settings)

    def reset(self) -> None:
        """Back to the author's first state, by the controls."""
        self.set(**settings_of(self.widget.first()))
        self.expect_frame()

    def expect_steps(self, count: int, /, **settings: str) -> None:
        """Takes steps without a click, the sign to start Python where a reader saves data."""
        for steps in range(1, count + 1):
            self.button("Step").dispatch_event("click")
            self.expect_frame(steps, **settings)

    def expect_experiments(self) -> None:
        """Tries every experiment, and a step from there, without a click."""
        for tried in self.widget.experiments():
            self.button(tried.label).dispatch_event("click")
            self.expect_frame(0, **settings_of(tried.state))
            self.expect_steps(1, **settings_of(tried.state))

    def drag(self, across: float, up: float) -> None:
        """Takes the handle by the mouse and moves it by so many pixels."""
        handle = self.element.locator("[data-across], [data-up]")
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        assert box
        left, top = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        mouse = self.page.mouse
        mouse.move(left, top)
        mouse.down()
        for part in (0.5, 1):
            mouse.move(left + across * part, top - up * part)
        mouse.up()

    def expect_recording_of_live_python(self) -> None:
        """Compares the page's recording, live Python and CPython, text for text."""
        asked = {part: self.element.get_attribute(f"data-{part}") for part in ("kind", "options")}
        questions = [
            json.dumps(asked | {"state": state, "count": count})
            for state, count in self.widget.recorded().items()
        ]
        answers = self.page.evaluate(ASK, questions)
        assert answers == [answer(question) for question in questions]
        carried = self.element.locator("script.recording").text_content() or ""
        told = {state: frame for text in answers for state, frame in read_recording(text).items()}
        assert read_recording(carried, frame_of(self.widget)) == told
