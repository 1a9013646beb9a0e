// <lesson-cell>: Python that the reader can change and run. An exercise is a cell with checks.
//
//   data-state   recorded -> running -> done, failed (an error), stopped (or Python could not go on)
//   data-stale   the output is that of other code than the one shown
import { around, find, findAll } from "../page/elements.js";
import { Code } from "./code.js";
import { Exercise } from "./exercise.js";
import { workshop } from "../python/python.js";
import { refuse } from "../python/reasons.js";
import { alone, ask, mark, packagesIn, stop } from "./runs.js";

const BUILT = "Output, as Python printed it when this page was built";
const LONGEST = 5000; // characters of an error
const STALE = "Output of the code before it was changed";

export class LessonCell extends HTMLElement {
  /** @type {Code} */ #code;
  /** @type {Exercise?} */ #exercise = null;
  #ran = ""; // what of it Python has run: its code, and the age of that Python
  #shown = ""; // the code whose output is shown
  #label = BUILT;

  connectedCallback() {
    if (this.#code) return;
    const home = find(this, ".code");
    this.#shown = home.textContent.trim();
    this.#code = new Code(home, `Code: ${this.name}`, this.id);
    if (this.dataset.tries) this.#exercise = new Exercise(this);
    for (const button of /** @type {HTMLButtonElement[]} */ (findAll(this, "[data-do]"))) button.disabled = false;
    this.addEventListener("click", (event) => this.#press(around(event, "[data-do]")));
    workshop.addEventListener("change", () => this.dataset.state === "running" && this.#await());
    this.#follow();
  }

  get name() {
    return find(this, "h4").textContent.trim();
  }

  get isExercise() {
    return this.#exercise !== null;
  }

  get isUnconfirmed() {
    return this.#code.isUnconfirmed;
  }

  get hasRun() {
    return this.#ran === mark(this.#code.text);
  }

  /** @param {HTMLElement?} button */
  #press(button) {
    const deed = button?.dataset.do;
    if (!deed || button.ariaDisabled === "true") return;
    if (deed === "run" || deed === "check") this.#run(deed === "check");
    if (deed === "stop") this.#stop();
    if (deed === "edit") this.#edit(button);
    if (deed === "reset") {
      this.#code.reset();
      this.#follow();
    }
  }

  /** @param {HTMLElement} button */
  #edit(button) {
    button.ariaDisabled = "true";
    const run = () => this.#run(this.isExercise);
    this.#code.edit({ changed: () => this.#follow(), run }).finally(() => {
      button.hidden = true;
    });
  }

  #stop() {
    stop();
    find(this, "[data-do]").focus();
  }

  /** As the reader wishes: first the cells above it, where they have not run as they stand. @param {boolean} isCheck */
  #run(isCheck) {
    if (this.dataset.state === "running") return;
    this.#code.confirm();
    const isFree = alone(async () => {
      /** @type {LessonCell[]} */ const cells = findAll(document, "lesson-cell");
      const above = cells.slice(0, cells.indexOf(this)).filter((cell) => !cell.isExercise);
      const unknown = above.find((cell) => cell.isUnconfirmed);
      if (unknown) return this.#halt(`Not run: the code of “${unknown.name}” above was changed on this device. Look at it, and press Run there first.`);
      if (!above.every((cell) => cell.hasRun)) this.#tell("running", "The cells above run first…");
      for (const cell of above) {
        if (!(await cell.prepare())) return this.#halt(`Not run: first the cell “${cell.name}” above has to run without an error.`);
      }
      await this.#execute(isCheck);
    });
    if (!isFree) this.#tell(/** @type {string} */ (this.dataset.state), "Other code is still running: wait for its end, or stop it.");
  }

  // For the cells below it.
  async prepare() {
    if (!this.hasRun) await this.#execute(false);
    return this.dataset.state === "done";
  }

  /** @param {boolean} isCheck */
  async #execute(isCheck) {
    const code = this.#code.text;
    const output = find(this, ".printed pre");
    let isNew = true;
    const print = (/** @type {string} */ text) => {
      if (isNew) output.textContent = "";
      isNew = false;
      output.append(text);
      this.#show(code);
    };
    this.dataset.state = "running";
    this.#exercise?.clear();
    this.#await();
    try {
      const tests = this.#exercise ? (isCheck ? this.#exercise.tests : []) : null;
      const question = { do: "run", cell: this.id, title: this.name, code, tests };
      const read = (/** @type {string} */ text) => readOutcome(text, tests?.length ?? 0);
      const answer = await ask(question, { hear: print, read, packages: packagesIn(code) });
      if (isNew) print("");
      this.#ran = mark(code);
      if (answer.error) this.#tell("failed", answer.error, answer.python);
      else if (isCheck && this.#exercise) this.#tell(...this.#exercise.judge(answer.checks));
      else this.#tell("done", output.textContent ? "Done." : "Done: this code prints nothing.");
    } catch (/** @type {any} */ { message }) {
      this.#halt(message);
    }
  }

  /** An exercise that nobody can do here gives its solution. @param {string} told */
  #halt(told) {
    const isLost = workshop.state === "failed";
    this.#tell("stopped", isLost ? `${workshop.reason}.` : told);
    if (isLost) this.#exercise?.giveSolution();
  }

  // What is awaited.
  #await() {
    this.#tell("running", workshop.state === "live" ? "Running…" : "Python is starting…");
  }

  /** @param {string} state @param {string} told */
  #tell(state, told, python = "") {
    this.dataset.state = state;
    const isRunning = state === "running";
    find(this, '[data-do="stop"]').hidden = !isRunning;
    for (const button of this.querySelectorAll('[data-do="run"], [data-do="check"]')) {
      button.ariaDisabled = isRunning ? "true" : null;
    }
    const line = document.createElement("p");
    line.textContent = told;
    const words = document.createElement("code");
    words.textContent = python;
    find(this, ".told").replaceChildren(line, ...(python ? [words] : []));
  }

  /** What is known of it before it has run. @param {string} told */
  note(told) {
    this.#tell("solved", told);
  }

  /** The output is now that of this code, run here. @param {string} code */
  #show(code) {
    this.#shown = code;
    this.#label = "Output";
    this.#follow();
  }

  // What depends on whether the code has been changed.
  #follow() {
    const printed = find(this, ".printed");
    const isStale = this.#code.text.trim() !== this.#shown.trim();
    printed.hidden = !find(printed, "pre").textContent;
    find(printed, ".label").textContent = isStale ? STALE : this.#label;
    this.toggleAttribute("data-stale", isStale);
    this.#code.showReset(find(this, '[data-do="reset"]'));
  }
}

/** What became of code with so many tests; throws where the text says no such thing. @param {string} text @param {number} count */
function readOutcome(text, count) {
  /** @type {any} */ const { error, python, checks } = JSON.parse(text);
  const isText = (/** @type {unknown} */ text) => typeof text === "string" && text.length <= LONGEST;
  const isVerdict = (/** @type {any} */ { right, told }) => typeof right === "boolean" && isText(told);
  const isWhole = checks.length === (error === null ? count : 0) && checks.every(isVerdict);
  if (!isWhole || !isText(error ?? "") || !isText(python)) refuse();
  return { error, python, checks };
}

customElements.define("lesson-cell", LessonCell);
