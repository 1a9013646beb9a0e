// <lesson-quiz>: one question at a time, then the score.
//
//   data-state  open -> done (every question answered) -> open ("Start again")
//
// A point is a question that was right at the first try. progress.js keeps the answers, and they
// come back with the page.
import { hash, progress } from "./progress.js";

class LessonQuiz extends HTMLElement {
  #shown = performance.now(); // when the reader could see the question

  connectedCallback() {
    this.questions = [...this.querySelectorAll(".question")];
    // Other questions are another quiz: what was kept for the old ones is not theirs.
    progress.join(this.id, hash(this.querySelector(".questions").textContent), this.questions.length);
    this.questions.forEach((question, index) => {
      // Not "submit": a frame may not send forms, and then there is no such event. Enter clicks too.
      question.querySelector("[type=submit]").addEventListener("click", (event) => {
        event.preventDefault();
        this.#check(index);
      });
      question.querySelector("[data-retry]").addEventListener("click", () => this.#retry(index));
      question.querySelector("[data-next]").addEventListener("click", () => {
        progress.pass(this.id, index);
        this.#goto(index + 1, true);
      });
    });
    this.querySelector("[data-again]").addEventListener("click", () => this.#again());
    new IntersectionObserver((entries, observer) => this.#meet(entries, observer)).observe(this);
    this.#resume();
    progress.addEventListener("restored", ({ detail }) => detail === this.id && this.#resume());
    this.classList.add("ready");
  }

  get #answers() {
    return progress.answers(this.id);
  }

  // Shows the answers that are known, and the question where the reader was: the one after the last
  // answer, or that one where it was wrong.
  #resume() {
    this.#answers.forEach((answer, index) => this.#restore(index, answer));
    this.#goto(this.#answers.length - Boolean(this.#answers.at(-1)?.isOpen), false);
  }

  #meet(entries, observer) {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    this.#shown = performance.now();
  }

  // Shows one question, or the score after the last.
  #goto(index, move) {
    this.#shown = performance.now();
    this.questions.forEach((question, each) => (question.hidden = each !== index));
    const done = index >= this.questions.length;
    this.dataset.state = done ? "done" : "open";
    const count = this.querySelector(".count");
    count.hidden = done;
    count.textContent = `${index + 1} / ${this.questions.length}`;
    const score = this.querySelector(".score");
    score.hidden = !done;
    if (done) {
      const points = this.#answers.filter((answer) => answer.first).length;
      const first = progress.points(this.id);
      const counted = first === null ? "" : ` The first round counts: ${first} of ${this.questions.length}.`;
      this.querySelector(".points").textContent = `${points} of ${this.questions.length} right at the first try.${counted}`;
    }
    if (move) (done ? score : this.questions[index].querySelector("input")).focus();
  }

  #check(index) {
    const given = readAnswer(this.questions[index]);
    if (!given) return;
    const right = this.#judge(index, given);
    this.questions[index].querySelector(right ? "[data-next]" : "[data-retry]").focus();
    const seconds = (performance.now() - this.#shown) / 1000;
    progress.answer(this.id, index, given, right, { ...describe(this.questions[index], given), seconds });
  }

  // Shows whether the answer is right, and the feedback to it.
  #judge(index, given) {
    const question = this.questions[index];
    const { right, feedback, verdict } = question.querySelector("[data-answer]") ? judgeNumber(question, given) : judgeChoices(question, given);
    for (const each of question.querySelectorAll(".feedback")) each.hidden = !feedback.includes(each);
    // Whoever cannot see the feedback hears it with the button that gets the focus.
    const described = feedback.map((each) => each.id).join(" ");
    for (const button of question.querySelectorAll("[data-retry], [data-next]")) {
      button.setAttribute("aria-describedby", described);
    }
    const told = question.querySelector(".verdict");
    told.textContent = verdict;
    told.dataset.right = right;
    question.querySelector("[type=submit]").hidden = true;
    question.querySelector("[data-retry]").hidden = right;
    const next = question.querySelector("[data-next]");
    next.hidden = false;
    for (const input of question.querySelectorAll("input")) input.disabled = true;
    return right;
  }

  #restore(index, { given }) {
    const question = this.questions[index];
    for (const input of question.querySelectorAll("input")) {
      if (input.type === "text") input.value = given;
      else input.checked = isChosen(input, given);
    }
    this.#judge(index, given);
  }

  #retry(index) {
    this.#clear(index);
    this.#shown = performance.now();
    this.questions[index].querySelector("input").focus();
  }

  #clear(index) {
    const question = this.questions[index];
    question.querySelector("form").reset();
    for (const input of question.querySelectorAll("input")) input.disabled = false;
    for (const each of question.querySelectorAll(".feedback, [data-retry], [data-next]")) each.hidden = true;
    question.querySelector("[type=submit]").hidden = false;
    question.querySelector(".verdict").textContent = "";
  }

  #again() {
    progress.restart(this.id);
    this.questions.forEach((_, index) => this.#clear(index));
    this.#goto(0, true);
  }
}

