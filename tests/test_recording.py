"""The recording in the page is what live Python says, text for text."""

import json
from typing import Any

from playwright.sync_api import Page

from lesson_page import WidgetPart, descent, frame
from pycore.optimisers import OPTIMISERS
from pycore.widgets import answer
from pycore.widgets.descent import RECORDED_STEPS

ASK = """async (questions) => {
  const parts = JSON.parse(document.documentElement.dataset.python);
  const address = (part) => new URL(parts[part], location.href);
  const worker = new Worker(address("worker"));
  const unzip = new DecompressionStream("gzip");
  const wasm = await WebAssembly.compileStreaming(fetch(address("wasm")));
  const zipped = (await fetch(address("library"))).body;
  const library = await new Response(zipped.pipeThrough(unzip)).arrayBuffer();
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
    worker.postMessage({ kind: "start", wasm, archives: [library] });
    questions.forEach((question, id) => worker.postMessage({ kind: "ask", id, question }));
  });
}"""
"""The answers of the page's Python, in a worker of our own."""


def recorded_starts() -> list[str]:
    """The first state of every recorded descent."""
    states = [frame(optimiser=name).state for name in OPTIMISERS]
    return [*states, *(each.state for each in descent().experiments())]


def recorded_frames(page: Page) -> list[dict[str, Any]]:
    """The recording that the page carries, unpacked."""
    told = json.loads(page.locator("script.recording").text_content() or "")

    def whole(number: int) -> list[Any]:
        return [whole(each) if isinstance(each, int) else each for each in told["nodes"][number]]

    for each in told["frames"]:
        each["drawings"] = {name: whole(number) for name, number in each["drawings"].items()}
    return list(told["frames"])


def test_the_recording_is_what_live_python_says(live: WidgetPart) -> None:
    options = live.element.get_attribute("data-options")
    asked = {"kind": "descent", "options": options, "follow": "step", "count": RECORDED_STEPS}
    questions = [json.dumps(asked | {"state": state}) for state in recorded_starts()]
    answers = live.page.evaluate(ASK, questions)
    assert answers == [answer(question) for question in questions]
    live_frames = [each for text in answers for each in json.loads(text)["frames"]]
    assert {each["state"]: each for each in recorded_frames(live.page)} == {
        each["state"]: each for each in live_frames
    }
    assert len(live_frames) > 250
