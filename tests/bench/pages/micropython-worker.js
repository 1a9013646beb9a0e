// MicroPython, as its package starts.
/** @typedef {{runPython(source: string): void, globals: Map<string, (x: number, count: number) => string>}} MicroPython */

const MODULE = "/micropython/micropython.mjs";

/** @returns {Promise<MicroPython>} */
async function load() {
  const { loadMicroPython } = await import(MODULE);
  return loadMicroPython();
}

async function start() {
  const [python, source] = await Promise.all([load(), fetch("step.py").then((answer) => answer.text())]);
  python.runPython(source);
  return python.globals.get("step");
}

const ready = start();
self.onmessage = async ({ data: { x, count } }) => {
  const step = /** @type {(x: number, count: number) => string} */ (await ready);
  self.postMessage({ kind: "answer", answer: step(x, count) });
};

export {};
