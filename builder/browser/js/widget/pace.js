// The pace of a run.
const PACE = 100; // ms from step to step

export function pace() {
  return new Promise((resolve) => {
    const start = performance.now();
    const wait = (now) => (now - start < PACE ? requestAnimationFrame(wait) : resolve());
    requestAnimationFrame(wait);
  });
}
