// The parts of Python, and the ways to them. What two workers need is loaded once.
//
//   fetched   by their addresses: from a server
//   addressed the same, the worker too: where a server's own policy refuses workers from Blobs
//   carried   as texts (carried.py) that classic scripts hand over or the page itself holds:
//             from a disk, in a frame without an origin, and where the first way is refused
//
// They stay compressed here: the worker unpacks them, so that the page never has to wait.
import { MISSING, NO_WORKER } from "./reasons.js";

/** @import { Bytes } from "./messages.js" */
/** @typedef {{address?: string, cache?: RequestCache, bytes?: Bytes, compiled?: WebAssembly.Module}} Module */
/** @typedef {{worker(): Promise<Worker>, module(part: string): Promise<Module>, archive(part: string): Promise<Bytes>}} Way */
/** @typedef {ReturnType<typeof keeping>} KeepingWay */

const { python, cells = "{}", lent = "{}" } = document.documentElement.dataset;
/** @type {Record<string, string>} */ const widgets = JSON.parse(/** @type {string} */ (python));
/** @type {Record<string, string>} */ const parts = { ...JSON.parse(lent), ...JSON.parse(cells), ...widgets };
const RUN = ["worker", "wasm", "rest"];
export const ARCHIVES = Object.keys(widgets).filter((part) => !RUN.includes(part));
// Of ours; all others are Python packages.
const OWN = [...RUN, "memory", "library", "cells", "editor"];
export const PACKAGES = Object.keys(parts).filter((part) => !OWN.includes(part));
const address = (/** @type {string} */ part) => new URL(parts[part], location.href);
export const addressesOf = (/** @type {string[]} */ parts) => parts.map((part) => address(part).href);
const held = (/** @type {string} */ part) => document.querySelector(`script[data-part="${part}"]`);

// What another way may mend.
export class Refused extends Error {}

/** @type {Way} */
const fetched = {
  worker: async () => startWorker(blobOf(`importScripts(${JSON.stringify(address("worker").href)})`), Refused),
  module: async (part) => ({ address: address(part).href }), // the worker fetches it: this page has other work
  archive: async (part) => (await fetchPart(part)).arrayBuffer(),
};

// Has the policy of its server: it starts where that is as strict as the page's (worker.js).
/** @type {Way} */
const addressed = { ...fetched, worker: async () => startWorker(address("worker"), Refused) };

/** @type {Way} */
const carried = {
  worker: async () => startWorker(blobOf(await carryText("worker")), Error),
  module: async (part) => ({ bytes: await carry(part) }),
  archive: carry,
};

/** A worker from a Blob has the page's policy, one from an address that of its server, which mostly has none. @param {BlobPart} script */
function blobOf(script) {
  return URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
}

/** @param {string | URL} address @param {new (reason: string) => Error} Failure */
function startWorker(address, Failure) {
  try {
    return new Worker(address);
  } catch {
    throw new Failure(NO_WORKER);
  }
}

// Whether the page has a server to ask. One that holds its parts names no addresses.
export const isServed = location.protocol.startsWith("http") && origin !== "null" && !!parts.worker;
export const WAYS = (isServed ? [fetched, addressed, carried] : [carried]).map(keeping);

/** What has been loaded stays at hand, and so does what a worker has compiled of the wasm. @param {Way} way */
function keeping({ worker, module, archive }) {
  /** @type {Map<string, Promise<Bytes>>} */ const kept = new Map();
  /** @type {Record<string, WebAssembly.Module>} */ const compiled = {};
  return {
    worker,
    compiled,
    module: async (/** @type {string} */ part) => (part in compiled ? { compiled: compiled[part] } : module(part)),
    /** @param {string} part */
    archive(part) {
      const bytes = kept.get(part) ?? archive(part);
      kept.set(part, bytes);
      bytes.catch(() => kept.delete(part));
      return bytes;
    },
  };
}

/** An archive that not every worker needs. @param {string} part @param {Way[]} ways @returns {Promise<Bytes>} */
export async function loadArchive(part, [way, ...others] = WAYS) {
  try {
    return await way.archive(part);
  } catch (error) {
    if (error instanceof Refused && others.length) return loadArchive(part, others);
    throw error;
  }
}

// A script that only some readers need. It leaves what it offers with its own element.
/** @param {string} part @returns {Promise<HTMLScriptElement>} with what the script has left there */
export async function runScript(part) {
  if (!held(part)) return load(address(part));
  const script = document.createElement("script");
  script.textContent = await carryText(part);
  document.head.append(script);
  return script;
}

/** @param {string} part */
async function fetchPart(part) {
  const answer = await fetch(address(part)).catch(() => {
    throw new Refused(MISSING);
  });
  if (!answer.ok) throw new Error(MISSING);
  return answer;
}

/** @param {string} part */
async function carry(part) {
  return decode(held(part)?.textContent ?? (await handOver(part)));
}

/** @param {string} part */
async function carryText(part) {
  const zipped = /** @type {NonNullable<Response["body"]>} */ (new Response(await carry(part)).body);
  return new Response(zipped.pipeThrough(new DecompressionStream("gzip"))).text();
}

/** Such a script leaves its text with its own element. @param {string} part */
async function handOver(part) {
  return /** @type {string} */ ((await load(`${address(part)}.js`)).carried);
}

/** @param {string | URL} address @returns {Promise<HTMLScriptElement & {carried?: string}>} */
function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = /** @type {string} */ (address);
    script.onload = () => resolve(script);
    script.onerror = () => reject(new Error(MISSING));
    document.head.append(script);
  });
}

/** Each letter holds seven bits, the first one first. @param {string} text */
function decode(text) {
  const bytes = new Uint8Array((text.length * 7) >> 3);
  for (let at = 0, bits = 0, count = 0, index = 0; index < text.length; index++) {
    bits = (bits << 7) | (text.charCodeAt(index) & 127);
    count += 7;
    if (count < 8) continue;
    count -= 8;
    bytes[at++] = bits >> count;
  }
  return bytes;
}
