// The worker that runs Python. The build puts Pyodide's own scripts and RUNTIME before this text:
// RUNTIME.files names the runtime's files, RUNTIME.lock is Pyodide's lock file without packages.
/* global RUNTIME, loadPyodide */

const BASE = "https://runtime.invalid/"; // Pyodide is told this address, and never leaves the worker with it
const folder = new URL(".", self.location.href);
const network = self.fetch.bind(self);

function fail(error) {
  self.postMessage({ kind: "failed", reason: String(error?.message ?? error) });
}

// Pyodide asks for its parts by their plain names; they are served under hashed ones. A server that
// calls WebAssembly something else would make the browser refuse it, so the answer is relabelled.
async function fetchPart(name) {
  const answer = await network(new URL(RUNTIME.files[name], folder));
  if (!answer.ok) throw new Error(`${name} could not be loaded (status ${answer.status})`);
  if (!name.endsWith(".wasm") || answer.headers.get("Content-Type") === "application/wasm") return answer;
  return new Response(answer.body, { headers: { "Content-Type": "application/wasm" } });
}

self.fetch = (address, options) => {
  const url = String(address?.url ?? address);
  return url.startsWith(BASE) ? fetchPart(url.slice(BASE.length)) : network(address, options);
};

// Pyodide only prints a warning when its wasm cannot be had, and then waits for ever.
for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    try {
      return await original.apply(WebAssembly, given);
    } catch (error) {
      fail(error);
      throw error;
    }
  };
}

async function start() {
  const [pyodide, pycore] = await Promise.all([
    loadPyodide({ indexURL: BASE, lockFileContents: RUNTIME.lock }),
    fetchPart("pycore.zip").then((answer) => answer.arrayBuffer()),
  ]);
  pyodide.FS.writeFile("/lib/pycore.zip", new Uint8Array(pycore));
  return pyodide.runPython(`
import sys
sys.path.insert(0, "/lib/pycore.zip")
from pycore.widgets import answer
answer
`);
}

const ready = start();
ready.then(() => self.postMessage({ kind: "ready" }), fail);

self.onmessage = async ({ data: { id, question } }) => {
  try {
    const answer = await ready;
    self.postMessage({ kind: "answer", id, answer: answer(question) });
  } catch (error) {
    fail(error);
  }
};
