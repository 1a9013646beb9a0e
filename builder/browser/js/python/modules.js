// The two modules of Python's WebAssembly (split.py): the first one, and the rest, which pages of
// widgets do without.
import { DAMAGED, MISSING, NO_WASM } from "./reasons.js";
import { blocksOf, firstBlock } from "./unpack.js";

/** @import { Bytes, FromWorker, ModuleMessage } from "./messages.js" */
/** @typedef {NonNullable<Response["body"]>} Body */

const NAMED = { headers: { "Content-Type": "application/wasm" } };
const CALLS_ITS_IMPORT = "0061736d0100000001040160000002050100000000070401000000"; // a module that exports what it imports
const { XMLHttpRequest: Request } = self; // readers' code has none
const NOTHING = "0061736d01000000";

/** Unpacked and compiled while it comes, or compiled by another worker. @param {ModuleMessage} message @returns {Promise<WebAssembly.Module>} */
export async function compiledOf({ kind, address = "", bytes, compiled }) {
  if (compiled) return compiled;
  const made = await compile(/** @type {NonNullable<Response["body"]>} */ (bytes ? new Response(bytes).body : await fetchBody(address)));
  giveBack(kind, made);
  return made;
}

/** What is refused may come another way (parts.js). @param {string} address */
async function fetchBody(address) {
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok) throw Object.assign(new Error(MISSING), { isRefused: !answer });
  return answer.body;
}

/** @param {Body} packed */
async function compile(packed) {
  const blocks = blocksOf(packed);
  /** @type {UnderlyingDefaultSource["pull"]} */
  const pull = async (stream) => {
    const { value, done } = await blocks.next();
    if (done) stream.close();
    else stream.enqueue(value);
  };
  try {
    return await WebAssembly.compileStreaming(new Response(new ReadableStream({ pull }), NAMED));
  } catch {
    throw new Error(allowsWasm() ? DAMAGED : NO_WASM);
  }
}

function allowsWasm() {
  try {
    return Boolean(moduleOf(NOTHING));
  } catch {
    return false;
  }
}

/** From a disk WebKit hands over none. @param {string} part @param {WebAssembly.Module} wasm */
function giveBack(part, wasm) {
  try {
    self.postMessage(/** @satisfies {FromWorker} */ ({ kind: "compiled", part, wasm }));
  } catch {
    // Another worker compiles it again.
  }
}

// An instance of the first module → its exports, less what it shares with the rest. That one is
// added at once where it is there; else the first module asks for it when it needs it, and waits.
/**
 * @param {WebAssembly.Exports} exports @param {WebAssembly.Imports} imports
 * @param {{module?: WebAssembly.Module, address?: string, bytes?: Bytes}} rest @param {(error: unknown) => void} fail
 */
export function join(exports, imports, { module, address = "", bytes }, fail) {
  /** @type {Record<string, any>[]} */
  const [shared, others] = [{}, {}];
  for (const name in exports) (name.startsWith("split.") ? shared : others)[name] = exports[name];
  const functions = shared["split.functions"];
  const add = (/** @type {WebAssembly.Module} */ rest) => {
    new WebAssembly.Instance(rest, { ...imports, split: shared });
    functions.set(0, null);
  };
  /** @type {unknown} */ let failure;
  const addNow = () => {
    if (failure) throw failure;
    try {
      add(compileNow(bytes ?? fetchNow(address)));
    } catch (error) {
      failure = error;
      fail(error);
      throw error;
    }
  };
  if (module) add(module);
  else functions.set(0, new WebAssembly.Instance(moduleOf(CALLS_ITS_IMPORT), { "": { "": addNow } }).exports[""]);
  return others;
}

/** @param {Bytes} packed */
function compileNow(packed) {
  try {
    return new WebAssembly.Module(firstBlock(new Uint8Array(packed)));
  } catch {
    throw new Error(DAMAGED);
  }
}

/** @param {string} address */
function fetchNow(address) {
  const request = new Request();
  request.open("GET", address, false);
  request.responseType = "arraybuffer";
  try {
    request.send();
  } catch {
    throw Object.assign(new Error(MISSING), { isRefused: true });
  }
  if (request.status !== 200) throw new Error(MISSING);
  return request.response;
}

/** @param {string} code */
function moduleOf(code) {
  return new WebAssembly.Module(Uint8Array.from(code.match(/../g) ?? [], (byte) => parseInt(byte, 16)));
}
