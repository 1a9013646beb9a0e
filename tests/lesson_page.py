"""The lesson's page as its reader finds it: by roles, names and what contract.md promises."""

import json
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import FrameLocator, Locator, Page, expect
from playwright.sync_api import TimeoutError as TooLate

from builder.content import Content
from builder.lesson_blocks import NumberQuestion, QuizBlock, WidgetBlock
from builder.parse import parse_lesson
from builder.places import Notes
from builder.project import ROOT
from pycore.widget import MINUS, Frame, read_state
from pycore.widgets.descent import Descent
from pycore.widgets.descent.options import STATE
from recordings import tree_of

SOURCE = "framing-the-problem/02-what-does-learning-mean.md"
LESSON = "framing-the-problem/what-does-learning-mean.html"
PYTHON = "runtime/python-*.js"
WASM = "runtime/*.wasm.packed"
MEMORY = "runtime/memory-*.packed"
LIVE = 40_000
"""Milliseconds for Python to start, on a slow machine that has more to do."""

LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")
SHOWS = f"""([widget, wanted]) => {{
  const look = {LOOK};
  const {{ sentence, controls, readouts }} = look(widget);
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

FIRST: dict[str, Any] = {
    "start": "2.2",
    "rate": "0.05",
    "optimiser": "gradient-descent",
    "rival": "none",
}
"""The author's start."""


HAND_OUT = """
const load = loadPyodide;
loadPyodide = async (options) => (self.python = await load(options));
"""


def handing_out(site: Path, folder: Path) -> Path:
    """A copy of a site whose worker shows a test the very interpreter that answers the page."""
    shutil.copytree(site, folder)
    (script,) = folder.glob("runtime/python-??????????.js")
    text = script.read_text("utf-8")
    script.write_text(text.replace("\nconst LOCK=", f"{HAND_OUT}const LOCK=", 1), "utf-8")
    return folder


@cache
def blocks(source: str = SOURCE) -> list[Any]:
    """The blocks of a lesson, as the builder reads them."""
    text, notes = Content(ROOT / "content").read(source), Notes()
    lesson = parse_lesson(text.text, text.place, notes)
    assert lesson
    assert notes.problems == []
    return list(lesson.blocks)


@cache
def descent() -> Descent:
    """The widget's mathematics, on CPython."""
    found = next(each.widget for each in blocks() if isinstance(each, WidgetBlock))
    assert isinstance(found, Descent)
    return found


def quiz() -> QuizBlock:
    """The lesson's quiz."""
    return next(each for each in blocks() if isinstance(each, QuizBlock))


QUESTIONS = quiz().questions
ASKED = next(each for each in QUESTIONS if isinstance(each, NumberQuestion))
"""The question for a number."""
RIGHT = f"{ASKED.answer:.4f}"


def frame(steps: int = 0, **settings: str) -> Frame:
    """What the widget ought to show, said by CPython; settings that are not given are the first."""
    state = "&".join(f"{name}={value}" for name, value in {**FIRST, **settings}.items())
    return descent().frame(f"{state}&steps={steps}")


