// Trees [tag, attributes, ...children] → elements, of a drawing or of a table. What is already there is changed, not made
// anew: so the ball glides from place to place, and a frame costs little. What differs is found by comparing trees, for
// asking the page costs ten times as much.
//
// A tree may hold what pycore draws (pycore/drawing/runs.py) and nothing else, whoever made it: no element or attribute that
// runs anything or names an address.
import { refuse } from "../python/reasons.js";

const TAGS = /^(svg|g|path|line|circle|text|tbody|tr|th|td)$/;
const NAMES = /^(viewBox|class|d|scope|[xy][12]?|c[xy]|r|width|height|data-(across|up))$/;
const PLAIN = /^[\w .+-]*$/; // numbers, commands of a path, names
const DEEPEST = 8;
const sound = new WeakSet(); // nodes that have been checked: frames share many
/** @typedef {[string, Record<string, string>, ...(Tree | string)[]]} Tree a tag, attributes, children */
/** @type {WeakMap<Element, Tree>} */
const drawn = new WeakMap(); // the tree of an element that was drawn, or read, before

/** @param {Element} element @param {Tree} tree */
export function draw(element, tree) {
  check(tree, element.localName);
  change(element, treeOf(element), tree);
  drawn.set(element, tree);
}

/** Throws where a tree holds anything else. @param {Tree} node */
export function check(node, root = node[0], depth = 0) {
  if (sound.has(node)) return;
  const [tag, attributes, ...children] = node;
  const isPlain = (/** @type {[string, string]} */ [name, value]) => NAMES.test(name) && PLAIN.test(value);
  if (!TAGS.test(tag) || tag !== root || depth > DEEPEST || !Object.entries(attributes).every(isPlain)) refuse();
  for (const child of children) if (typeof child !== "string") check(child, child[0], depth + 1);
  sound.add(node);
}

/** The tree that an element was drawn from. @param {Element} element */
export function treeOf(element) {
  const tree = drawn.get(element) ?? read(element);
  drawn.set(element, tree);
  return tree;
}

/** @param {Element} element @returns {Tree} */
function read(element) {
  const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
  const inside = element.firstElementChild ? [...element.children].map(read) : [element.textContent];
  return [element.localName, attributes, ...inside.filter((child) => child !== "")];
}

/** @param {Element} element @param {Tree} old @param {Tree} tree */
function change(element, [, old, ...present], [, attributes, ...children]) {
  for (const name in old) if (!(name in attributes)) element.removeAttribute(name);
  for (const name in attributes) if (old[name] !== attributes[name]) element.setAttribute(name, attributes[name]);
  if (!children.some(Array.isArray)) {
    setText(element, children.join(""));
    return;
  }
  /** @type {Tree[]} a place in a tree holds elements or a text */ (children).forEach((child, index) => {
    const before = present[index];
    if (isSame(before, child)) return;
    if (typeof before === "object" && before[0] === child[0]) change(element.children[index], before, child);
    else {
      const made = document.createElementNS(element.namespaceURI, child[0]);
      change(made, [child[0], {}], child);
      if (element.children[index]) element.children[index].replaceWith(made);
      else element.append(made);
    }
  });
  while (element.children.length > children.length) element.lastElementChild?.remove();
}

/** @param {any} one @param {any} other trees, or parts of them @returns {boolean} */
function isSame(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => isSame(one[name], other[name]));
}

// Changes the text that is there: putting another one in its place costs a layout of what stands around it.
/** @param {Element} element @param {string} text */
export function setText(element, text) {
  const [present, ...others] = element.childNodes;
  if (!(present instanceof Text) || others.length) element.textContent = text;
  else if (present.data !== text) present.data = text;
}

// Sets what is not so already: the page looks again at all that is set.
/** @template {object} T @template {keyof T} K @param {T} object @param {K} name @param {T[K]} value */
export function put(object, name, value) {
  if (object[name] !== value) object[name] = value;
}

// A live region that is set to what it says already may say it again; one whose text is changed in part may say that part.
/** @param {Element} element @param {string} text */
export function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
