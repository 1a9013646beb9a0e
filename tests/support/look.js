// All that a reader sees of a widget, its drawings as the trees that pycore draws.
(/** @type {HTMLElement} */ widget) => {
  /** @typedef {[string, Record<string, string>, ...unknown[]]} Tree */
  /** @type {(node: Element) => Tree} */
  const tree = (node) => {
    const pairs = [...node.attributes].map((each) => [each.name, each.value]);
    const children = node.children.length ? [...node.children].map(tree) : [node.textContent];
    return [node.tagName, Object.fromEntries(pairs), ...children.filter((child) => child !== "")];
  };
  /** @type {(selector: string, name: (each: any) => string, value: (each: any) => unknown) => object} the elements are what the selector says */
  const named = (selector, name, value) => Object.fromEntries(
    [...widget.querySelectorAll(selector)].map((each) => [name(each), value(each)]));
  const text = (/** @type {Element} */ each) => each.textContent;
  // A Back that leads to the run before is the page's own, and says so; the others are the frame's.
  const isEnabled = (/** @type {HTMLButtonElement} */ each) => !each.disabled && each.ariaDisabled !== "true" && !each.title;
  return {
    readouts: named("output[name]", (each) => each.name, text),
    sentence: widget.querySelector("p[role=status]")?.textContent,
    outcome: widget.dataset.outcome,
    controls: named("input, select", (each) => each.name, (each) => each.ariaValueText ?? each.value),
    beside: named("output[for]:not([name])", (each) => each.htmlFor.value, text),
    enabled: named("[data-action]", (each) => each.dataset.action, isEnabled),
    drawings: named("[data-picture] > svg", (each) => each.parentElement.dataset.picture, tree),
  };
}
