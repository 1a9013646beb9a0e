// What the reader has reached in this lesson. The one place that knows it, keeps it, says where it
// is kept, and tells the page around a frame:
//
//   course     an LMS, where the page is a part of a package: <lesson-course>, in scorm.js
//   browser    its storage
//   page       neither can be had: kept until the page is left
//
// A lesson is completed when it has been read to its end and all its quizzes are done. A point is a
// question that was right at the first try, in the first round: whoever starts again loses nothing,
// and gains nothing.
import { find, findAll } from "../page/elements.js";
import { isOpen, load, save } from "../page/store.js";
import { checked, parse, restore, written } from "./saved.js";

/** @import { Quiz, Report, Saved } from "./saved.js" */
/** @import { Found, LessonCourse } from "./scorm.js" */

/** @type {Record<string, string>} */
const NOTES = {
  browser: "Progress saved in this browser",
  page: "Progress not saved",
};
/** @type {HTMLElement?} */ const lesson = document.querySelector("main[data-lesson]");
const end = document.querySelector("[data-end]");
/** @type {LessonCourse?} */ const course = document.querySelector("lesson-course");

class Progress {
  #home = ""; // "course", "browser" or "page", once it is known
  #note = ""; // what the reader reads while all is well
  #read = !end; // an embedded quiz has no end to read to
  #completed = false;
  /** @type {Map<string, Quiz>} by id */ #quizzes = new Map();
  /** @type {Saved["quizzes"]} */ #saved = new Map();
  /** @type {{completed: boolean, score: number?}?} what the page around a frame knows */ #posted = null;

