// Python in a worker: passes on what the figure asks.
const { worker, type } = document.currentScript.dataset;
const engine = new Worker(worker, { type });
const waiting = [];
engine.onmessage = ({ data }) => waiting.shift()(data.answer);
connect(
  (x, count) =>
    new Promise((resolve) => {
      waiting.push(resolve);
      engine.postMessage({ x, count });
    }),
);
