// The worker that runs Python. The build puts Pyodide's own scripts and LOCK, Pyodide's lock file
// without packages, before this text. The page sends Pyodide's parts first, and then questions.
/* global LOCK, loadPyodide */

const BASE = "https://runtime.invalid/"; // Pyodide is told this address, and nothing is fetched from it

function fail(error) {
  self.postMessage({ kind: "failed", reason: String(error?.message ?? error) });
}

async function start({ wasm, archives: [library, ...packages] }) {
  // Pyodide fetches its parts by name and compiles its wasm: it gets what the page has prepared.
  const network = self.fetch;
  self.fetch = (address, options) => {
    const url = String(address?.url ?? address);
    if (!url.startsWith(BASE)) return network(address, options);
    return Promise.resolve(new Response(url.endsWith(".zip") ? library : null));
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const instance = await WebAssembly.instantiate(wasm, imports).catch((error) => {
      fail(error); // Pyodide would only print a warning, and wait for ever
      throw error;
    });
    return { instance, module: wasm };
  };
  // The library comes without docstrings, and NumPy asks for some where Python is not told so.
  const pyodide = await loadPyodide({ indexURL: BASE, lockFileContents: LOCK, args: ["-OO"] });
  for (const archive of packages) pyodide.unpackArchive(archive, "zip");
  return pyodide.runPython("from pycore.widgets import answer; answer");
}

let begin; // called with pycore's answer(), or a promise of it
const answer = new Promise((resolve) => (begin = resolve));

self.onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") {
      begin(start(data));
      await answer;
      self.postMessage({ kind: "ready" });
    } else {
      const reply = (await answer)(data.question);
      self.postMessage({ kind: "answer", id: data.id, answer: reply });
    }
  } catch (error) {
    fail(error);
  }
};
