// <lesson-rule>: the update rule of a widget's optimiser, which the reader can change and race.
//
// The changed rule is one more rival, "yours". States with it are asked of the worker for readers'
// code; whatever goes wrong there is said here, and the widget shows its original without a rival.
import { around, find } from "../page/elements.js";
import { Code } from "./code.js";
import { ARCHIVES, PACKAGES } from "../python/parts.js";
import { python, workshop } from "../python/python.js";
import { Refusal } from "../python/reasons.js";
import { LONGEST, Recording } from "../widget/recording.js";
import { ask, mark, stop } from "./runs.js";

/** @import { Frame } from "../widget/recording.js" */
/** @typedef {{kind?: string, options?: string, state: string, count: number}} Question of a widget, to pycore/frames */
/** @typedef {(text: string) => Recording} Read */

const YOURS = "yours";
const NOBODY = "none";
const SOON = 300; // ms that an answer may take before it can be stopped
const packages = ARCHIVES.filter((part) => PACKAGES.includes(part));

// The recording that Python gives for a widget's question; with a rule of the reader's, the Python for readers' code. Frames
// are to be like one that the widget has. An error of the rule has been told when it is thrown (`isTold`).
/** @param {HTMLElement} widget @param {Question} question @param {Frame} like @returns {Promise<Recording>} */
export function answerTo(widget, question, like) {
  const isYours = `&${question.state}&`.includes(`&rival=${YOURS}&`);
  const read = (/** @type {string} */ text) => new Recording(text, widget, like, () => python.distrust());
  return isYours ? /** @type {LessonRule} */ (find(widget, "lesson-rule")).answer(question, read) : python.ask(question, { read });
}

export class LessonRule extends HTMLElement {
  /** @type {Code} */ #code;
  /** @type {Record<string, string>} */ #sources;
  #racing = ""; // the code of the rule that races
  #adopted = ""; // what Python has adopted: that code, and the age of that Python

  connectedCallback() {
    if (this.#code) return;
    find(this, "details").append(/** @type {HTMLTemplateElement} */ (find(document, "#page_rule")).content.cloneNode(true));
    this.#sources = JSON.parse(find(document, "#page_rules").textContent);
    this.#code = new Code(find(this, ".code"), "Your rule", `rule:${this.#widget.id}`);
    this.addEventListener("click", (event) => this.#press(around(event, "[data-rule]")));
    this.addEventListener("input", (event) => event.stopPropagation()); // no control of the widget
    this.#widget.addEventListener("input", () => this.#follow());
    // The reader's own choice of another rival.
    this.#widget.addEventListener("change", ({ target }) => target === this.#rival && this.#end());
    this.#widget.addEventListener("click", (event) => around(event, "[data-goto]") && this.#end());
    workshop.addEventListener("change", () => this.#await());
    this.#follow();
  }

  /** @param {Question} question @param {Read} read */
  async answer(question, read) {
    const late = setTimeout(() => {
      this.#stop.hidden = false;
      this.#await();
    }, SOON);
    try {
      await this.#adopt();
      const recording = await ask({ do: "frames", question }, { packages, read: (text) => read(text).judgeAll() });
      this.#tellOfRace();
      return recording;
    } catch (/** @type {any} */ { message }) {
      this.#tell(`${message} The widget shows the original alone.`, "failed");
      this.#race(this.#rival.value === YOURS ? NOBODY : this.#rival.value); // from where the reader is now
      throw Object.assign(new Error(message), { isTold: true });
    } finally {
      clearTimeout(late);
      this.#stop.hidden = true;
    }
  }

  // Once in each Python: it knows nothing of what the one before it knew.
  async #adopt() {
    const wanted = this.#racing;
    if (this.#adopted === mark(wanted)) return;
    await ask({ do: "adopt", code: wanted }, { packages, read: readAdoption });
    this.#adopted = mark(wanted);
  }

  get #widget() {
    return /** @type {HTMLElement} */ (this.closest("lesson-widget"));
  }

  /** @returns {HTMLSelectElement} */
  get #rival() {
    return find(this.#widget, '[name="rival"]');
  }

  get #stop() {
    return find(this, '[data-rule="stop"]');
  }

  /** @param {HTMLElement?} button */
  #press(button) {
    const deed = button?.dataset.rule;
    if (!deed || button.ariaDisabled === "true") return;
    if (deed === "race") this.#start();
    if (deed === "stop") {
      stop("Your rule was stopped.");
      find(this, '[data-rule="race"]').focus();
    }
    if (deed === "edit") {
      const hooks = { changed: () => this.#follow(), run: () => this.#start() };
      this.#code.edit(hooks).finally(() => {
        button.hidden = true;
      });
    }
    if (deed === "reset") {
      this.#code.reset();
      this.#tell("");
      this.#follow();
    }
  }

  #start() {
    this.#racing = this.#code.text;
    this.#race(YOURS);
  }

  /** Sets the widget's own control, as the reader could. @param {string} rival */
  #race(rival) {
    const control = this.#rival;
    const yours = control.querySelector(`[value="${YOURS}"]`);
    if (rival === YOURS && !yours) {
      const option = new Option("Your rule", YOURS);
      option.dataset.mine = ""; // nobody else has it: no link may name it (address.js, share.js)
      control.add(option);
    }
    if (rival !== YOURS) yours?.remove();
    control.value = rival;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The rule is that of the optimiser that is chosen, until the reader has changed it.
  #follow() {
    this.#code.offer(this.#sources[/** @type {HTMLSelectElement} */ (find(this.#widget, '[name="optimiser"]')).value]);
    this.#code.showReset(find(this, '[data-rule="reset"]'));
    if (this.#rival.value === YOURS && this.#stop.hidden) this.#tellOfRace();
  }

  // A rule that still runs is not waited for.
  #end() {
    if (this.#stop.hidden) this.#tell("");
    else stop("Your rule was stopped.");
  }

  #tellOfRace() {
    const isPresent = this.#code.text === this.#racing;
    this.#tell(isPresent ? "Your rule races against the original." : "Your rule races as it was: press Race your rule for the present one.");
  }

  #await() {
    if (this.#stop.hidden) return;
    this.#tell(workshop.state === "live" ? "Your rule is running…" : "Python is starting…");
  }

  /** @param {string} told */
  #tell(told, state = "") {
    const line = find(this, ".told");
    this.dataset.state = state;
    if (line.textContent !== told) line.textContent = told;
  }
}

/** @param {string} text */
function readAdoption(text) {
  const { error } = JSON.parse(text);
  if (error !== null) throw new Refusal(String(error).slice(0, LONGEST));
}

customElements.define("lesson-rule", LessonRule);
