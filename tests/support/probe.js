// Stands before the worker's script in a test; LANGUAGE is a list of names (reach.py).
/** @typedef {any} Thing whatever can be reached */

/** @param {Record<string, Thing>} roots @returns {Map<Thing, string>} */
const walk = (roots) => {
  const { ownKeys, getPrototypeOf, getOwnPropertyDescriptor, apply } = Reflect;
  /** @type {[Map<Thing, string>, Thing[]]} */
  const [seen, queue] = [new Map(), []];
  const push = (/** @type {Thing} */ value, /** @type {string} */ path) => {
    if (Object(value) !== value || seen.has(value)) return;
    seen.set(value, path);
    queue.push(value);
  };
  const attempt = (/** @type {() => Thing} */ act) => { try { return act(); } catch { return undefined; } };
  for (const [name, value] of Object.entries(roots)) push(value, name);
  for (let object = queue.shift(); object; object = queue.shift()) {
    const path = String(seen.get(object));
    const isPrototype = path.endsWith(".prototype");
    push(attempt(() => getPrototypeOf(object)), `${path}.__proto__`);
    for (let level = object; level; level = isPrototype ? null : attempt(() => getPrototypeOf(level))) {
      if (ArrayBuffer.isView(level) || (level === Object.prototype && level !== object)) continue;
      for (const key of attempt(() => ownKeys(level)) ?? []) {
        const found = attempt(() => getOwnPropertyDescriptor(level, key));
        const name = `${path}.${String(key)}`;
        if (level === object) for (const part of ["value", "get", "set"]) push(found?.[part], name);
        if (!found?.get || key === "__proto__") continue;
        const given = attempt(() => apply(found.get, object, []));
        if (given instanceof Promise) given.catch(() => {}); // of a prototype, which has none
        push(given, name);
      }
    }
  }
  return seen;
};
const scope = /** @type {Thing} */ (globalThis);
const language = LANGUAGE.map((name) => [name, scope[name]]);
const kinds = { async: async () => {}, generator: function* () {}, asyncGenerator: async function* () {} };
const known = walk({ ...Object.fromEntries(language.filter(([name]) => name !== "globalThis")), ...kinds });
const outside = [...walk({ self })].filter(([value]) => value !== self && !known.has(value));
const names = new Set(outside.map(([, path]) => /^self\.([^.]+)$/.exec(path)?.[1]));
let refusesText = false;
try { Object.assign(Math, { text: scope.eval("1") }); } catch { refusesText = true; }
fetch("https://elsewhere.invalid/").catch(() => {}); // the proxy of the tests would hear it
const platform = new Map(outside);
const probe = (/** @type {Record<string, Thing>} */ roots) => {
  const found = [];
  for (const [value, path] of walk(roots)) {
    const name = typeof value === "function" && Object.getOwnPropertyDescriptor(value, "name")?.value;
    const isNative = name && /\[native code\]/.test(Function.prototype.toString.call(value));
    const isNamed = isNative && names.has(name.replace(/^bound /, ""));
    // The prototypes of the global are left with constants, and lead nowhere.
    const leads = () => Object.values(Object.getOwnPropertyDescriptors(value)).some((each) => each.get || Object(each.value) === each.value);
    const isTaken = platform.has(value) && (typeof value === "function" || leads());
    if (isTaken || isNamed) found.push(`${path}: ${platform.get(value) ?? name}`);
  }
  return JSON.stringify({ count: outside.length, refusesText, found: found.slice(0, 100) });
};
Object.assign(Math, { probe });