// What the reader has given, as a text: a number, or the choices as "0,2"; null, with a word on what
// is missing, where it is nothing.
function readAnswer(question) {
  const field = question.querySelector("[data-answer]");
  const verdict = question.querySelector(".verdict");
  if (!field) {
    const chosen = [...question.querySelectorAll("input:checked")].map((input) => input.value);
    if (!chosen.length) verdict.textContent = "Choose an answer first.";
    return chosen.length ? chosen.join() : null;
  }
  const found = readings(field.value);
  const isNumber = found.length === 1;
  verdict.textContent = found[1] ? `Do you mean ${found.join(" or ").replace(".", decimal)}?` : "";
  question.querySelector(".hint").hidden = found.length;
  field.ariaInvalid = !isNumber;
  if (!isNumber) field.focus();
  return isNumber ? field.value.trim() : null;
}

const decimal = (0.5).toLocaleString(document.documentElement.lang)[1];

// The numbers that a text can mean. Readers write 1.5, 1,5, −1.5, – 1.5, 1,234.5 and 1 234,5. Where
// the decimal sign of the language is a point, 162,889 is 162889 or 162.889, and else 162.889 is.
function readings(text) {
  const plain = text.trim().replace(/^[-\u2212\u2013]\s*/, "-");
  const mark = plain.match(/^[-+]?[1-9]\d{0,2}([.,\s])\d{3}(\1\d{3})*(?!\d|\1)/)?.[1];
  const found = [mark && plain.replaceAll(mark, ""), plain].map((each) => each && +each.replace(",", ".")).filter(Number.isFinite);
  return mark === decimal ? found.slice(-1) : found;
}

function isChosen(input, given) {
  return given.split(",").includes(input.value);
}

// The question and the answer, as a course wants them reported.
function describe(question, given) {
  const field = question.querySelector("[data-answer]");
  const ask = question.querySelector("legend");
  if (field) {
    const { answer, tolerance } = field.dataset;
    return { ask, type: "numeric", given: readings(given)[0], correct: +answer, tolerance: +tolerance };
  }
  const correct = [...question.querySelectorAll("input[data-right]")].map((input) => Number(input.value));
  return { ask, type: "choice", given: given.split(",").map(Number), correct };
}

function judgeChoices(question, given) {
  const inputs = [...question.querySelectorAll("input")];
  const chosen = inputs.filter((input) => isChosen(input, given));
  const right = inputs.every((input) => isChosen(input, given) === "right" in input.dataset);
  const feedback = chosen.map((input) => input.closest(".choice").querySelector(".feedback"));
  const some = chosen.some((input) => "right" in input.dataset);
  return { right, feedback, verdict: right ? "Right." : some ? "Partly right: look again." : "Not quite." };
}

function judgeNumber(question, text) {
  const field = question.querySelector("[data-answer]");
  const near = (goal) => Math.abs(readings(text)[0] - goal) <= field.dataset.tolerance;
  if (near(field.dataset.answer)) {
    return { right: true, feedback: [question.querySelector(".feedback[data-right]")], verdict: "Right." };
  }
  const mistake = [...question.querySelectorAll("[data-mistake]")].find((each) => near(each.dataset.mistake));
  return { right: false, feedback: [mistake ?? question.querySelector("[data-otherwise]")], verdict: "Not quite." };
}

customElements.define("lesson-quiz", LessonQuiz);