  constructor() {
    /** @type {Found} */
    const settle = (text, isOpen, note) => this.#settle(isOpen ? "course" : "page", parse(text), note);
    if (course?.connect) course.connect(settle, () => this.#settleHere(), (/** @type {string} */ note) => this.#show(note));
    else this.#settleHere();
    if (end) new IntersectionObserver((entries, observer) => this.#reach(entries, observer)).observe(end);
  }

  // A quiz of this page. Its answers are those that were saved, if the questions are the same; `resume` shows what comes later.
  /** @param {string} id @param {string} digest @param {number} count @param {() => void} resume */
  join(id, digest, count, resume) {
    const quiz = { digest, count, points: null, answers: [], resume };
    this.#quizzes.set(id, quiz);
    restore(quiz, this.#saved.get(id));
  }

  /** @param {string} id */
  answers(id) {
    return this.#quiz(id).answers;
  }

  /** Of the first round, once it is over; until then null. @param {string} id */
  points(id) {
    return this.#quiz(id).points;
  }

  /** @param {string} id */
  #quiz(id) {
    return /** @type {Quiz} */ (this.#quizzes.get(id));
  }

  // `given` is the answer as a text; `asked` is all that a course wants to know of it.
  /** @param {string} id @param {number} index @param {string} given @param {boolean} right @param {Report} asked */
  answer(id, index, given, right, asked) {
    const quiz = this.#quiz(id);
    quiz.answers[index] = { given, first: quiz.answers[index]?.first ?? right, isOpen: !right };
    if (course && this.#home === "course") {
      const ids = [...this.#quizzes].flatMap(([each, { count }]) => Array.from({ length: count }, (_, at) => `${each}-${at + 1}`));
      course.note({ ids, id: `${id}-${index + 1}`, right, ...asked });
    }
    this.#change();
  }

  /** The reader goes on from a question; from one that was answered wrongly this has to be kept. @param {string} id @param {number} index */
  pass(id, index) {
    const answer = this.#quiz(id).answers[index];
    if (!answer.isOpen) return;
    answer.isOpen = false;
    this.#change();
  }

  /** @param {string} id */
  restart(id) {
    const quiz = this.#quiz(id);
    quiz.points = pointsOf(quiz);
    quiz.answers = [];
    this.#change();
  }

  // 0 to 1; null where there is nothing to score.
  get #score() {
    const quizzes = [...this.#quizzes.values()];
    const count = quizzes.reduce((sum, quiz) => sum + quiz.count, 0);
    return count ? quizzes.reduce((sum, quiz) => sum + pointsOf(quiz), 0) / count : null;
  }

  #settleHere() {
    this.#settle(isOpen() ? "browser" : "page", loadSaved(location.pathname));
  }

  /** Where it is kept is known, at once or after a while. What the reader has done meanwhile stays. @param {string} home @param {Saved} saved */
  #settle(home, { read, completed, quizzes }, note = NOTES[home]) {
    const hasBegun = [...this.#quizzes.values()].some(({ answers }) => answers.length) || (end && this.#read);
    this.#home = home;
    this.#note = note;
    this.#read ||= read;
    this.#completed = completed;
    this.#saved = quizzes;
    for (const [id, quiz] of this.#quizzes) if (!quiz.answers.length && restore(quiz, quizzes.get(id))) quiz.resume();
    if (hasBegun) this.#change();
    else queueMicrotask(() => this.#show(note)); // the quizzes of the page join first
  }

  /** @type {IntersectionObserverCallback} */
  #reach(entries, observer) {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    if (this.#read) return;
    this.#read = true;
    this.#change();
  }

  #change() {
    this.#completed ||= this.#read && [...this.#quizzes.values()].every(({ count, answers }) => answers.length === count);
    this.#show(this.#save());
  }

  // Saves it; gives what the reader reads about that.
  #save() {
    const quizzes = Object.fromEntries([...this.#quizzes].map(([id, quiz]) => [id, written(quiz)]));
    const saved = { read: this.#read, completed: this.#completed, quizzes };
    if (course && this.#home === "course") return course.save(saved, this.#completed, this.#score);
    return this.#home !== "browser" || save(keyOf(location.pathname), saved) ? this.#note : NOTES.page;
  }

  // What a reader who has come to the end has still to do, as a link.
  #showOpen() {
    const line = end?.querySelector(".open");
    if (!line) return;
    const isWaiting = this.#read && !this.#completed;
    const [id] = (isWaiting && [...this.#quizzes].find(([, { count, answers }]) => answers.length !== count)) || [];
    const name = id ? (document.getElementById(`${id}_title`)?.textContent ?? "the quiz") : "";
    if (/** @type {HTMLAnchorElement?} */ (line.querySelector("a"))?.hash === `#${id}`) return;
    const link = Object.assign(document.createElement("a"), { textContent: name, href: `#${id}` });
    line.replaceChildren(...(id ? ["Still open: ", link, "."] : []));
  }

  /** To the reader, and to the page around a frame. @param {string} note */
  #show(note) {
    for (const line of document.querySelectorAll(".kept")) line.textContent = note;
    for (const mark of findAll(document, ".completed")) mark.hidden = !this.#completed;
    this.#showOpen();
    const score = this.#score;
    const reached = { completed: this.#completed, score };
    const known = this.#posted ?? { completed: false, score: score && 0 };
    this.#posted = reached;
    if (!lesson || parent === window || (reached.completed === known.completed && score === known.score)) return;
    parent.postMessage({ type: "lessonwright:progress", lesson: lesson.dataset.lesson, ...reached }, "*");
  }
}

/** @param {Quiz} quiz */
function pointsOf({ points, answers }) {
  return points ?? answers.filter(({ first }) => first).length;
}

/** @param {string} path */
function keyOf(path) {
  return `progress:${path}`;
}

/** @param {string} path */
function loadSaved(path) {
  return checked(load(keyOf(path)));
}

export const progress = new Progress();

// In a list of lessons: which are completed, and which are begun.
function markLessons() {
  for (const link of /** @type {HTMLAnchorElement[]} */ (findAll(document, "a[data-lesson]"))) {
    const { completed, read, quizzes } = loadSaved(link.pathname);
    const isBegun = read || [...quizzes.values()].some((quiz) => quiz.length > 2);
    find(link, ".standing").textContent = completed ? "Completed" : isBegun ? "Begun" : "";
  }
}

markLessons();
addEventListener("pageshow", markLessons); // also where the page comes back as it was left
