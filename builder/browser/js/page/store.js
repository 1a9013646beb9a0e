// What the browser keeps for the reader. A frame or a browser may refuse storage, and then every
// access throws: nothing is kept, and `save` says so.

export function isOpen() {
  try {
    return localStorage.length >= 0;
  } catch {
    return false;
  }
}

/** @param {string} key @returns {unknown} whatever is there: it is to be checked */
export function load(key) {
  try {
    return JSON.parse(/** @type {string} */ (localStorage.getItem(`lessonwright:${key}`)));
  } catch {
    return null;
  }
}

/** @param {string} key @param {unknown} value */
export function save(key, value) {
  try {
    localStorage.setItem(`lessonwright:${key}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
