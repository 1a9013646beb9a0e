"""The recording in the page is what live Python says, text for text."""

import json

import pytest

from lesson_page import WidgetPart, descent, frame
from pycore.answers import answer
from pycore.optimisers import OPTIMISERS
from pycore.recording import record
from pycore.runs import Node, Run, row
from pycore.widget import Frame
from pycore.widgets.descent import RECORDED_STEPS
from recordings import read_recording, tree_of

ASK = """async (questions) => {
  const parts = JSON.parse(document.documentElement.dataset.python);
  const address = (part) => new URL(parts[part], location.href);
  const worker = new Worker(address("worker"));
  const bytes = async (part) => new Uint8Array(await (await fetch(address(part))).arrayBuffer());
  worker.postMessage({ kind: "wasm", address: address("wasm").href });
  worker.postMessage({ kind: "part", part: "memory", bytes: await bytes("memory") });
  const answers = [];
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      if (data.kind === "failed") reject(new Error(data.reason));
      if (data.kind === "answer") answers[data.id] = data.answer;
      if (Object.keys(answers).length < questions.length) return;
      worker.terminate();
      resolve(answers);
    };
    worker.postMessage({ kind: "start", module: "pycore.answers" });
    questions.forEach((question, id) => worker.postMessage({ kind: "ask", id, question }));
  });
}"""
"""The answers of the page's Python, in a worker of our own."""


def recorded_starts() -> list[str]:
    """The first state of every recorded descent."""
    states = [frame(optimiser=name).state for name in OPTIMISERS]
    return [*states, *(each.state for each in descent().experiments())]


def test_the_recording_is_what_live_python_says(live: WidgetPart) -> None:
    options = live.element.get_attribute("data-options")
    asked = {"kind": "descent", "options": options, "count": RECORDED_STEPS}
    questions = [json.dumps(asked | {"state": state}) for state in recorded_starts()]
    answers = live.page.evaluate(ASK, questions)
    assert answers == [answer(question) for question in questions]
    live_frames = [frame for text in answers for frame in read_recording(text).values()]
    carried = live.page.locator("script.recording").text_content() or ""
    assert read_recording(carried, frame()) == {each["state"]: each for each in live_frames}
    assert len(live_frames) > 250


ROWS = (row("0", "2.2000"), Run([row("1", "1.7632")], 1))


def drawing(*nodes: Node) -> Node:
    """A picture of the nodes."""
    return ("svg", {"viewBox": "0 0 10 10"}, *nodes)


def made(state: str, *nodes: Node, sentence: str = "", **readouts: str) -> Frame:
    """A frame of one picture."""
    pictures = {"picture": drawing(*nodes)}
    return Frame(state, readouts, pictures, ROWS, sentence, "running", {"step": "x"})


DOTS: list[Node] = [("circle", {"cx": str(place)}) for place in (1, 2, 2.5)]
ODD: list[Node] = [("text", {"x": "7"}, 'quoted "2" \\ and 3 < 4'), ("g", {}, Run(DOTS, 3))]


@pytest.mark.parametrize(
    "frames",
    [
        [made("a=1")],
        [made("a=3"), made("a=1"), made("a=2")],
        [
            made(f"a={count}", x=f"{count / 3:.4f}", sentence="−1.50 and 1e-7.")
            for count in range(9)
        ],
        [made("a=1", x="−0.5"), made("a=2", x="1.2e+34"), made("a=3", x="∞")],
        [made(f"a={count}", ("g", {}, Run(DOTS, count))) for count in (0, 2, 1, 3)],
        [made(f"a={count}", ("g", {}, Run(ODD, 2), Run(DOTS, 1), "1 2 3")) for count in (1, 2)],
        [made(f"a={count}", DOTS[count], DOTS[0], ("g", {"class": "n 1"})) for count in (0, 1)],
    ],
)
def test_what_is_recorded_is_what_is_read(frames: list[Frame]) -> None:
    read = read_recording(record(frames))
    assert next(iter(read)) == frames[0].state
    for each in frames:
        drawings = {name: tree_of(tree) for name, tree in each.drawings.items()}
        table = tree_of(("tbody", {}, *each.table))
        assert read[each.state] == vars(each) | {"drawings": drawings, "table": table}


def test_numbers_that_are_always_the_same_are_kept_once() -> None:
    frames = [made(f"a={count}", x="1.5", y=str(count)) for count in range(100, 150)]
    (group,) = json.loads(record(frames))["frames"]
    count, shape, *columns = group
    assert count == 50
    assert [part for part in shape if isinstance(part, int)] == [0, 0]
    assert columns == [" ".join(str(each) for each in range(100, 150))]
