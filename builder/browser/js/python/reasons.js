// Why Python cannot be had, as the end of the sentence "Python could not start here: …" (python.js).
export const NO_WORKER = "this browser, or the page around this one, does not allow workers";
export const NO_WASM = "this browser, or the page around this one, does not allow WebAssembly";
export const MISSING = "a file of it could not be loaded";
export const DAMAGED = "a file of it is damaged";
export const UNTRUSTED = "it has sent what this page does not take, or too much of it";

/** @returns {never} */
export function refuse() {
  throw new Error(UNTRUSTED);
}

// What Python may say in place of what it was asked for.
export class Refusal extends Error {}
