// The page's Python: one worker, started once, asked by every widget.
//
//   recorded --start()--> starting --the worker is ready--> live
//                            |                                |
//                            +------> failed <----------------+   (the reason in `reason`)
//
// A question asked while Python starts waits for it; when Python fails, it is refused.
//
// The page fetches the parts itself and hands them over: the wasm is compiled while the worker's
// own script still loads.

const parts = JSON.parse(document.documentElement.dataset.python);
const PACKAGES = Object.keys(parts).filter((part) => !["worker", "wasm", "library"].includes(part));
const address = (part) => new URL(parts[part], location.href);

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
      this.#worker = new Worker(address("worker"));
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "the worker could not be loaded");
    };
    Promise.all([compile(), ...["library", ...PACKAGES].map(unpack)]).then(
      ([wasm, ...archives]) => this.#worker.postMessage({ kind: "start", wasm, archives }, archives),
      (error) => this.#fail(error),
    );
  }

  ask(question) {
    this.start();
    if (this.state === "failed") return Promise.reject(new Error(this.reason));
    return new Promise((resolve, reject) => {
      const id = this.#count++;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ kind: "ask", id, question: JSON.stringify(question) });
    });
  }

  #hear({ kind, id, answer, reason }) {
    if (kind === "ready") this.#enter("live");
    else if (kind === "failed") this.#fail(reason);
    else {
      this.#waiting.get(id)?.resolve(answer); // refused already, where Python failed
      this.#waiting.delete(id);
    }
  }

  #fail(error) {
    this.#worker?.terminate();
    this.reason = String(error?.message ?? error);
    this.#enter("failed");
    for (const { reject } of this.#waiting.values()) reject(new Error(this.reason));
    this.#waiting.clear();
  }

  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

async function fetchPart(part) {
  const answer = await fetch(address(part));
  if (!answer.ok) throw new Error(`the ${part} could not be loaded (status ${answer.status})`);
  return answer;
}

// A server that calls WebAssembly something else would make the browser refuse it: its answer is
// relabelled. (Others are left as they are, so that the browser can keep what it compiled.)
async function compile() {
  const answer = await fetchPart("wasm");
  const isNamed = answer.headers.get("Content-Type") === "application/wasm";
  return WebAssembly.compileStreaming(
    isNamed ? answer : new Response(answer.body, { headers: { "Content-Type": "application/wasm" } }),
  );
}

// The library and the packages come gzipped whatever the server does. One that unzips them on the
// way is no matter.
async function unpack(part) {
  const bytes = await (await fetchPart(part)).arrayBuffer();
  const isZipped = new Uint8Array(bytes, 0, 2).join() === "31,139";
  if (!isZipped) return bytes;
  return new Response(new Response(bytes).body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

export const python = new Python();
