// An exercise: what becomes of its checks, its hints one by one, and its solution after success or
// after some tries.
//
// It counts like a question of a quiz: right where all checks hold before the solution was opened.
import { find, findAll } from "../page/elements.js";
import { progress } from "../progress/progress.js";
import { hash } from "../progress/saved.js";

/** @typedef {{right: boolean, told: string}} Verdict on a check, from pycore/cells */

export class Exercise {
  #cell;
  #checks;
  #solution;
  #tries = 0;
  #start = performance.now();

  /** @param {import("./cells.js").LessonCell} cell */
  constructor(cell) {
    this.#cell = cell;
    this.#checks = findAll(cell, ".checks li");
    /** @type {HTMLDetailsElement} */ this.#solution = find(cell, ".solution");
    progress.join(cell.id, hash(this.tests.join("\n")), 1, () => this.#resume());
    this.#resume();
    this.#solution.addEventListener("toggle", () => this.#solution.open && this.#giveUp());
    this.#giveHints(cell.querySelector(".hints"));
  }

  get tests() {
    return this.#checks.map((check) => /** @type {string} */ (check.dataset.test));
  }

  /** Shows the verdicts; gives the state of the cell and what to say. @param {Verdict[]} verdicts @returns {[string, string]} */
  judge(verdicts) {
    this.#checks.forEach((check, index) => {
      const { right, told } = verdicts[index];
      const isHidden = check.hidden || "late" in check.dataset;
      check.toggleAttribute("data-late", Boolean(isHidden)); // shown where it does not hold
      check.hidden = isHidden && right;
      check.dataset.right = String(right);
      find(check, ".found").textContent = isHidden || !told ? "" : `${told}.`;
    });
    const count = verdicts.filter(({ right }) => right).length;
    const isRight = count === verdicts.length;
    if (isRight) this.#report(count, true);
    else this.#tries += 1;
    const isLate = this.#tries >= Number(this.#cell.dataset.tries);
    if (isRight || isLate) this.giveSolution();
    if (isRight) return ["solved", `Right: ${count === 1 ? "the check holds" : `all ${count} checks hold`}.`];
    const offer = isLate ? " You may look at a solution now." : "";
    return ["failed", `Not yet: ${count} of ${verdicts.length} checks hold.${offer}`];
  }

  // What was judged before says nothing of what runs now.
  clear() {
    for (const check of this.#checks) {
      delete check.dataset.right;
      find(check, ".found").textContent = "";
    }
  }

  giveSolution() {
    this.#solution.classList.add("given");
  }

  #giveUp() {
    if (!progress.answers(this.#cell.id).length) this.#report(0, false);
  }

  /** Once, and once more where a reader who has seen the solution makes it hold. @param {number} count @param {boolean} right */
  #report(count, right) {
    const [known] = progress.answers(this.#cell.id);
    if (known && (known.given !== "0" || !right)) return;
    const seconds = (performance.now() - this.#start) / 1000;
    /** @type {HTMLElement?} */ const ask = this.#cell.querySelector(".ask");
    /** @type {import("../progress/saved.js").Report} */
    const asked = { ask, type: "numeric", given: count, correct: this.#checks.length, tolerance: 0, seconds };
    progress.answer(this.#cell.id, 0, String(count), right, asked);
  }

  #resume() {
    const [known] = progress.answers(this.#cell.id);
    if (!known) return;
    this.giveSolution();
    if (known.given !== "0") this.#cell.note("You have solved this exercise.");
  }

  /** @param {Element?} hints */
  #giveHints(hints) {
    if (!hints) return;
    const items = [...hints.querySelectorAll("li")];
    /** @type {HTMLElement?} */ const another = hints.querySelector('[data-do="hint"]');
    const give = () => {
      items.find((item) => !item.classList.contains("given"))?.classList.add("given");
      if (another) another.hidden = items.every((item) => item.classList.contains("given"));
    };
    give();
    another?.addEventListener("click", give);
  }
}
