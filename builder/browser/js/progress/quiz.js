// <lesson-quiz>: one question at a time, then the score.
//
//   data-state  open -> done (every question answered) -> open ("Start again")
//
// A point is a question that was right at the first try. progress.js keeps the answers, and they
// come back with the page.
import { find, findAll } from "../page/elements.js";
import { progress } from "./progress.js";
import { hash } from "./saved.js";

/** @import { Answer, ChoiceReport, NumericReport } from "./saved.js" */
/** @typedef {Omit<NumericReport, "seconds"> | Omit<ChoiceReport, "seconds">} Described */

class LessonQuiz extends HTMLElement {
  /** @type {HTMLElement[]} */ #questions = [];
  #shown = performance.now(); // when the reader could see the question

  connectedCallback() {
    this.#questions = findAll(this, ".question");
    // Other questions are another quiz: what was kept for the old ones is not theirs.
    progress.join(this.id, hash(find(this, ".questions").textContent), this.#questions.length, () => this.#resume());
    this.#questions.forEach((question, index) => {
      // Not "submit": a frame may not send forms, and then there is no such event. Enter clicks too.
      find(question, "[type=submit]").addEventListener("click", (event) => {
        event.preventDefault();
        this.#check(index);
      });
      find(question, "[data-retry]").addEventListener("click", () => this.#retry(index));
      find(question, "[data-next]").addEventListener("click", () => {
        progress.pass(this.id, index);
        this.#goto(index + 1, true);
      });
    });
    find(this, "[data-again]").addEventListener("click", () => this.#again());
    new IntersectionObserver((entries, observer) => this.#meet(entries, observer)).observe(this);
    this.#resume();
    this.classList.add("ready");
  }

  get #answers() {
    return progress.answers(this.id);
  }

  // Shows the answers that are known, and the question where the reader was: the one after the last
  // answer, or that one where it was wrong.
  #resume() {
    for (const [index, answer] of this.#answers.entries()) this.#restore(index, answer);
    this.#goto(this.#answers.length - Number(Boolean(this.#answers.at(-1)?.isOpen)), false);
  }

  /** @type {IntersectionObserverCallback} */
  #meet(entries, observer) {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    this.#shown = performance.now();
  }

