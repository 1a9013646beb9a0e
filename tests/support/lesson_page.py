"""The lesson's page as its reader finds it: by roles, names and data."""

import shutil
from pathlib import Path
from typing import cast

from playwright.sync_api import FrameLocator, Locator, Page, expect

from builder.blocks.quiz import NumberQuestion, QuizBlock
from pycore.kit.widget import Frame
from pycore.widgets.descent import Descent
from support.any_widget import AnyWidget, blocks, frame_of, settings_of, widgets_of

SOURCE = "framing-the-problem/02-what-does-learning-mean.md"
LESSON = "framing-the-problem/what-does-learning-mean.html"
PYTHON = "runtime/python-*.js"
WASM = "runtime/pyodide-*.wasm.packed"
REST = "runtime/rest-*.wasm.packed"
MEMORY = "runtime/memory-*.packed"

HAND_OUT = """
let python; // no property of the global: those are taken away
const load = loadPyodide;
loadPyodide = async (options) => (python = await load(options));
self.addEventListener("message", (event) => {
  if (event.data.kind !== "test") return;
  event.stopImmediatePropagation();
  const [port] = event.ports;
  try {
    port.postMessage({ told: String(python.runPython(event.data.code)) });
  } catch (error) {
    port.postMessage({ error: String(error) });
  }
});
"""
KEEP_WORKERS = """window.workers = [];
window.Worker = class extends Worker {
  constructor(address) {
    super(address);
    workers.push(this);
  }
};
"""
TELL_WORKER = """code => {
  const { port1 } = new MessageChannel();
  workers.at(-1).postMessage({ kind: "test", code }, [port1]);
}"""
ASK_WORKER = """(code) => new Promise((resolve, reject) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => ("told" in data ? resolve(data.told) : reject(data.error));
  workers.at(-1).postMessage({ kind: "test", code }, [port2]);
})"""


def handing_out(site: Path, folder: Path) -> Path:
    """A copy of a site whose workers run a test's Python in the page's own interpreter."""
    shutil.copytree(site, folder)
    (script,) = folder.glob("runtime/python-??????????.js")
    text = script.read_text("utf-8")
    script.write_text(text.replace("\nconst LOCK=", f"{HAND_OUT}const LOCK=", 1), "utf-8")
    (script,) = folder.glob("assets/lesson-*.js")
    script.write_text(KEEP_WORKERS + script.read_text("utf-8"), "utf-8")
    return folder


def tell_python(page: Page, code: str) -> None:
    """Lets the newest worker of such a site run Python code, and waits for nothing."""
    told = (
        "code => workers.at(-1).postMessage({ kind: 'test', code }, [new MessageChannel().port1])"
    )
    page.evaluate(told, code)


def run_python(page: Page, code: str) -> str:
    """What Python code gives in the newest worker of such a site."""
    return str(page.evaluate(ASK_WORKER, code))


def descent() -> Descent:
    """The widget's mathematics, on CPython."""
    found = widgets_of(SOURCE)["descent"]
    assert isinstance(found, Descent)
    return found


FIRST = settings_of(descent().first())
"""The author's start."""


def quiz() -> QuizBlock:
    """The lesson's quiz."""
    return next(each for each in blocks(SOURCE) if isinstance(each, QuizBlock))


QUESTIONS = quiz().questions
ASKED = next(each for each in QUESTIONS if isinstance(each, NumberQuestion))
"""The question for a number."""
RIGHT = f"{ASKED.answer:.4f}"


def frame(steps: int = 0, **settings: str) -> Frame:
    """What the widget ought to show, said by CPython; settings that are not given are the first."""
    return frame_of(descent(), steps, **settings)


class WidgetPart(AnyWidget):
    """The widget of a page."""

    def __init__(self, page: Page, frame: FrameLocator | None = None) -> None:
        super().__init__(page, "descent", descent(), frame)
        self.start = self.element.get_by_role("slider", name="Start")
        self.rate = self.element.get_by_role("slider", name="Learning rate")
        self.optimiser = self.element.get_by_role("combobox", name="Optimiser")
        self.experiments = self.element.get_by_role("group", name="Experiments").get_by_role(
            "button"
        )

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
