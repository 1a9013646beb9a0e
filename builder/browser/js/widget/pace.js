// The pace of a run, by the browser's own frames.
const PACE = 100; // ms from step to step

/** @returns {Promise<void>} */
export function pace() {
  return new Promise((resolve) => {
    const start = performance.now();
    const wait = (/** @type {number} */ now) => (now - start < PACE ? requestAnimationFrame(wait) : resolve());
    requestAnimationFrame(wait);
  });
}
