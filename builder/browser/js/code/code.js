// Code that the reader can change: shown, opened in an editor, kept in this browser.
//
// What is kept may be another's: pages of other projects at the same origin can write there. So it is marked, and runs
// only when the reader has pressed a button for it.
//
// The editor is loaded when the first one is opened; where it cannot be had, a plain field does.
import { find } from "../page/elements.js";
import { runScript } from "../python/parts.js";
import { load, save } from "../page/store.js";

const KEYS = "Tab indents; Escape, then Tab, leaves the editor; Control and Enter runs the code.";
const CHANGED = "Changed on this device";
const LONGEST = 200_000; // characters that are taken from storage
/** @typedef {{text: string, focus: () => void}} Editor */
/** @typedef {{changed: () => void, run: () => void}} Hooks called when the reader has typed, and with Control and Enter */
/** @typedef {Hooks & {text: string, label: string}} EditorOptions */
/** @typedef {(home: HTMLElement, options: EditorOptions) => Editor} OpenEditor */

/** @typedef {HTMLScriptElement & {open?: OpenEditor}} EditorScript */

/** @type {Promise<EditorScript>?} */ let script = null;

export class Code {
  #home;
  #label;
  #key;
  #first; // the author's
  /** @type {string?} */ #mine = null; // the reader's, while the author's is shown again
  /** @type {Editor?} */ #field = null; // the editor
  #isRestored = false; // from storage, and not yet run by the reader

  /** In `home` stands the author's code; `key` is its name in this browser. @param {HTMLElement} home @param {string} label @param {string} key */
  constructor(home, label, key) {
    this.#home = home;
    this.#label = label;
    this.#key = `code:${location.pathname}#${key}`;
    this.#first = home.textContent.trim();
    const kept = load(this.#key);
    if (typeof kept !== "string" || kept.length > LONGEST) return;
    find(home, "code").textContent = kept;
    this.#isRestored = true;
  }

  // Whether the reader has not yet said that this code is to run.
  get isUnconfirmed() {
    return this.#isRestored && this.#isChanged;
  }

  confirm() {
    if (this.#isChanged) this.#isRestored = false;
  }

  /** Another text of the author's; it shows unless the reader has changed the one before it. @param {string} text */
  offer(text) {
    const isMine = this.#isChanged;
    this.#first = text.trim();
    if (!isMine && this.text !== this.#first) this.#show(this.#first);
  }

  get text() {
    return this.#field?.text ?? this.#home.textContent.trim();
  }

  get #isChanged() {
    return this.text.trimEnd() !== this.#first;
  }

  // The author's code again; and the reader's again, if that was a mistake.
  reset() {
    const mine = this.#mine === null ? this.text : null;
    this.#set(this.#mine ?? this.#first);
    this.#mine = mine;
  }

  /** Its button: what it says, and whether there is anything to do. Beside it stands whether the code is the author's. @param {HTMLElement} button */
  showReset(button) {
    const canUndo = this.#mine !== null;
    const mark = button.nextElementSibling ?? /** @type {Element} */ (button.parentElement).appendChild(document.createElement("small"));
    mark.textContent = this.#isChanged ? CHANGED : "";
    button.textContent = canUndo ? "Undo reset" : "Reset";
    button.ariaDisabled = canUndo || this.#isChanged ? null : "true";
  }

  /** @param {Hooks} hooks */
  async edit({ changed, run }) {
    if (!this.#field) {
      script ??= runScript("editor");
      const { open = openPlain } = await script.catch(() => /** @type {{open?: OpenEditor}} */ ({}));
      const hooks = {
        changed: () => {
          this.#keep();
          changed();
        },
        run,
      };
      if (!this.#field) this.#open(open, hooks);
    }
    /** @type {Editor} */ (this.#field).focus();
  }

  /** @param {OpenEditor} open @param {Hooks} hooks */
  #open(open, hooks) {
    const text = this.text;
    const home = document.createElement("div");
    this.#home.replaceChildren(home);
    this.#field = open(home, { text, label: `${this.#label}. ${KEYS}`, ...hooks });
    const keys = document.createElement("p");
    keys.className = "keys";
    keys.textContent = KEYS;
    if (open !== openPlain) this.#home.after(keys);
  }

  /** @param {string} text */
  #set(text) {
    this.#show(text);
    this.#keep();
  }

  /** @param {string} text */
  #show(text) {
    if (this.#field) this.#field.text = text;
    else find(this.#home, "code").textContent = text;
  }

  #keep() {
    this.#mine = null;
    save(this.#key, this.#isChanged ? this.text : null);
  }
}

/** @type {OpenEditor} */
function openPlain(home, { text, label, changed, run }) {
  const field = document.createElement("textarea");
  field.value = text;
  field.rows = Math.min(text.split("\n").length + 2, 20);
  field.spellcheck = false;
  field.ariaLabel = label;
  field.addEventListener("input", changed);
  field.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") run();
  });
  home.append(field);
  return {
    get text() {
      return field.value;
    },
    set text(text) {
      field.value = text;
      changed();
    },
    focus: () => field.focus(),
  };
}
