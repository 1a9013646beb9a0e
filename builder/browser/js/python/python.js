// The page's Python: a worker for the widgets, and another one for readers' code (which the first
// never meets). Each is started once, and asked by all who need it.
//
//   recorded --start()--> starting --the worker is ready--> live
//                          ^ |                                |
//                restart() | +------> failed <----------------+   (a sentence about it in `reason`)
//                          +-- live, failed
//
// A question asked while Python starts waits for it; when Python fails or is restarted, it is refused.
//
// The page gets the parts and hands them over (parts.js).
import { moduleOf, Question, reasonOf } from "./messages.js";
import { ARCHIVES, Refused, WAYS } from "./parts.js";
import { NO_WORKER, refuse, UNTRUSTED } from "./reasons.js";

/** @import { AskMessage, Hear, ToWorker } from "./messages.js" */
/** @import { KeepingWay } from "./parts.js" */
/** @typedef {{module: string, archives: string[], isWhole?: boolean, megabytes?: number}} Job */
/** @typedef {ReturnType<typeof employ>} Hand */
/** @typedef {{message: AskMessage, question: Question}} Waiting */
/** @template T @typedef {{hear?: Hear, read?: (text: string) => T, archives?: AskMessage["archives"]}} AskOptions `read` gives what is wanted of the answer */

class Python extends EventTarget {
  state = "recorded";
  reason = "";
  cause = ""; // of that, as the end of the sentence
  wasLive = false; // before it failed
  #job;
  #ways = WAYS; // the one that works first
  /** @type {Worker?} */ #worker = null;
  /** @type {Hand | undefined} */ #spare; // another worker that waits, if any
  #leave = () => {}; // from now on the present worker is not heard
  /** @type {(error: Error) => void} */ #end = () => {}; // ends the present worker for a reason
  /** @type {Map<number, Waiting>} */ #waiting = new Map(); // questions by number, with their messages
  #count = 0;

  // A job: the module whose answer() is asked, the archives that it needs, and for readers' code,
  // which uses all of Python, the most megabytes that it may take.
  /** @param {Job} job */
  constructor(job) {
    super();
    this.#job = job;
  }

  start() {
    if (this.state !== "recorded") return;
    this.#enter("starting");
    this.#begin(this.#ways);
  }

  /** Ends what runs, whatever it does, and begins anew: at once where a spare worker waits. @param {string} reason */
  restart(reason) {
    this.#leave();
    this.#worker?.terminate();
    this.#worker = null;
    this.#refuse(new Error(reason));
    this.#enter("starting");
    this.#begin(this.#ways, this.#spare);
    this.#spare = undefined;
  }

