// What a worker may send, and how much: readers' code runs in one of them. That code cannot post anything (confine.js), and
// the page does not rely on it. Whatever else comes ends the worker.
import { refuse, Refusal } from "./reasons.js";

const MOST = { told: 21_000, answer: 1_000_000, reason: 300 }; // characters; output.py tells 20,000 and a sentence
const AT_ONCE = 200; // pieces of output
const PACE = 25; // ms for each further piece: output.py takes twice as long
const PARTS = ["wasm", "rest"];

// A question that waits for its answer; `read` makes what is wanted of the answer's text, and throws where it cannot.
export class Question {
  #hear;
  #read;
  #ends;
  #start = performance.now();
  #count = 0;
  #room = MOST.told;

  constructor({ hear, read = String }, ends) {
    this.#hear = hear;
    this.#read = read;
    this.#ends = ends;
  }

  tell(text) {
    this.#count += 1;
    this.#room -= textOf(text, MOST.told).length;
    if (this.#room < 0 || this.#count > AT_ONCE + (performance.now() - this.#start) / PACE) refuse();
    this.#hear(text);
  }

  answer(text) {
    try {
      this.#ends.resolve(this.#read(textOf(text, MOST.answer)));
    } catch (error) {
      if (!(error instanceof Refusal)) refuse();
      this.#ends.reject(error);
    }
  }

  refuse(error) {
    this.#ends.reject(error);
  }
}

export function moduleOf({ part, wasm }) {
  if (!PARTS.includes(part) || !(wasm instanceof WebAssembly.Module)) refuse();
  return [part, wasm];
}

export function reasonOf({ reason }) {
  return String(reason).slice(0, MOST.reason);
}

function textOf(text, most) {
  if (typeof text !== "string" || text.length > most) refuse();
  return text;
}
