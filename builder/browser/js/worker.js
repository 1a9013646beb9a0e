// The worker that runs Python. The build puts Pyodide's own scripts and LOCK, Pyodide's lock file
// without packages, before this text. The page sends Pyodide's parts first, and then questions.
/* global LOCK, loadPyodide */

const BASE = "https://runtime.invalid/"; // Pyodide is told this address, and nothing is fetched from it

function fail(error) {
  self.postMessage({ kind: "failed", reason: String(error?.message ?? error) });
}

// The parts that the page hands over. Pyodide starts without them, and waits where it needs them.
let handOver;
const parts = new Promise((resolve) => (handOver = resolve));

async function start() {
  // Pyodide fetches its parts by name and compiles its wasm: it gets what the page has prepared.
  const network = self.fetch;
  self.fetch = async (address, options) => {
    const url = String(address?.url ?? address);
    if (!url.startsWith(BASE)) return network(address, options);
    return new Response(url.endsWith(".zip") ? (await parts).archives[0] : null);
  };
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const { wasm } = await parts;
    const instance = await WebAssembly.instantiate(wasm, imports).catch((error) => {
      fail(error); // Pyodide would only print a warning, and wait for ever
      throw error;
    });
    return { instance, module: wasm };
  };
  // The library comes without docstrings, and NumPy asks for some where Python is not told so.
  const pyodide = await loadPyodide({ indexURL: BASE, lockFileContents: LOCK, args: ["-OO"] });
  const [, ...packages] = (await parts).archives;
  for (const archive of packages) pyodide.unpackArchive(archive, "zip");
  return pyodide.runPython("from pycore.answers import answer; answer");
}

const answer = start(); // a promise of pycore's answer()
answer.then(() => self.postMessage({ kind: "ready" }), fail);

self.onmessage = async ({ data }) => {
  try {
    if (data.kind === "start") handOver(data);
    else self.postMessage({ kind: "answer", id: data.id, answer: (await answer)(data.question) });
  } catch (error) {
    fail(error);
  }
};
