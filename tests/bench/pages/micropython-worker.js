// MicroPython, as its package starts.
import { loadMicroPython } from "/micropython/micropython.mjs";

async function start() {
  const [python, source] = await Promise.all([loadMicroPython(), fetch("step.py").then((answer) => answer.text())]);
  python.runPython(source);
  return python.globals.get("step");
}

const ready = start();
self.onmessage = async ({ data: { x, count } }) => {
  const step = await ready;
  self.postMessage({ kind: "answer", answer: step(x, count) });
};
