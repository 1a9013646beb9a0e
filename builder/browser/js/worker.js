// The worker that runs Python. The build puts Pyodide's own scripts and LOCK, Pyodide's lock file
// without packages, before this text. The page sends the wasm and other parts first, compressed
// (compressed.py), and then questions.
//
// Python does not start here: its memory becomes what memory.mjs found after a start.
/* global LOCK, loadPyodide */
import { ZSTDDecoder } from "zstddec";
import { DAMAGED, MISSING, NO_WASM } from "./reasons.js";

const BASE = "https://runtime.invalid/"; // Pyodide is told this address, and nothing is fetched from it
const PAGE = 2 ** 16; // bytes by which WebAssembly's memory grows
const NAMED = { headers: { "Content-Type": "application/wasm" } };
const EMPTY_ZIP = Uint8Array.of(80, 75, 5, 6, ...Array(18).fill(0));

// What is refused may come another way.
function fail(error) {
  const { isRefused = false } = error;
  self.postMessage({ kind: "failed", reason: String(error?.message ?? error), isRefused });
  self.onmessage = null;
}

// The decoder fetches its own code from an address that holds it, which a page's policy may refuse.
const decoder = new ZSTDDecoder();
const network = self.fetch;
self.fetch = async (address) => new Response(Uint8Array.from(atob(address.split(",")[1]), (letter) => letter.charCodeAt()));
const isDecoding = decoder.init().catch(() => fail(new Error(NO_WASM)));
self.fetch = network;

// The blocks (compressed.py) that are whole, and what is left of the bytes.
async function* blocksOf(stream) {
  await isDecoding;
  let rest = new Uint8Array(0);
  const reader = stream.getReader();
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    rest = joined([rest, value]);
    while (rest.length > 8) {
      const [packed, size] = new Uint32Array(rest.slice(0, 8).buffer);
      if (rest.length < 8 + packed) break;
      const block = decoder.decode(rest.subarray(8, 8 + packed), size);
      if (block.length !== size) throw new Error(DAMAGED);
      yield block;
      rest = rest.subarray(8 + packed);
    }
  }
  if (rest.length) throw new Error(DAMAGED);
}

function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

async function unpacked(bytes) {
  const blocks = [];
  for await (const block of blocksOf(new Response(bytes).body)) blocks.push(block);
  return joined(blocks);
}

// The wasm is unpacked and compiled while it comes, or was compiled by another worker.
let haveWasm;
const wasm = new Promise((resolve) => (haveWasm = resolve));

async function takeWasm({ address, bytes, compiled }) {
  if (compiled) return haveWasm(compiled);
  const packed = bytes ? new Response(bytes).body : await fetchBody(address);
  const made = packed && (await compile(packed));
  if (!made) return;
  haveWasm(made);
  giveBack(made);
}

async function fetchBody(address) {
  const answer = await fetch(address).catch(() => null);
  if (answer?.ok) return answer.body;
  fail(Object.assign(new Error(MISSING), { isRefused: !answer }));
}

async function compile(packed) {
  const blocks = blocksOf(packed);
  const pull = async (stream) => {
    const { value, done } = await blocks.next();
    if (done) stream.close();
    else stream.enqueue(value);
  };
  try {
    return await WebAssembly.compileStreaming(new Response(new ReadableStream({ pull }), NAMED));
  } catch {
    fail(new Error(allowsWasm() ? DAMAGED : NO_WASM));
  }
}

// From a disk WebKit hands over none.
function giveBack(wasm) {
  try {
    self.postMessage({ kind: "compiled", wasm });
  } catch {
    // Another worker compiles it again.
  }
}

function allowsWasm() {
  try {
    return Boolean(new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)));
  } catch {
    return false;
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

const parts = {}; // promises of what is unpacked

function take({ part, bytes }) {
  parts[part] = unpacked(bytes);
  parts[part].catch(fail);
}

async function start({ module, megabytes }) {
  const given = await Promise.all(Object.entries(parts).map(async ([part, bytes]) => [part, await bytes]));
  const { memory, library = EMPTY_ZIP, ...archives } = Object.fromEntries(given);
  // Pyodide fetches its library and compiles its wasm: it gets what the page has prepared.
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
    const words = new Uint32Array(memory.buffer, memory.length - fresh.byteLength);
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
  for (const archive of archives ?? []) unpack(await unpacked(archive));
  const tell = (told) => self.postMessage({ kind: "told", id, told });
  const told = isHeard ? answer(question, tell) : answer(question);
  self.postMessage({ kind: "answer", id, answer: told });
}

self.onmessage = ({ data }) => {
  if (data.kind === "wasm") takeWasm(data);
  else if (data.kind === "part") take(data);
  else if (data.kind === "start") begin(data);
  else reply(data).catch(fail);
};
