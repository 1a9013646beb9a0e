// Parts of Python as they come, compressed by the build (compressed.py) → bytes.
import { ZSTDDecoder } from "zstddec";
import { DAMAGED, NO_WASM } from "./reasons.js";

/** @import { Bytes } from "./messages.js" */
/** @typedef {Uint8Array<ArrayBuffer>} Block */

const HEAD = 8; // bytes before a block: how long it is, and how long it is unpacked

// The decoder fetches its own code from an address that holds it, which a page's policy may refuse.
const decoder = new ZSTDDecoder();
const network = self.fetch;
self.fetch = async (address) => new Response(Uint8Array.from(atob(String(address).split(",")[1]), (letter) => letter.charCodeAt(0)));
const isReady = decoder.init().then(
  () => true,
  () => false,
);
self.fetch = network;

/** A part that is all there, in one block. @param {Bytes} bytes */
export async function unpacked(bytes) {
  if (!(await isReady)) throw new Error(NO_WASM);
  return firstBlock(new Uint8Array(bytes));
}

/** The blocks of a stream, each as soon as it is whole. @param {ReadableStream<Block>} stream */
export async function* blocksOf(stream) {
  if (!(await isReady)) throw new Error(NO_WASM);
  /** @type {[Block[], number, number]} */
  let [pieces, length, wanted] = [[], 0, HEAD];
  const reader = stream.getReader();
  for (let { value } = await reader.read(); value; { value } = await reader.read()) {
    pieces.push(value);
    length += value.length;
    if (length < wanted) continue;
    let left = joined(pieces);
    for (wanted = endOf(left); left.length >= wanted; wanted = endOf(left)) {
      yield firstBlock(left);
      left = left.subarray(wanted);
    }
    [pieces, length] = [[left], left.length];
  }
  if (length) throw new Error(DAMAGED);
}

/** @param {Block} bytes */
export function firstBlock(bytes) {
  if (bytes.length < HEAD || bytes.length < endOf(bytes)) throw new Error(DAMAGED);
  const [, size] = headOf(bytes);
  const block = /** @type {Block} */ (decoder.decode(bytes.subarray(HEAD, endOf(bytes)), size));
  if (block.length !== size) throw new Error(DAMAGED);
  return block;
}

/** Where the first block ends, or what comes before it. @param {Block} bytes @returns {number} */
function endOf(bytes) {
  return bytes.length < HEAD ? HEAD : HEAD + headOf(bytes)[0];
}

/** @param {Block} bytes */
function headOf(bytes) {
  return new Uint32Array(bytes.slice(0, HEAD).buffer);
}

/** @param {Block[]} pieces */
function joined(pieces) {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
