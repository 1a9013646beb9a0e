// Parts of Python as they come, compressed by the build (compressed.py) → bytes.
import { ZSTDDecoder } from "zstddec";
import { DAMAGED, NO_WASM } from "./reasons.js";

// The decoder fetches its own code from an address that holds it, which a page's policy may refuse.
const decoder = new ZSTDDecoder();
const network = self.fetch;
self.fetch = async (address) => new Response(Uint8Array.from(atob(address.split(",")[1]), (letter) => letter.charCodeAt()));
const isReady = decoder.init().then(
  () => true,
  () => false,
);
self.fetch = network;

export async function unpacked(bytes) {
  const blocks = [];
  for await (const block of blocksOf(new Response(bytes).body)) blocks.push(block);
  return joined(blocks);
}

// The blocks of a stream, each as soon as it is whole.
export async function* blocksOf(stream) {
  if (!(await isReady)) throw new Error(NO_WASM);
  let left = new Uint8Array(0);
  const reader = stream.getReader();
  for (let { value, done } = await reader.read(); !done; { value, done } = await reader.read()) {
    left = joined([left, value]);
    for (let first = firstBlock(left); first; first = firstBlock(left)) {
      yield first.block;
      left = left.subarray(first.end);
    }
  }
  if (left.length) throw new Error(DAMAGED);
}

// The only block of bytes that are all there, at once.
export function unpackedNow(bytes) {
  const first = firstBlock(bytes);
  if (!first) throw new Error(DAMAGED);
  return first.block;
}

// Nothing while it is not whole.
function firstBlock(bytes) {
  if (bytes.length < 8) return null;
  const [packed, size] = new Uint32Array(bytes.slice(0, 8).buffer);
  const end = 8 + packed;
  if (bytes.length < end) return null;
  const block = decoder.decode(bytes.subarray(8, end), size);
  if (block.length !== size) throw new Error(DAMAGED);
  return { block, end };
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