class WidgetPart:
    """The widget of a page."""

    def __init__(self, page: Page, frame: FrameLocator | None = None) -> None:
        self.page = page
        self.element = (frame or page).locator("lesson-widget")
        self.sentence = self.element.locator('p[role="status"]')
        self.start = self.element.get_by_role("slider", name="Start")
        self.rate = self.element.get_by_role("slider", name="Learning rate")
        self.optimiser = self.element.get_by_role("combobox", name="Optimiser")
        self.experiments = self.element.get_by_role("group", name="Experiments").get_by_role(
            "button"
        )

    def button(self, name: str) -> Locator:
        """A button by its name: Step, Run, Pause, Back or Reset."""
        return self.element.get_by_role("button", name=name, exact=True)

    def readout(self, name: str) -> Locator:
        """Where a number stands: x, fx, dfx or steps."""
        return self.element.locator(f'output[name="{name}"]')

    def picture(self, name: str) -> Locator:
        """The drawing of the curve, or the chart."""
        return self.element.locator(f'[data-picture="{name}"] svg')

    def expect_state(self, state: str, timeout: float = 5000) -> None:
        """Waits until Python is in this state: recorded, starting, live or failed."""
        expect(self.element).to_have_attribute("data-state", state, timeout=timeout)

    def expect_live(self) -> None:
        """Brings the widget into view and waits for Python."""
        self.element.scroll_into_view_if_needed()
        self.expect_state("live", LIVE)

    def look(self) -> dict[str, Any]:
        """All that there is to see now."""
        return cast("dict[str, Any]", self.element.evaluate(LOOK))

    def expect_frame(self, steps: int = 0, timeout: float = 5000, /, **settings: str) -> None:
        """Waits for a frame, and compares everything that shows with what CPython says."""
        wanted = look_of(frame(steps, **settings))
        told = [wanted[part] for part in ("sentence", "controls", "readouts")]
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        with suppress(TooLate):
            element = self.element.element_handle()
            self.page.wait_for_function(SHOWS, arg=[element, text], timeout=timeout)
        seen = self.look()
        wrong = {part: (seen[part], wanted[part]) for part in wanted if seen[part] != wanted[part]}
        assert not wrong, f"seen and wanted: {wrong}"

    def keep_history(self) -> None:
        """From here on the page keeps every change of the counter of steps."""
        self.element.evaluate(
            """widget => {
              const steps = widget.querySelector('output[name="steps"]');
              const note = () => widget.history.push(Number(steps.textContent));
              widget.watch?.disconnect();
              widget.history = [];
              widget.watch = new MutationObserver(note);
              widget.watch.observe(steps, { childList: true, characterData: true, subtree: true });
            }"""
        )

    def history(self) -> list[int]:
        """What the counter of steps has said since."""
        return cast("list[int]", self.element.evaluate("widget => widget.history"))

    def set(self, **settings: str) -> None:
        """Moves controls as a reader does in the end: their values change, and they say so."""
        self.element.evaluate(SET, settings)


def look_of(frame: Frame) -> dict[str, Any]:
    """What a page that shows the frame looks like."""
    parts = read_state(frame.state, STATE)
    del parts["steps"]
    names = {"step": "step", "run": "step", "back": "back", "reset": "reset"}
    return {
        "readouts": frame.readouts,
        "sentence": frame.sentence,
        "outcome": frame.outcome,
        "controls": parts,
        "beside": {
            f"descent-{name}": parts[name].replace("-", MINUS) for name in ("start", "rate")
        },
        "enabled": {name: action in frame.actions for name, action in names.items()},
        "drawings": {name: tree_of(tree) for name, tree in frame.drawings.items()},
    }


class QuizPart:
    """The quiz of a page."""

    def __init__(self, page: Page, frame: FrameLocator | None = None) -> None:
        self.page = page
        self.element = (frame or page).get_by_role("group", name="Quiz")
        self.question = self.element.locator(".question:visible")
        self.verdict = self.question.get_by_role("status")
        self.feedback = self.question.locator(".feedback:visible")
        self.field = self.question.get_by_role("textbox", name="Your answer")
        self.choices = self.question.get_by_role("radio")

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name, exact=True)

    def expect_question(self, number: int) -> None:
        """Waits for one question, and sees that it is the only one."""
        expect(
            self.element.get_by_text(f"{number + 1} / {len(QUESTIONS)}", exact=True)
        ).to_be_visible()
        expect(self.question).to_have_count(1)
        expect(self.element).to_have_attribute("data-state", "open")

    def answer(self, right: bool = True) -> None:
        """Answers the question that is open."""
        if self.field.is_visible():
            self.field.fill(RIGHT if right else "77")
        else:
            mark = "[data-right]" if right else ":not([data-right])"
            self.question.locator(f"input{mark}").first.press("Space")
        self.button("Check").press("Enter")

    def go_on(self) -> None:
        """To the next question, or to the score."""
        self.button("Next question").or_(self.button("See the score")).press("Enter")

    def open_question(self, number: int) -> None:
        """Answers all before it."""
        for count in range(number):
            self.expect_question(count)
            self.answer()
            self.go_on()
        self.expect_question(number)

    def expect_score(self, points: int) -> None:
        told = f"{points} of {len(QUESTIONS)} right at the first try."
        expect(self.element.get_by_text(told)).to_be_visible()
        expect(self.element).to_have_attribute("data-state", "done")
        expect(self.question).to_have_count(0)
