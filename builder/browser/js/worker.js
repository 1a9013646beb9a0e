// The worker that runs Python. The build puts Pyodide's own scripts and LOCK, Pyodide's lock file
// without packages, before this text. The page sends the wasm and other parts first, compressed
// (compressed.py), and then questions.
//
// Python does not start here: its memory becomes what memory.mjs found after a start.
/* global LOCK, loadPyodide */
import { Decompress, decompress } from "fzstd";

const BASE = "https://runtime.invalid/"; // Pyodide is told this address, and nothing is fetched from it
const PAGE = 2 ** 16; // bytes by which WebAssembly's memory grows
const NAMED = { headers: { "Content-Type": "application/wasm" } };
const NO_WASM = "this browser, or the page around this one, does not allow WebAssembly";
const DAMAGED = "a file of it is damaged";
const EMPTY_ZIP = Uint8Array.of(80, 75, 5, 6, ...Array(18).fill(0));

function fail(error) {
  self.postMessage({ kind: "failed", reason: String(error?.message ?? error) });
  self.onmessage = null;
}

// A server may have unpacked it on the way.
const isPacked = ([a, b, c, d]) => a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd;

function unpacked(bytes) {
  const given = new Uint8Array(bytes);
  try {
    return isPacked(given) ? decompress(given) : given;
  } catch {
    throw new Error(DAMAGED);
  }
}

// The wasm comes in pieces, and is unpacked and compiled meanwhile; or compiled by another worker.
let pieces; // the stream that is compiled
let unpacker;
let take;
const wasm = new Promise((resolve) => (take = resolve));

function addWasm({ piece, compiled }) {
  if (compiled) return take(compiled);
  if (!pieces) {
    take(compile(new ReadableStream({ start: (controller) => (pieces = controller) })));
    if (isPacked(piece)) unpacker = new Decompress((part) => part.length && pieces.enqueue(part.slice()));
  }
  try {
    if (unpacker) unpacker.push(piece ?? new Uint8Array(0), !piece);
    else if (piece) pieces.enqueue(piece);
    if (!piece) pieces.close();
  } catch {
    fail(new Error(DAMAGED));
  }
}

async function compile(stream) {
  try {
    const made = await WebAssembly.compileStreaming(new Response(stream, NAMED));
    self.postMessage({ kind: "compiled", wasm: made });
    return made;
  } catch {
    throw new Error(NO_WASM);
  }
}

// Code that wants more gets a MemoryError, before the browser ends the whole page.
function limitMemory(megabytes) {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > megabytes * 2 ** 20) throw new RangeError("too much memory");
    return grow.call(this, pages);
  };
}

const parts = {};

function addPart({ part, bytes }) {
  try {
    parts[part] = unpacked(bytes);
  } catch (error) {
    fail(error);
  }
}

async function start({ module, megabytes }) {
  const { memory, library = EMPTY_ZIP, ...archives } = parts;
  // Pyodide fetches its library and compiles its wasm: it gets what the page has prepared.
  const network = self.fetch;
  self.fetch = async (address, options) => {
    const url = String(address?.url ?? address);
    return url.startsWith(BASE) ? new Response(url.endsWith(".zip") ? library : null) : network(address, options);
  };
  const compiled = await wasm;
  let findTrampoline;
  WebAssembly.instantiateStreaming = async (_, { env, ...imports }) => {
    const instance = await WebAssembly.instantiate(compiled, { env, ...imports }).catch((error) => {
      fail(error); // Pyodide would only print a warning, and wait for ever
      throw error;
    });
    // Python's memory comes as what differs from the fresh one.
    const fresh = new Uint32Array(env.memory.buffer);
    const words = new Uint32Array(memory.buffer, memory.byteOffset + memory.length - env.memory.buffer.byteLength);
    for (let at = 0; at < words.length; at++) words[at] += fresh[at];
    findTrampoline = env._PyEM_InitTrampoline_js;
    return { instance, module: compiled };
  };
  const pyodide = await loadPyodide({ indexURL: BASE, lockFileContents: LOCK, _loadSnapshot: memory });
  findTrampoline(); // a function by which Python calls others faster, each machine has its own
  if (megabytes) limitMemory(megabytes);
  const unpack = (archive) => pyodide.unpackArchive(archive, "zip");
  Object.values(archives).forEach(unpack);
  return {
    unpack,
    answer: pyodide.runPython(`
import random
random.seed()
from ${module} import answer
answer`),
  };
}

let begin;
const python = new Promise((resolve) => (begin = resolve)).then(start); // with the module's answer()
python.then(() => self.postMessage({ kind: "ready" }), fail);

async function reply({ id, question, archives, isHeard }) {
  const { unpack, answer } = await python;
  archives?.forEach((archive) => unpack(unpacked(archive)));
  const tell = (told) => self.postMessage({ kind: "told", id, told });
  const told = isHeard ? answer(question, tell) : answer(question);
  self.postMessage({ kind: "answer", id, answer: told });
}

self.onmessage = ({ data }) => {
  if (data.kind === "wasm") addWasm(data);
  else if (data.kind === "part") addPart(data);
  else if (data.kind === "start") begin(data);
  else reply(data).catch(fail);
};
