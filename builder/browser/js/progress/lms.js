// The way to the LMS: it is looked for in the windows around the page, which may be anybody's, and its server is asked
// whether it can be reached.
const DEPTH = 20; // of frames in frames
const PATIENCE = 10_000; // ms

/** @template T @param {() => T} step @returns {T?} */
export function attempt(step) {
  try {
    return step();
  } catch {
    return null; // a window of another address, or an LMS in trouble
  }
}

// Whether the server of this page answers, and does not send the reader elsewhere to sign in.
export async function reach() {
  if (!location.protocol.startsWith("http")) return true; // there is none
  try {
    const { redirected, status } = await fetch(location.href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return !redirected && (status < 500 || status === 501); // a server may know no HEAD
  } catch {
    return false;
  }
}

// In the windows around this one, then in those around the one that opened it.
/** @param {string} name @returns {Record<string, (...values: string[]) => unknown>?} */
export function findApi(name) {
  for (const start of [window, attempt(() => opener), attempt(() => top?.opener)]) {
    for (const each of around(start)) {
      const api = attempt(() => /** @type {any} */ (each)[name]);
      if (api) return api;
    }
  }
  return null;
}

/** @param {Window?} start */
function* around(start) {
  for (let each = start, depth = 0; each && depth < DEPTH; depth += 1) {
    yield each;
    const inner = each;
    each = attempt(() => (inner.parent === inner ? null : inner.parent));
  }
}
