// The worker that runs Python. The build puts Pyodide's own scripts and LOCK, Pyodide's lock file
// without packages, before this text. The page sends Pyodide's parts first, and then questions.
/* global LOCK, loadPyodide */

const BASE = "https://runtime.invalid/"; // Pyodide is told this address, and nothing is fetched from it
const PAGE = 2 ** 16; // bytes by which WebAssembly's memory grows

function fail(error) {
  self.postMessage({ kind: "failed", reason: String(error?.message ?? error) });
}

// The parts that the page hands over. Pyodide starts without them, and waits where it needs them.
let handOver;
const parts = new Promise((resolve) => (handOver = resolve));

// Code that wants more gets a MemoryError, before the browser ends the whole page.
function limitMemory(megabytes) {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > megabytes * 2 ** 20) throw new RangeError("too much memory");
    return grow.call(this, pages);
  };
}

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
  const { archives, module, megabytes } = await parts;
  if (megabytes) limitMemory(megabytes);
  const unpack = (archive) => pyodide.unpackArchive(archive, "zip");
  archives.slice(1).forEach(unpack);
  return { unpack, answer: pyodide.runPython(`from ${module} import answer; answer`) };
}

const python = start(); // a promise of the module's answer()
python.then(() => self.postMessage({ kind: "ready" }), fail);

async function reply({ id, question, archives, isHeard }) {
  const { unpack, answer } = await python;
  archives?.forEach(unpack);
  const tell = (told) => self.postMessage({ kind: "told", id, told });
  const told = isHeard ? answer(question, tell) : answer(question);
  self.postMessage({ kind: "answer", id, answer: told });
}

self.onmessage = ({ data }) => {
  if (data.kind === "start") handOver(data);
  else reply(data).catch(fail);
};
