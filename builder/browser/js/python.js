// The page's Python: one worker, started once, asked by every widget.
//
//   recorded --start()--> starting --the worker is ready--> live
//                            |                                |
//                            +------> failed <----------------+   (the reason in `reason`)
//
// A question asked while Python starts waits for it; when Python fails, it is refused.

class Python extends EventTarget {
  state = "recorded";
  reason = "";
  #worker = null;
  #waiting = new Map();
  #count = 0;

  start() {
    if (this.state !== "recorded") return;
    this.#enter("starting");
    try {
      this.#worker = new Worker(new URL(document.documentElement.dataset.python, location.href));
    } catch (error) {
      this.#fail(String(error));
      return;
    }
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "the worker could not be loaded");
    };
  }

  ask(question) {
    this.start();
    if (this.state === "failed") return Promise.reject(new Error(this.reason));
    return new Promise((resolve, reject) => {
      const id = this.#count++;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, question: JSON.stringify(question) });
    });
  }

  #hear({ kind, id, answer, reason }) {
    if (kind === "ready") this.#enter("live");
    else if (kind === "failed") this.#fail(reason);
    else {
      const { resolve } = this.#waiting.get(id);
      this.#waiting.delete(id);
      resolve(JSON.parse(answer));
    }
  }

  #fail(reason) {
    this.#worker?.terminate();
    this.reason = reason;
    this.#enter("failed");
    for (const { reject } of this.#waiting.values()) reject(new Error(reason));
    this.#waiting.clear();
  }

  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

export const python = new Python();
