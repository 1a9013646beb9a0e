// The parts of Python, and the two ways to them. What two workers need is loaded once.
//
//   fetched   by their addresses, the worker too: from a server
//   carried   as texts (carried.py) that classic scripts hand over or the page itself holds:
//             from a disk, in a frame without an origin, and where the first way is refused
//
// What goes wrong is said as the end of the sentence "Python could not start here: …".
const { python, cells = "{}", lent = "{}" } = document.documentElement.dataset;
const widgets = JSON.parse(python);
const parts = { ...JSON.parse(lent), ...JSON.parse(cells), ...widgets };
export const ARCHIVES = Object.keys(widgets).filter((part) => part !== "worker" && part !== "wasm");
// Of ours; all others are Python packages.
const OWN = ["worker", "wasm", "library", "cells", "editor"];
export const PACKAGES = Object.keys(parts).filter((part) => !OWN.includes(part));
const NAMED = { headers: { "Content-Type": "application/wasm" } };
const MISSING = "a file of it could not be loaded";
export const NO_WORKER = "this browser, or the page around this one, does not allow workers";
const NO_WASM = "this browser, or the page around this one, does not allow WebAssembly";
const address = (part) => new URL(parts[part], location.href);
const held = (part) => document.querySelector(`script[data-part="${part}"]`);

// What another way may mend.
export class Refused extends Error {}

const fetched = {
  async worker() {
    try {
      return new Worker(address("worker"));
    } catch {
      throw new Refused(NO_WORKER);
    }
  },

  // A server that calls WebAssembly something else would make the browser refuse it: its answer is
  // relabelled. (Others are left as they are, so that the browser can keep what it compiled.)
  async wasm() {
    const answer = await fetchPart("wasm");
    const isNamed = answer.headers.get("Content-Type") === "application/wasm";
    return compile(isNamed ? answer : new Response(answer.body, NAMED));
  },

  // The library and the packages come gzipped whatever the server does. One that unzips them on the
  // way is no matter.
  async archive(part) {
    const bytes = await (await fetchPart(part)).arrayBuffer();
    const isZipped = new Uint8Array(bytes, 0, 2).join() === "31,139";
    return isZipped ? unzip(bytes).arrayBuffer() : bytes;
  },
};

const carried = {
  async worker() {
    const script = await (await carry("worker")).text();
    try {
      return new Worker(URL.createObjectURL(new Blob([script], { type: "text/javascript" })));
    } catch {
      throw new Error(NO_WORKER);
    }
  },
  wasm: async () => compile(await carry("wasm", NAMED)),
  archive: async (part) => (await carry(part)).arrayBuffer(),
};

// Whether the page has a server to ask. One that holds its parts names no addresses.
export const isServed = location.protocol.startsWith("http") && origin !== "null" && !!parts.worker;
export const WAYS = (isServed ? [fetched, carried] : [carried]).map(keeping);

// What has been loaded stays at hand, unless that failed.
function keeping({ worker, wasm, archive }) {
  const kept = new Map();
  const once = (part, load) => {
    if (!kept.has(part)) kept.set(part, load(part));
    kept.get(part).catch(() => kept.delete(part));
    return kept.get(part);
  };
  return { worker, wasm: () => once("wasm", wasm), archive: (part) => once(part, archive) };
}

// An archive that not every worker needs.
export async function loadArchive(part, [way, ...others] = WAYS) {
  try {
    return await way.archive(part);
  } catch (error) {
    if (error instanceof Refused && others.length) return loadArchive(part, others);
    throw error;
  }
}

// A script that only some readers need. It leaves what it offers with its own element.
export async function runScript(part) {
  if (!held(part)) return load(address(part));
  const script = document.createElement("script");
  script.textContent = await (await carry(part)).text();
  document.head.append(script);
  return script;
}

async function fetchPart(part) {
  const answer = await fetch(address(part)).catch(() => {
    throw new Refused(MISSING);
  });
  if (!answer.ok) throw new Error(MISSING);
  return answer;
}

async function compile(answer) {
  try {
    return await WebAssembly.compileStreaming(answer);
  } catch (error) {
    throw new Error(error instanceof TypeError ? MISSING : NO_WASM);
  }
}

async function carry(part, options) {
  const text = held(part)?.textContent ?? (await handOver(part));
  return unzip(decode(text), options);
}

// Such a script leaves its text with its own element.
async function handOver(part) {
  return (await load(`${address(part)}.js`)).carried;
}

function load(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(script);
    script.onerror = () => reject(new Error(MISSING));
    document.head.append(script);
  });
}

// Each letter holds seven bits, the first one first.
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

function unzip(bytes, options) {
  return new Response(new Response(bytes).body.pipeThrough(new DecompressionStream("gzip")), options);
}
