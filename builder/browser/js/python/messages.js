// What a worker may send, and how much: readers' code runs in one of them. That code cannot post anything (confine.js), and
// the page does not rely on it. Whatever else comes ends the worker.
import { refuse, Refusal } from "./reasons.js";

/** @typedef {ArrayBuffer | Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{kind: "wasm" | "rest", isWhole?: boolean, address?: string, bytes?: Bytes, compiled?: WebAssembly.Module}} ModuleMessage */
/** @typedef {{kind: "part", part: string, bytes: Bytes}} PartMessage */
/** @typedef {{kind: "start", module: string, megabytes?: number}} StartMessage */
/** @typedef {{kind: "ask", id: number, question: string, archives?: Bytes[], isHeard: boolean}} AskMessage */
/** @typedef {ModuleMessage | PartMessage | StartMessage | AskMessage} ToWorker */

/** @typedef {{kind: "ready"}} ReadyMessage */
/** @typedef {{kind: "compiled", part: string, wasm: WebAssembly.Module}} CompiledMessage */
/** @typedef {{kind: "failed", reason: string, isRefused: boolean}} FailedMessage */
/** @typedef {{kind: "told", id: number, told: string}} TellMessage what the code of a question has printed */
/** @typedef {{kind: "answer", id: number, answer: string}} AnswerMessage */
/** @typedef {ReadyMessage | CompiledMessage | FailedMessage | TellMessage | AnswerMessage} FromWorker what our worker sends */

/** @typedef {(text: string) => void} Hear */
/** @typedef {{resolve: (answer: any) => void, reject: (error: Error) => void}} Ends of the promise of an answer */

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

  /** @param {{hear?: Hear, read?: (text: string) => unknown}} options @param {Ends} ends */
  constructor({ hear = refuse, read = String }, ends) {
    this.#hear = hear;
    this.#read = read;
    this.#ends = ends;
  }

  /** @param {unknown} text */
  tell(text) {
    this.#count += 1;
    const told = textOf(text, MOST.told);
    this.#room -= told.length;
    if (this.#room < 0 || this.#count > AT_ONCE + (performance.now() - this.#start) / PACE) refuse();
    this.#hear(told);
  }

  /** @param {unknown} text */
  answer(text) {
    try {
      this.#ends.resolve(this.#read(textOf(text, MOST.answer)));
    } catch (error) {
      if (!(error instanceof Refusal)) refuse();
      this.#ends.reject(error);
    }
  }

  /** @param {Error} error */
  refuse(error) {
    this.#ends.reject(error);
  }
}

/** @param {any} message @returns {[string, WebAssembly.Module]} */
export function moduleOf({ part, wasm }) {
  if (!PARTS.includes(part) || !(wasm instanceof WebAssembly.Module)) refuse();
  return [part, wasm];
}

/** @param {any} message */
export function reasonOf({ reason }) {
  return String(reason).slice(0, MOST.reason);
}

/** @param {unknown} text @param {number} most @returns {string} */
function textOf(text, most) {
  return typeof text === "string" && text.length <= most ? text : refuse();
}
