// The worker that runs Python. The build puts Pyodide's own scripts and LOCK, Pyodide's lock file
// without packages, before this text. The page sends the modules and other parts first, and then questions.
//
// Python does not start here: its memory becomes what memory.mjs found after a start.
/* global LOCK, loadPyodide */
import { confine } from "./confine.js";
/** @import { AskMessage, Bytes, FromWorker, ModuleMessage, PartMessage, StartMessage, ToWorker } from "./messages.js" */
/** @import { Block } from "./unpack.js" */
import { Memory } from "./memory.js";
import { compiledOf, join } from "./modules.js";
import { NO_WORKER } from "./reasons.js";
import { unpacked } from "./unpack.js";

const BASE = "https://runtime.invalid/"; // Pyodide is told this address, and nothing is fetched from it
const PAGE = 2 ** 16; // bytes by which WebAssembly's memory grows
/** @type {(message: FromWorker) => void} */ const post = self.postMessage.bind(self); // readers' code has none
const EMPTY_ZIP = Uint8Array.of(80, 75, 5, 6, ...Array(18).fill(0));

let isOver = false;

/** What is refused may come another way. @param {any} error */
function fail(error) {
  const { isRefused = false } = error;
  post({ kind: "failed", reason: String(error?.message ?? error), isRefused });
  isOver = true;
}

/** Code that wants more gets a MemoryError, before the browser ends the whole page. @param {number} megabytes */
function limitMemory(megabytes) {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > megabytes * 2 ** 20) throw new RangeError("too much memory");
    return grow.call(this, pages);
  };
}

/** @type {Promise<WebAssembly.Module>} */ let wasm; // a promise of Python's first module
/** @type {Promise<{module?: WebAssembly.Module, address?: string, bytes?: Bytes}>} */ let rest; // where the rest is, or the module
/** @type {Record<string, Promise<Block>>} */ const parts = {}; // promises of what is unpacked

/** @param {ModuleMessage} data */
function takeFirst(data) {
  wasm = compiledOf(data);
  wasm.catch(fail);
}

/** @param {ModuleMessage} data */
function takeRest(data) {
  rest = data.isWhole || data.compiled ? compiledOf(data).then((module) => ({ module })) : Promise.resolve(data);
  rest.catch(fail);
}

/** @param {PartMessage} message */
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

/** @param {StartMessage} message */
async function start({ module, megabytes }) {
  if (!isGuarded()) throw Object.assign(new Error(NO_WORKER), { isRefused: true });
  const given = await Promise.all(Object.entries(parts).map(async ([part, bytes]) => /** @type {const} */ ([part, await bytes])));
  const { memory: packed, library = EMPTY_ZIP, ...archives } = Object.fromEntries(given);
  const memory = new Memory(packed);
  // Pyodide fetches its library and compiles its wasm: it gets what the page has prepared.
  const network = self.fetch;
  self.fetch = async (address, options) => {
    const url = String(/** @type {Request} */ (address)?.url ?? address);
    return url.startsWith(BASE) ? new Response(url.endsWith(".zip") ? library : null) : network(address, options);
  };
  for (const [owner, name] of /** @type {[any, string][]} */ ([[self, "scheduler"], [self.AbortSignal, "any"]])) delete owner[name]; // Pyodide would keep them
  const [compiled, others] = await Promise.all([wasm, rest]);
  let findTrampoline = () => {};
  /** @param {any} imports Pyodide's */
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
  const unpack = (/** @type {Block} */ archive) => pyodide.unpackArchive(archive, "zip");
  Object.values(archives).forEach(unpack);
  const answer = pyodide.runPython(`
import random
random.seed()
from ${module} import answer
answer`);
  confine();
  return { unpack, answer };
}

/** @type {(message: StartMessage) => void} */ let begin;
/** @type {Promise<StartMessage>} */
const started = new Promise((resolve) => {
  begin = resolve;
});
const python = started.then(start); // with the module's answer()
python.then(() => post({ kind: "ready" }), fail);

/** @param {AskMessage} message */
async function reply({ id, question, archives, isHeard }) {
  const { unpack, answer } = await python;
  for (const archive of archives ?? []) unpack(await unpacked(archive));
  const tell = (/** @type {string} */ told) => post({ kind: "told", id, told });
  const told = isHeard ? answer(question, tell) : answer(question);
  post({ kind: "answer", id, answer: told });
}

self.onmessage = (/** @type {MessageEvent<ToWorker>} */ { data }) => {
  if (isOver) return;
  if (data.kind === "wasm") takeFirst(data);
  else if (data.kind === "rest") takeRest(data);
  else if (data.kind === "part") take(data);
  else if (data.kind === "start") begin(data);
  else if (data.kind === "ask") reply(data).catch(fail);
};
