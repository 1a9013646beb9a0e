// Python in a worker: passes on what the figure asks.
const { worker = "", type } = /** @type {HTMLElement} */ (document.currentScript).dataset;
const engine = new Worker(worker, { type: type === "module" ? type : "classic" });
/** @type {((answer: string) => void)[]} */ const waiting = [];
engine.onmessage = ({ data }) => waiting.shift()?.(data.answer);
connect(
  (x, count) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      engine.postMessage({ x, count });
    }),
);
