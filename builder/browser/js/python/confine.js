// Takes from a worker's global all that reaches beyond it, before any reader's code runs: what stays is the language
// itself, and what Pyodide uses once it has started. The page's policy refuses foreign addresses and code in texts besides.
const KEPT = new Set(
  (
    "Object Array Boolean Number BigInt String Symbol Math Date RegExp JSON Map Set WeakMap WeakSet WeakRef FinalizationRegistry " +
    "Promise Proxy Reflect ArrayBuffer SharedArrayBuffer DataView Atomics Int8Array Uint8Array Uint8ClampedArray Int16Array " +
    "Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array Float32Array Float64Array Error AggregateError EvalError " +
    "RangeError ReferenceError SyntaxError TypeError URIError globalThis Infinity NaN undefined isFinite isNaN parseFloat parseInt " +
    "WebAssembly TextDecoder TextEncoder console setTimeout clearTimeout setInterval clearInterval"
  ).split(" "),
);

export function confine() {
  /** @type {any} */ const global = self;
  const { performance: clock, crypto: dice } = global;
  /** @type {Record<string, unknown>} */
  const given = {
    Function: refuseText(),
    performance: Object.freeze({ now: () => clock.now() }),
    crypto: Object.freeze({ getRandomValues: (/** @type {Uint8Array} */ bytes) => dice.getRandomValues(bytes) }),
  };
  for (let each = global; each !== Object.prototype; each = Object.getPrototypeOf(each)) {
    for (const name of Reflect.ownKeys(each)) if (each !== global || !KEPT.has(String(name))) remove(each, name);
  }
  for (const name in given) Object.defineProperty(global, name, { value: given[name] });
  for (const name of ["compileStreaming", "instantiateStreaming"]) remove(WebAssembly, name);
}

/** What cannot be deleted, or comes back, is undefined for good; only constants stay. @param {any} object @param {string | symbol} name */
function remove(object, name) {
  if (Reflect.deleteProperty(object, name) && !Object.hasOwn(object, name)) return;
  const { value, writable } = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(object, name));
  if (writable !== false || Object(value) === value) Object.defineProperty(object, name, { value: undefined, writable: false });
}

// All ways to make a function of a text lead to one that refuses.
function refuseText() {
  const kinds = [() => {}, async () => {}, function* () {}, async function* () {}];
  const prototypes = kinds.map(Object.getPrototypeOf);
  function Refused() {
    throw new TypeError("no code is made of texts here");
  }
  Refused.prototype = prototypes[0];
  for (const each of prototypes) Object.defineProperty(each, "constructor", { value: Refused });
  return Refused;
}
