// Trees [tag, attributes, ...children] → elements, of a drawing or of a table. What is already there is changed, not made
// anew: so the ball glides from place to place, and a frame costs little. What differs is found by comparing trees, for
// asking the page costs ten times as much.
/** @typedef {[string, Record<string, string>, ...(Tree | string)[]]} Tree a tag, attributes, children */
/** @type {WeakMap<Element, Tree>} */
const drawn = new WeakMap(); // the tree of an element that was drawn, or read, before

/** @param {Element} element @param {Tree} tree */
export function draw(element, tree) {
  change(element, treeOf(element), tree);
  drawn.set(element, tree);
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
