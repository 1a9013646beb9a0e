// Elements that the page's templates write, with their types. Where a page may lack one, querySelector says so.

/**
 * @template {Element} [E=HTMLElement]
 * @param {ParentNode} root @param {string} selector @returns {E}
 */
export function find(root, selector) {
  return /** @type {E} */ (root.querySelector(selector));
}

/**
 * @template {Element} [E=HTMLElement]
 * @param {ParentNode} root @param {string} selector @returns {E[]}
 */
export function findAll(root, selector) {
  return [.../** @type {NodeListOf<E>} */ (root.querySelectorAll(selector))];
}

/**
 * The element of a selector that an event happened in.
 * @template {Element} [E=HTMLElement]
 * @param {Event} event @param {string} selector @returns {E?}
 */
export function around({ target }, selector) {
  return /** @type {Element} */ (target).closest?.(selector);
}