  // Lets another worker get ready, for when this one has to be ended.
  prepareSpare() {
    if (this.#spare || this.state !== "live") return;
    const spare = employ(this.#ways[0], this.#job);
    const drop = () => {
      if (this.#spare === spare) this.#spare = undefined;
    };
    /** @type {Record<string, () => void>} */
    const hear = { ready: () => (spare.isReady = true), failed: drop, compiled() {} };
    this.#spare = spare;
    spare.started.then((worker) => {
      if (this.#spare !== spare) return; // it is in use by now
      worker.onmessage = ({ data }) => (hear[data?.kind] ?? drop)();
      worker.onerror = drop;
    }, drop);
  }

  // `hear` gets what is told meanwhile, `read` makes of the answer what is wanted of it; archives are unpacked before.
  /** @template [T=string] @param {object} question @param {AskOptions<T>} options @returns {Promise<T>} */
  ask(question, { hear, read, archives } = {}) {
    this.start();
    if (this.state === "failed") return Promise.reject(new Error(this.reason));
    return new Promise((resolve, reject) => {
      const id = this.#count++;
      /** @type {AskMessage} */
      const message = { kind: "ask", id, question: JSON.stringify(question), archives, isHeard: Boolean(hear) };
      this.#waiting.set(id, { message, question: new Question({ hear, read }, { resolve, reject }) });
      this.#worker?.postMessage(message);
    });
  }

  // For what is found wrong with an answer later.
  distrust() {
    this.#end(new Error(UNTRUSTED));
  }

  /** Tries the first way, and another one where it is refused. Each ends at its first error. @param {KeepingWay[]} ways */
  #begin([way, ...others], hand = employ(way, this.#job)) {
    let isOver = false;
    this.#ways = [way, ...others];
    this.#leave = () => (isOver = true);
    const end = (/** @type {Error} */ error) => {
      if (isOver) return;
      isOver = true;
      this.#worker?.terminate();
      this.#worker = null;
      if (error instanceof Refused && others.length) this.#begin(others);
      else this.#fail(error);
    };
    this.#end = end;
    const take = (/** @type {Worker} */ worker) => {
      if (isOver) return worker.terminate();
      worker.onmessage = ({ data }) => {
        if (isOver) return; // sent before it was ended
        try {
          this.#hear(Object(data), hand, way);
        } catch (/** @type {any} */ error) {
          end(error);
        }
      };
      worker.onerror = (event) => {
        event.preventDefault();
        end(hand.isReady ? new Error("its worker ended with an error") : new Refused(NO_WORKER));
      };
      this.#worker = worker;
      if (hand.isReady) this.#enter("live");
      for (const { message } of this.#waiting.values()) worker.postMessage(message);
    };
    hand.hired.then(take).catch(end);
    hand.started.catch(end);
  }

  /** Throws what the worker is to be ended for. @param {any} data @param {Hand} hand @param {KeepingWay} way */
  #hear(data, hand, { compiled }) {
    const { kind, id } = data;
    const question = this.#waiting.get(id)?.question;
    if (kind === "failed") throw data.isRefused ? new Refused(reasonOf(data)) : new Error(reasonOf(data));
    if (kind === "told" && question) question.tell(data.told);
    else if (kind === "answer" && question) {
      question.answer(data.answer);
      this.#waiting.delete(id);
    } else if (hand.isReady) refuse();
    else if (kind === "ready") {
      hand.isReady = true;
      this.#enter("live");
    } else if (kind === "compiled") {
      const [part, module] = moduleOf(data);
      compiled[part] = module;
    } else refuse();
  }

  /** @param {Error} error */
  #fail({ message }) {
    this.cause = message;
    this.wasLive = this.state === "live";
    this.reason = `Python ${this.wasLive ? "has stopped" : "could not start here"}: ${message}`;
    this.#enter("failed");
    this.#refuse(new Error(this.reason));
  }

  /** @param {Error} error */
  #refuse(error) {
    for (const { question } of this.#waiting.values()) question.refuse(error);
    this.#waiting.clear();
  }

  /** @param {string} state */
  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

/** A worker with a job: hired, and started when its parts have come. @param {KeepingWay} way @param {Job} job */
function employ(way, { module, megabytes, archives, isWhole }) {
  const hired = way.worker();
  const give = async (/** @type {Promise<ToWorker>} */ message) => (await hired).postMessage(await message);
  const modules = /** @type {const} */ (["wasm", "rest"]).map(async (kind) => /** @type {ToWorker} */ ({ kind, isWhole, ...(await way.module(kind)) }));
  const others = archives.map(async (part) => /** @type {ToWorker} */ ({ kind: "part", part, bytes: await way.archive(part) }));
  const started = Promise.all([hired, ...[...modules, ...others].map(give)]).then(([worker]) => {
    worker.postMessage(/** @satisfies {ToWorker} */ ({ kind: "start", module, megabytes }));
    return worker;
  });
  return { hired, started, isReady: false };
}

export const python = new Python({ module: "pycore.frames.answers", archives: ARCHIVES });
const CODE = ["memory", "library", "cells"];
export const workshop = new Python({ module: "pycore.cells.answers", archives: CODE, isWhole: true, megabytes: 512 });
