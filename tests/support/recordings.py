"""Recordings and drawings, written out again: what the page's script does, for tests."""

import json
from typing import Any

from pycore.drawing.runs import Node, children
from pycore.kit.widget import Frame

ASK = """async (questions) => {
  const parts = JSON.parse(document.documentElement.dataset.python);
  const address = (part) => new URL(parts[part], location.href);
  const script = `importScripts(${JSON.stringify(address("worker").href)})`;
  const worker = new Worker(URL.createObjectURL(new Blob([script])));
  const bytes = async (part) => new Uint8Array(await (await fetch(address(part))).arrayBuffer());
  worker.postMessage({ kind: "wasm", address: address("wasm").href });
  worker.postMessage({ kind: "rest", address: address("rest").href });
  for (const part in parts) {
    if (["worker", "wasm", "rest"].includes(part)) continue;
    worker.postMessage({ kind: "part", part, bytes: await bytes(part) });
  }
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
    worker.postMessage({ kind: "start", module: "pycore.frames.answers" });
    questions.forEach((question, id) => worker.postMessage({ kind: "ask", id, question }));
  });
}"""
"""The answers of the page's Python, in a worker of our own."""


def tree_of(node: Node) -> list[Any]:
    """A drawing as JSON has it, its runs written out."""
    inside = [each if isinstance(each, str) else tree_of(each) for each in children(node)]
    return [*node[:2], *inside]


def read_recording(text: str, first: Frame | None = None) -> dict[str, dict[str, Any]]:
    """The frames of a recording by state, the one that the page opens with first.

    What a page shows already, it takes from the pictures of its first frame.
    """
    told = json.loads(text)
    lists: list[list[Any]] = []

    def whole(node: list[Any]) -> list[Any]:
        row = node[:2]
        for child in node[2:]:
            if isinstance(child, str):
                row.append(child)
            elif isinstance(child[0], str):
                row.append(whole(child))
            else:
                row += lists[child[0]][: child[1]]
        return row

    lists += told["lists"]
    for number in reversed(range(len(lists))):  # a node shows runs of later lists only
        if first and lists[number] and isinstance(lists[number][0], str):
            picture, count = lists[number]
            lists[number] = tree_of(first.drawings[picture])[2 : 2 + count]
        else:
            lists[number] = [whole(json.loads(each)) for each in write_out(lists[number])]
    frames = {}
    for each in write_out(told["frames"]):
        state, _, rest = each.partition("\n")
        frame = json.loads(rest)
        drawings = {name: whole(tree) for name, tree in frame["drawings"].items()}
        frames[state] = {
            **frame,
            "state": state,
            "drawings": drawings,
            "table": whole(frame["table"]),
        }
    return {told["first"]: frames[told["first"]], **frames}


def write_out(groups: list[Any]) -> list[str]:
    """The texts of groups, in order."""
    texts = []
    for count, shape, *columns in groups:
        numbers = [column.split(" ") for column in columns]
        for row in range(count):
            parts = (part if isinstance(part, str) else numbers[part][row] for part in shape)
            texts.append("".join(parts))
    return texts