  /** Shows one question, or the score after the last. @param {number} index @param {boolean} move */
  #goto(index, move) {
    this.#shown = performance.now();
    this.#questions.forEach((question, each) => {
      question.hidden = each !== index;
    });
    const done = index >= this.#questions.length;
    this.dataset.state = done ? "done" : "open";
    const count = find(this, ".count");
    count.hidden = done;
    count.textContent = `${index + 1} / ${this.#questions.length}`;
    const score = find(this, ".score");
    score.hidden = !done;
    if (done) {
      const points = this.#answers.filter((answer) => answer.first).length;
      const first = progress.points(this.id);
      const counted = first === null ? "" : ` The first round counts: ${first} of ${this.#questions.length}.`;
      find(this, ".points").textContent = `${points} of ${this.#questions.length} right at the first try.${counted}`;
    }
    if (move) (done ? score : find(this.#questions[index], "input")).focus();
  }

  /** @param {number} index */
  #check(index) {
    const given = readAnswer(this.#questions[index]);
    if (!given) return;
    const right = this.#judge(index, given);
    find(this.#questions[index], right ? "[data-next]" : "[data-retry]").focus();
    const seconds = (performance.now() - this.#shown) / 1000;
    progress.answer(this.id, index, given, right, { ...describe(this.#questions[index], given), seconds });
  }

  /** Shows whether the answer is right, and the feedback to it. @param {number} index @param {string} given */
  #judge(index, given) {
    const question = this.#questions[index];
    const { right, feedback, verdict } = question.querySelector("[data-answer]") ? judgeNumber(question, given) : judgeChoices(question, given);
    for (const each of findAll(question, ".feedback")) each.hidden = !feedback.includes(each);
    // Whoever cannot see the feedback hears it with the button that gets the focus.
    const described = feedback.map((each) => each.id).join(" ");
    for (const button of question.querySelectorAll("[data-retry], [data-next]")) {
      button.setAttribute("aria-describedby", described);
    }
    const line = find(question, ".verdict");
    line.textContent = verdict;
    line.dataset.right = String(right);
    find(question, "[type=submit]").hidden = true;
    find(question, "[data-retry]").hidden = right;
    const next = find(question, "[data-next]");
    next.hidden = false;
    for (const input of question.querySelectorAll("input")) input.disabled = true;
    return right;
  }

  /** @param {number} index @param {Answer} answer */
  #restore(index, { given }) {
    const question = this.#questions[index];
    for (const input of question.querySelectorAll("input")) {
      if (input.type === "text") input.value = given;
      else input.checked = isChosen(input, given);
    }
    this.#judge(index, given);
  }

  /** @param {number} index */
  #retry(index) {
    this.#clear(index);
    this.#shown = performance.now();
    find(this.#questions[index], "input").focus();
  }

  /** @param {number} index */
  #clear(index) {
    const question = this.#questions[index];
    /** @type {HTMLFormElement} */ (find(question, "form")).reset();
    for (const input of question.querySelectorAll("input")) input.disabled = false;
    for (const each of findAll(question, ".feedback, [data-retry], [data-next]")) each.hidden = true;
    find(question, "[type=submit]").hidden = false;
    find(question, ".verdict").textContent = "";
  }

  #again() {
    progress.restart(this.id);
    for (const index of this.#questions.keys()) this.#clear(index);
    this.#goto(0, true);
  }
}

/** Where a question asks for a number. @param {Element} question @returns {HTMLInputElement?} */
function fieldOf(question) {
  return question.querySelector("[data-answer]");
}

// What the reader has given, as a text: a number, or the choices as "0,2"; null, with a word on what
// is missing, where it is nothing.
/** @param {HTMLElement} question */
function readAnswer(question) {
  const field = fieldOf(question);
  const verdict = find(question, ".verdict");
  if (!field) {
    const chosen = /** @type {HTMLInputElement[]} */ (findAll(question, "input:checked")).map((input) => input.value);
    if (!chosen.length) verdict.textContent = "Choose an answer first.";
    return chosen.length ? chosen.join() : null;
  }
  const found = readings(field.value);
  const isNumber = found.length === 1;
  verdict.textContent = found[1] ? `Do you mean ${found.join(" or ").replace(".", decimal)}?` : "";
  find(question, ".hint").hidden = found.length > 0;
  field.ariaInvalid = String(!isNumber);
  if (!isNumber) field.focus();
  return isNumber ? field.value.trim() : null;
}

const decimal = (0.5).toLocaleString(document.documentElement.lang)[1];

// The numbers that a text can mean. Readers write 1.5, 1,5, −1.5, – 1.5, 1,234.5 and 1 234,5. Where
// the decimal sign of the language is a point, 162,889 is 162889 or 162.889, and else 162.889 is.
/** @param {string} text @returns {number[]} */
function readings(text) {
  const plain = text.trim().replace(/^[-\u2212\u2013]\s*/, "-");
  const mark = plain.match(/^[-+]?[1-9]\d{0,2}([.,\s])\d{3}(\1\d{3})*(?!\d|\1)/)?.[1];
  const found = /** @type {number[]} */ ([mark && plain.replaceAll(mark, ""), plain].map((each) => each && +each.replace(",", ".")).filter(Number.isFinite));
  return mark === decimal ? found.slice(-1) : found;
}

/** @param {HTMLInputElement} input @param {string} given */
function isChosen(input, given) {
  return given.split(",").includes(input.value);
}

/** The question and the answer, as a course wants them reported. @param {HTMLElement} question @param {string} given @returns {Described} */
function describe(question, given) {
  const field = fieldOf(question);
  const ask = question.querySelector("legend");
  if (field) {
    const { answer, tolerance } = field.dataset;
    return { ask, type: "numeric", given: readings(given)[0], correct: Number(answer), tolerance: Number(tolerance) };
  }
  const correct = /** @type {HTMLInputElement[]} */ (findAll(question, "input[data-right]")).map((input) => Number(input.value));
  return { ask, type: "choice", given: given.split(",").map(Number), correct };
}

/** @param {HTMLElement} question @param {string} given */
function judgeChoices(question, given) {
  /** @type {HTMLInputElement[]} */ const inputs = findAll(question, "input");
  const chosen = inputs.filter((input) => isChosen(input, given));
  const right = inputs.every((input) => isChosen(input, given) === "right" in input.dataset);
  const feedback = chosen.map((input) => find(/** @type {Element} */ (input.closest(".choice")), ".feedback"));
  const some = chosen.some((input) => "right" in input.dataset);
  return { right, feedback, verdict: right ? "Right." : some ? "Partly right: look again." : "Not quite." };
}

/** @param {HTMLElement} question @param {string} text */
function judgeNumber(question, text) {
  const field = /** @type {HTMLElement} */ (fieldOf(question));
  const near = (/** @type {string | undefined} */ goal) => Math.abs(readings(text)[0] - Number(goal)) <= Number(field.dataset.tolerance);
  if (near(field.dataset.answer)) {
    return { right: true, feedback: [find(question, ".feedback[data-right]")], verdict: "Right." };
  }
  const mistake = findAll(question, "[data-mistake]").find((each) => near(each.dataset.mistake));
  return { right: false, feedback: [mistake ?? find(question, "[data-otherwise]")], verdict: "Not quite." };
}

customElements.define("lesson-quiz", LessonQuiz);
