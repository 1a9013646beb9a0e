// The page's Python: one worker, started once, asked by every widget.
//
//   recorded --start()--> starting --the worker is ready--> live
//                            |                                |
//                            +------> failed <----------------+   (a sentence about it in `reason`)
//
// A question asked while Python starts waits for it; when Python fails, it is refused.
//
// The page gets the parts and hands them over (parts.js): the wasm is compiled while the worker's
// own script still loads.
import { NO_WORKER, Refused, WAYS } from "./parts.js";

class Python extends EventTarget {
  state = "recorded";
  reason = "";
  #worker = null;
  #waiting = new Map(); // questions by number, with the ends of their promises
  #count = 0;

  start() {
    if (this.state !== "recorded") return;
    this.#enter("starting");
    this.#begin(WAYS);
  }

  ask(question) {
    this.start();
    if (this.state === "failed") return Promise.reject(new Error(this.reason));
    return new Promise((resolve, reject) => {
      const id = this.#count++;
      const message = { kind: "ask", id, question: JSON.stringify(question) };
      this.#waiting.set(id, { message, resolve, reject });
      this.#worker?.postMessage(message);
    });
  }

  // Tries the first way, and another one where it is refused. Each ends at its first error.
  #begin([way, ...others]) {
    let isOver = false;
    const end = (error) => {
      if (isOver) return;
      isOver = true;
      this.#worker?.terminate();
      this.#worker = null;
      if (error instanceof Refused && others.length) this.#begin(others);
      else this.#fail(error);
    };
    const hire = async () => {
      const worker = await way.worker();
      if (isOver) return worker.terminate();
      worker.onmessage = ({ data }) => {
        if (isOver) return; // sent before it was ended
        if (data.kind === "failed") end(new Error(data.reason));
        else this.#hear(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        end(this.state === "live" ? new Error("its worker ended with an error") : new Refused(NO_WORKER));
      };
      this.#worker = worker;
      for (const { message } of this.#waiting.values()) worker.postMessage(message);
    };
    Promise.all([hire(), way.wasm(), ...way.archives()]).then(([, wasm, ...archives]) => {
      if (!isOver) this.#worker.postMessage({ kind: "start", wasm, archives }, archives);
    }, end);
  }

  #hear({ kind, id, answer }) {
    if (kind === "ready") this.#enter("live");
    else {
      this.#waiting.get(id).resolve(answer);
      this.#waiting.delete(id);
    }
  }

  #fail({ message }) {
    this.reason = `Python ${this.state === "live" ? "has stopped" : "could not start here"}: ${message}`;
    this.#enter("failed");
    for (const { reject } of this.#waiting.values()) reject(new Error(this.reason));
    this.#waiting.clear();
  }

  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

export const python = new Python();
