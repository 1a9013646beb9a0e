// The worker that runs Python. The build puts Pyodide's own scripts and LOCK, Pyodide's lock file
// without packages, before this text. The page sends the modules and other parts first, and then questions.
//
// Python does not start here: its memory becomes what memory.mjs found after a start.
/* global LOCK, loadPyodide */
import { confine } from "./confine.js";
import { Memory } from "./memory.js";
import { compiledOf, join } from "./modules.js";
import { NO_WORKER } from "./reasons.js";
import { unpacked } from "./unpack.js";

const BASE = "https://runtime.invalid/"; // Pyodide is told this address, and nothing is fetched from it
const PAGE = 2 ** 16; // bytes by which WebAssembly's memory grows
const post = self.postMessage.bind(self); // readers' code has none
const EMPTY_ZIP = Uint8Array.of(80, 75, 5, 6, ...Array(18).fill(0));

let isOver = false;

// What is refused may come another way.
function fail(error) {
  const { isRefused = false } = error;
  post({ kind: "failed", reason: String(error?.message ?? error), isRefused });
  isOver = true;
}

// Code that wants more gets a MemoryError, before the browser ends the whole page.
function limitMemory(megabytes) {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > megabytes * 2 ** 20) throw new RangeError("too much memory");
    return grow.call(this, pages);
  };
}

let wasm; // a promise of Python's first module
let rest; // where the rest is, or the module
const parts = {}; // promises of what is unpacked

function takeFirst(data) {
  wasm = compiledOf(data);
  wasm.catch(fail);
}

function takeRest(data) {
  rest = data.isWhole || data.compiled ? compiledOf(data).then((module) => ({ module })) : Promise.resolve(data);
  rest.catch(fail);
}

function take({ part, bytes }) {
  parts[part] = unpacked(bytes);
  parts[part].catch(fail);
}

// Whether the page's policy, or one as strict, holds here. In a worker from a Blob it does, and asking would be noted as an error.
function isGuarded() {
  try {
    return self.location.protocol === "blob:" || !Function();
  } catch {
    return true;
  }
}

async function start({ module, megabytes }) {
  if (!isGuarded()) throw Object.assign(new Error(NO_WORKER), { isRefused: true });
  const given = await Promise.all(Object.entries(parts).map(async ([part, bytes]) => [part, await bytes]));
  const { memory: packed, library = EMPTY_ZIP, ...archives } = Object.fromEntries(given);
  const memory = new Memory(packed);
  // Pyodide fetches its library and compiles its wasm: it gets what the page has prepared.
  const network = self.fetch;
  self.fetch = async (address, options) => {
    const url = String(address?.url ?? address);
    return url.startsWith(BASE) ? new Response(url.endsWith(".zip") ? library : null) : network(address, options);
  };
  for (const [owner, name] of [[self, "scheduler"], [self.AbortSignal, "any"]]) delete owner[name]; // Pyodide would keep them
  const [compiled, others] = await Promise.all([wasm, rest]);
  let findTrampoline;
  const instantiate = async (imports) => {
    const { exports } = await WebAssembly.instantiate(compiled, imports);
    memory.fill(imports.env.memory.buffer);
    findTrampoline = imports.env._PyEM_InitTrampoline_js;
    return { instance: { exports: join(exports, imports, others, fail) }, module: compiled };
  };
  WebAssembly.instantiateStreaming = (_, imports) =>
    instantiate(imports).catch((error) => {
      fail(error); // Pyodide would only print a warning, and wait for ever
      throw error;
    });
  const pyodide = await loadPyodide({ indexURL: BASE, lockFileContents: LOCK, _loadSnapshot: memory.whole });
  findTrampoline(); // a function by which Python calls others faster, each machine has its own
  if (megabytes) limitMemory(megabytes);
  const unpack = (archive) => pyodide.unpackArchive(archive, "zip");
  Object.values(archives).forEach(unpack);
  const answer = pyodide.runPython(`
import random
random.seed()
from ${module} import answer
answer`);
  confine();
  return { unpack, answer };
}

let begin;
const python = new Promise((resolve) => (begin = resolve)).then(start); // with the module's answer()
python.then(() => post({ kind: "ready" }), fail);

async function reply({ id, question, archives, isHeard }) {
  const { unpack, answer } = await python;
  for (const archive of archives ?? []) unpack(await unpacked(archive));
  const tell = (told) => post({ kind: "told", id, told });
  const told = isHeard ? answer(question, tell) : answer(question);
  post({ kind: "answer", id, answer: told });
}

self.onmessage = ({ data }) => {
  if (isOver) return;
  if (data.kind === "wasm") takeFirst(data);
  else if (data.kind === "rest") takeRest(data);
  else if (data.kind === "part") take(data);
  else if (data.kind === "start") begin(data);
  else reply(data).catch(fail);
};
