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

class Python extends EventTarget {
  state = "recorded";
  reason = "";
  cause = ""; // of that, as the end of the sentence
  wasLive = false; // before it failed
  #job;
  #ways = WAYS; // the one that works first
  #worker = null;
  #spare; // another worker that waits, if any
  #leave = () => {}; // from now on the present worker is not heard
  #end = () => {}; // ends the present worker for a reason
  #waiting = new Map(); // questions by number, with their messages
  #count = 0;

  // A job: the module whose answer() is asked, the archives that it needs, and for readers' code,
  // which uses all of Python, the most megabytes that it may take.
  constructor(job) {
    super();
    this.#job = job;
  }

  start() {
    if (this.state !== "recorded") return;
    this.#enter("starting");
    this.#begin(this.#ways);
  }

  // Ends what runs, whatever it does, and begins anew: at once where a spare worker waits.
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
    const drop = () => this.#spare === spare && (this.#spare = undefined);
    const hear = { ready: () => (spare.isReady = true), failed: drop, compiled() {} };
    this.#spare = spare;
    spare.started.then((worker) => {
      if (this.#spare !== spare) return; // it is in use by now
      worker.onmessage = ({ data }) => (hear[data?.kind] ?? drop)();
      worker.onerror = drop;
    }, drop);
  }

  // `hear` gets what is told meanwhile, `read` makes of the answer what is wanted of it; archives are unpacked before.
  ask(question, { hear, read, archives } = {}) {
    this.start();
    if (this.state === "failed") return Promise.reject(new Error(this.reason));
    return new Promise((resolve, reject) => {
      const id = this.#count++;
      const message = { kind: "ask", id, question: JSON.stringify(question), archives, isHeard: Boolean(hear) };
      this.#waiting.set(id, { message, question: new Question({ hear, read }, { resolve, reject }) });
      this.#worker?.postMessage(message);
    });
  }

  // For what is found wrong with an answer later.
  distrust() {
    this.#end(new Error(UNTRUSTED));
  }

  // Tries the first way, and another one where it is refused. Each ends at its first error.
  #begin([way, ...others], hand = employ(way, this.#job)) {
    let isOver = false;
    this.#ways = [way, ...others];
    this.#leave = () => (isOver = true);
    const end = (error) => {
      if (isOver) return;
      isOver = true;
      this.#worker?.terminate();
      this.#worker = null;
      if (error instanceof Refused && others.length) this.#begin(others);
      else this.#fail(error);
    };
    this.#end = end;
    const take = (worker) => {
      if (isOver) return worker.terminate();
      worker.onmessage = ({ data }) => {
        if (isOver) return; // sent before it was ended
        try {
          this.#hear(Object(data), hand, way);
        } catch (error) {
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

  // Throws what the worker is to be ended for.
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

  #fail({ message }) {
    this.cause = message;
    this.wasLive = this.state === "live";
    this.reason = `Python ${this.wasLive ? "has stopped" : "could not start here"}: ${message}`;
    this.#enter("failed");
    this.#refuse(new Error(this.reason));
  }

  #refuse(error) {
    for (const { question } of this.#waiting.values()) question.refuse(error);
    this.#waiting.clear();
  }

  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

// A worker with a job: hired, and started when its parts have come.
function employ(way, { module, megabytes, archives, isWhole }) {
  const hired = way.worker();
  const give = async (message) => (await hired).postMessage(await message);
  const modules = ["wasm", "rest"].map(async (kind) => ({ kind, isWhole, ...(await way.module(kind)) }));
  const others = archives.map(async (part) => ({ kind: "part", part, bytes: await way.archive(part) }));
  const started = Promise.all([hired, ...[...modules, ...others].map(give)]).then(([worker]) => {
    worker.postMessage({ kind: "start", module, megabytes });
    return worker;
  });
  return { hired, started, isReady: false };
}

export const python = new Python({ module: "pycore.frames.answers", archives: ARCHIVES });
const CODE = ["memory", "library", "cells"];
export const workshop = new Python({ module: "pycore.cells.answers", archives: CODE, isWhole: true, megabytes: 512 });
