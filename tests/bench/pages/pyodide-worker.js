// Stock Pyodide, as its documentation starts it in a worker.
importScripts("/pyodide/pyodide.js");

async function start() {
  const { loadPyodide } = /** @type {typeof import("pyodide")} */ (/** @type {unknown} */ (self));
  const [pyodide, source] = await Promise.all([
    loadPyodide({ indexURL: "/pyodide/" }),
    fetch("step.py").then((answer) => answer.text()),
  ]);
  pyodide.runPython(source);
  return pyodide.globals.get("step");
}

const ready = start();
self.onmessage = async ({ data: { x, count } }) => {
  const step = await ready;
  self.postMessage({ kind: "answer", answer: step(x, count) });
};
