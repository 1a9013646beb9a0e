"""A widget of any kind in a page, compared with what CPython says of it."""

import json
from contextlib import suppress
from typing import Any, cast

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TooLate

from builder.lesson_blocks import WidgetBlock
from lesson_page import LOOK, SET, blocks
from pycore.answers import answer
from pycore.widget import Frame, read_state
from recordings import read_recording, tree_of
from test_recording import ASK

SAYS = f"""([widget, wanted]) => {{
  const {{ sentence, controls, readouts }} = ({LOOK})(widget);
  return JSON.stringify([sentence, controls, readouts]) === wanted;
}}"""


def block_of(source: str, name: str) -> WidgetBlock:
    """A widget of a lesson, as the builder reads it."""
    found = [each for each in blocks(source) if isinstance(each, WidgetBlock) and each.id == name]
    (block,) = found
    return block


def look_of(frame: Frame) -> dict[str, Any]:
    """What a page that shows the frame looks like."""
    names = tuple(part.partition("=")[0] for part in frame.state.split("&"))
    parts = read_state(frame.state, names)
    del parts["steps"]
    buttons = {"step": "step", "run": "step", "back": "back", "reset": "reset"}
    return {
        "readouts": frame.readouts,
        "sentence": frame.sentence,
        "outcome": frame.outcome,
        "controls": parts,
        "enabled": {name: action in frame.actions for name, action in buttons.items()},
        "drawings": {name: tree_of(tree) for name, tree in frame.drawings.items()},
    }


class AnyWidget:
    """A widget of a page by its id, and the widget that CPython has of it."""

    def __init__(self, page: Page, source: str, name: str) -> None:
        self.page = page
        self.block = block_of(source, name)
        self.widget = self.block.widget
        self.element = page.locator(f"lesson-widget#{name}")
        self.sentence = self.element.locator("p[role=status]")

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name, exact=True)

    def control(self, name: str) -> Locator:
        return self.element.locator(f'[name="{name}"]:is(input, select)')

    def readout(self, name: str) -> Locator:
        return self.element.locator(f'output[name="{name}"]')

    def state(self, steps: int = 0, **settings: str) -> str:
        """The author's first state with other settings."""
        first = [part.partition("=")[::2] for part in self.widget.first().split("&")]
        assert settings.keys() <= dict(first).keys()
        parts = {**dict(first), **settings, "steps": str(steps)}
        return "&".join(f"{name}={value}" for name, value in parts.items())

    def expect_frame(self, steps: int = 0, /, **settings: str) -> None:
        """Waits for a frame, and compares all that shows with what CPython says."""
        wanted = look_of(self.widget.frame(self.state(steps, **settings)))
        told = [wanted[part] for part in ("sentence", "controls", "readouts")]
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        with suppress(TooLate):
            element = self.element.element_handle()
            self.page.wait_for_function(SAYS, arg=[element, text], timeout=5000)
        seen = cast("dict[str, Any]", self.element.evaluate(LOOK))
        wrong = {part: (seen[part], wanted[part]) for part in wanted if seen[part] != wanted[part]}
        assert not wrong, f"seen and wanted: {wrong}"

    def set(self, **settings: str) -> None:
        """Moves controls as a reader does in the end: their values change, and they say so."""
        self.element.evaluate(SET, settings)

    def reset(self) -> None:
        """Back to the author's first state, by the controls."""
        parts = dict(part.partition("=")[::2] for part in self.widget.first().split("&"))
        del parts["steps"]
        self.set(**parts)
        self.expect_frame()

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
        options = self.element.get_attribute("data-options")
        asked = {"kind": self.block.kind, "options": options, "count": 40}
        starts = [self.widget.first(), *(each.state for each in self.widget.experiments())]
        questions = [json.dumps(asked | {"state": state}) for state in starts]
        answers = self.page.evaluate(ASK, questions)
        assert answers == [answer(question) for question in questions]
        carried = self.element.locator("script.recording").text_content() or ""
        told = {name: one for text in answers for name, one in read_recording(text).items()}
        recorded = read_recording(carried, self.widget.frame(self.widget.first()))
        assert len(recorded) > 5 * len(starts)
        assert recorded == {state: told[state] for state in recorded}
