// Python's memory right after its start with some modules, less what it is before any start.
// node snapshot.mjs PYODIDE LIBRARY OUT MODULE...
//
// What differs from machine to machine, or from one start to the next, is told alike: the same
// library gives the same memory everywhere.
import crypto from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PAGE = 1024; // words, as in js/python/memory.js

const [, , folder, library, out, ...modules] = process.argv;
process.argv[1] = "python";
crypto.randomFillSync = (bytes) => /** @type {any} */ (bytes).fill(1);
Date.now = () => 0;
performance.now = () => 0;
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "a browser" } });

const { instantiate } = WebAssembly;
/** @type {Uint32Array | undefined} */ let memory;
WebAssembly.instantiate = /** @type {any} several signatures */ (async (/** @type {any} */ wasm, /** @type {any} */ imports) => {
  const made = await instantiate(wasm, imports);
  memory ??= new Uint32Array(imports.env.memory.buffer.slice(0));
  return made;
});

/** @type {typeof import("pyodide")} */
const { loadPyodide } = await import(pathToFileURL(join(folder, "pyodide.mjs")).href);
/** @type {any} its module and its snapshots are no part of its types */
const pyodide = await /** @type {(options: object) => Promise<unknown>} */ (loadPyodide)({
  indexURL: folder,
  stdLibURL: library,
  args: ["-OO"],
  _makeSnapshot: true,
});
for (const module of modules) pyodide.runPython(`import ${module}`);
pyodide.runPython(`
import gc, linecache, re, sys, zipimport
linecache.clearcache()
re.purge()
zipimport._zip_directory_cache.clear()
sys.path_importer_cache.clear()
del linecache, re, sys, zipimport
gc.collect()
del gc
`);
const { HEAP32, HEAPU8, _emscripten_stack_get_end: end, _emscripten_stack_get_current: top, __PyRuntime, __PyEM_EMSCRIPTEN_COUNT_ARGS_OFFSET: place } = pyodide._module;
HEAP32[(__PyRuntime + HEAP32[place >> 2]) >> 2] = 0; // a function of this machine's; the page finds its own
HEAPU8.fill(0, end(), top()); // what ended calls have left behind

/** @type {Uint8Array} */ const made = pyodide.makeMemorySnapshot();
const fresh = /** @type {Uint32Array} */ (memory);
const header = made.subarray(0, made.length - fresh.byteLength);
const words = new Uint32Array(made.buffer, header.length);
for (let at = 0; at < fresh.length; at++) words[at] -= fresh[at];

// Pages without a difference are left out. Before Pyodide's own header and the others stand: how
// large the memory is, how much of it is not zero before a start, how long the header is, and the
// number of each page.
const pages = [...Array(words.length / PAGE).keys()].filter((page) => pageOf(page).some(Boolean));
const filled = 4 * (fresh.findLastIndex(Boolean) + 1);
const numbers = Uint32Array.of(fresh.byteLength, filled, header.length, pages.length, ...pages);
const parts = [numbers, header, ...pages.map(pageOf)];
writeFileSync(out, Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength))));

/** @param {number} page */
function pageOf(page) {
  return words.subarray(page * PAGE, (page + 1) * PAGE);
}
