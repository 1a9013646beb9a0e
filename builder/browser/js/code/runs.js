// Runs of readers' code, one at a time, in the worker that is theirs (python.js).
//
// The cells of a page are one program: they share their names, in the page's order. So whatever is
// run, the cells above it are run before, where this Python has not run them as they stand.
import { loadArchive, PACKAGES } from "../python/parts.js";
import { workshop } from "../python/python.js";
import { UNTRUSTED } from "../python/reasons.js";

const ANEW = "Python begins anew: the names that cells have made are gone, and the next Run makes them again.";
const CRASHED = `This code has brought Python down. ${ANEW}`;
const ENDED = `This code was ended: ${UNTRUSTED}. ${ANEW}`;
/** @type {Set<string>} */ const given = new Set(); // the packages that the worker has
let age = 0; // of Python: another one after each new beginning
const LONG = 1000; // ms after which a run may well have to be stopped
let isBusy = false;

workshop.addEventListener("change", () => {
  if (workshop.state !== "starting") return;
  given.clear();
  age += 1;
});

/** What a Python of this age has done. @param {string} text */
export function mark(text) {
  return `${age} ${text}`;
}

/** Does something with the worker; false where it is busy. @param {() => Promise<unknown>} work */
export function alone(work) {
  if (isBusy) return false;
  isBusy = true;
  work().finally(() => {
    isBusy = false;
  });
  return true;
}

export function stop(told = `Stopped. ${ANEW}`) {
  workshop.restart(told);
}

// What became of a question; an error says why there is no answer.
/** @template [T=string] @param {object} question @param {{hear?: (text: string) => void, read?: (text: string) => T, packages: string[]}} options */
export async function ask(question, { hear, read, packages }) {
  const missing = packages.filter((name) => !given.has(name));
  const archives = await Promise.all(missing.map((name) => loadArchive(name)));
  const spare = setInterval(() => workshop.prepareSpare(), LONG);
  try {
    const answer = workshop.ask(question, { hear, read, archives });
    for (const name of missing) given.add(name);
    return await answer;
  } catch (/** @type {any} */ error) {
    if (workshop.state !== "failed" || !workshop.wasLive) throw error;
    const told = workshop.cause === UNTRUSTED ? ENDED : CRASHED;
    workshop.restart(told);
    throw new Error(told);
  } finally {
    clearInterval(spare);
  }
}

/** The packages that some code speaks of. @param {string} code */
export function packagesIn(code) {
  return PACKAGES.filter((name) => new RegExp(`\\b${name}\\b`).test(code));
}
