// <lesson-quiz>: one question at a time, then the score.
//
//   data-state  open -> done (every question answered) -> open ("Start again")
//
// A point is a question that was right at the first try. Answers are kept in the browser where it
// allows that, and come back with the page.
import { load, save } from "./store.js";

class LessonQuiz extends HTMLElement {
  #answers = []; // by question: {given: [texts], right, first: right at the first try}

  connectedCallback() {
    this.questions = [...this.querySelectorAll(".question")];
    // Other questions are another quiz: what was kept for the old ones is not theirs.
    this.key = `quiz:${location.pathname}#${this.id}:${hash(this.querySelector(".questions").textContent)}`;
    this.questions.forEach((question, index) => {
      // Not "submit": a frame may not send forms, and then there is no such event. Enter clicks too.
      question.querySelector("[type=submit]").addEventListener("click", (event) => {
        event.preventDefault();
        this.#check(index);
      });
      question.querySelector("[data-retry]").addEventListener("click", () => this.#retry(index));
      question.querySelector("[data-next]").addEventListener("click", () => this.#goto(index + 1, true));
    });
    this.querySelector("[data-again]").addEventListener("click", () => this.#again());
    const kept = load(this.key);
    if (Array.isArray(kept) && kept.every(isAnswer)) this.#answers = kept.slice(0, this.questions.length);
    this.#answers.forEach((answer, index) => answer && this.#restore(index, answer));
    const open = this.questions.findIndex((_, index) => !this.#answers[index]);
    this.#goto(open === -1 ? this.questions.length : open, false);
    this.classList.add("ready");
  }

  // Shows one question, or the score after the last.
  #goto(index, move) {
    this.questions.forEach((question, each) => (question.hidden = each !== index));
    const done = index >= this.questions.length;
    this.dataset.state = done ? "done" : "open";
    const count = this.querySelector(".count");
    count.hidden = done;
    count.textContent = `${index + 1} / ${this.questions.length}`;
    const score = this.querySelector(".score");
    score.hidden = !done;
    if (done) {
      const points = this.#answers.filter((answer) => answer?.first).length;
      this.querySelector(".points").textContent = `${points} of ${this.questions.length} right at the first try.`;
    }
    if (move) (done ? score : this.questions[index].querySelector("input")).focus();
  }

  #check(index) {
    const given = readAnswer(this.questions[index]);
    if (!given) return;
    const right = this.#judge(index, given);
    this.questions[index].querySelector(right ? "[data-next]" : "[data-retry]").focus();
    const earlier = this.#answers[index];
    this.#answers[index] = { given, right, first: earlier ? earlier.first : right };
    const kept = save(this.key, this.#answers);
    this.querySelector(".kept").textContent = kept ? "Kept in this browser." : "Not kept: this browser does not allow it.";
  }

  // Shows whether the answer is right, and the feedback to it.
  #judge(index, given) {
    const question = this.questions[index];
    const { right, feedback, verdict } = question.querySelector("[data-answer]") ? judgeNumber(question, given[0]) : judgeChoices(question, given);
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
      if (input.type === "text") input.value = given[0];
      else input.checked = given.includes(input.value);
    }
    this.#judge(index, given);
  }

  #retry(index) {
    this.#clear(index);
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
    this.#answers = [];
    save(this.key, this.#answers);
    this.questions.forEach((_, index) => this.#clear(index));
    this.#goto(0, true);
  }
}

function isAnswer(kept) {
  return kept === null || (Array.isArray(kept?.given) && kept.given.every((each) => typeof each === "string"));
}

function hash(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) | 0;
  return sum;
}

// What the reader has given, as texts; null, with a word on what is missing, where it is nothing.
function readAnswer(question) {
  const field = question.querySelector("[data-answer]");
  const verdict = question.querySelector(".verdict");
  if (!field) {
    const chosen = [...question.querySelectorAll("input:checked")].map((input) => input.value);
    if (!chosen.length) verdict.textContent = "Choose an answer first.";
    return chosen.length ? chosen : null;
  }
  const isNumber = field.value.trim() !== "" && Number.isFinite(readNumber(field.value));
  question.querySelector(".hint").hidden = isNumber;
  field.ariaInvalid = isNumber ? null : "true";
  if (!isNumber) field.focus();
  return isNumber ? [field.value] : null;
}

// Readers write 1.5, 1,5 and −1.5.
function readNumber(text) {
  return Number(text.trim().replace(",", ".").replace("\u2212", "-"));
}

function judgeChoices(question, given) {
  const inputs = [...question.querySelectorAll("input")];
  const chosen = inputs.filter((input) => given.includes(input.value));
  const right = inputs.every((input) => given.includes(input.value) === "right" in input.dataset);
  const feedback = chosen.map((input) => input.closest(".choice").querySelector(".feedback"));
  const some = chosen.some((input) => "right" in input.dataset);
  return { right, feedback, verdict: right ? "Right." : some ? "Partly right: look again." : "Not quite." };
}

function judgeNumber(question, text) {
  const field = question.querySelector("[data-answer]");
  const near = (goal) => Math.abs(readNumber(text) - Number(goal)) <= Number(field.dataset.tolerance);
  if (near(field.dataset.answer)) {
    return { right: true, feedback: [question.querySelector(".feedback[data-right]")], verdict: "Right." };
  }
  const mistake = [...question.querySelectorAll("[data-mistake]")].find((each) => near(each.dataset.mistake));
  return { right: false, feedback: [mistake ?? question.querySelector("[data-otherwise]")], verdict: "Not quite." };
}

customElements.define("lesson-quiz", LessonQuiz);
