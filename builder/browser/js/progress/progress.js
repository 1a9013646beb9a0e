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
//
// Kept is one short text, since an LMS may have room for 4,096 characters:
//   {"read":true,"completed":true,"quizzes":{"quiz":["k3v9q",2,"12","00","21.25"]}}
// By quiz: a mark of its questions, the points of the first round once it is over (until then null),
// and for each answer whether it was right at the first try (1), not (0), or not and the reader is
// still there (2), with what was given behind it.
import { isOpen, load, save } from "../page/store.js";

const NOTES = {
  browser: "Progress saved in this browser",
  page: "Progress not saved",
};
const lesson = document.querySelector("main[data-lesson]");
const end = document.querySelector("[data-end]");
const course = document.querySelector("lesson-course");

class Progress extends EventTarget {
  #home = null; // once it is known
  #note = ""; // what the reader is told while all is well
  #read = !end; // an embedded quiz has no end to read to
  #completed = false;
  #quizzes = new Map(); // by id: {mark, count, points, answers: [{given, first, isOpen}]}
  #kept = {}; // quizzes as they were kept, by id
  #told = null; // what the page around a frame knows

  constructor() {
    super();
    const settle = (text, isOpen, note) => this.#settle(isOpen ? "course" : "page", parse(text), note);
    if (course?.connect) course.connect(settle, () => this.#settleHere(), (note) => this.#tell(note));
    else this.#settleHere();
    if (end) new IntersectionObserver((entries, observer) => this.#reach(entries, observer)).observe(end);
  }

  // A quiz of this page. Its answers are those that were kept, if the questions are the same.
  join(id, mark, count) {
    this.#quizzes.set(id, { mark, count, points: null, answers: [] });
    this.#restore(id);
  }

  answers(id) {
    return this.#quizzes.get(id).answers;
  }

  // Of the first round, once it is over; until then null.
  points(id) {
    return this.#quizzes.get(id).points;
  }

  // `given` is the answer as a text; `asked` is all that a course wants to know of it.
  answer(id, index, given, right, asked) {
    const quiz = this.#quizzes.get(id);
    quiz.answers[index] = { given, first: quiz.answers[index]?.first ?? right, isOpen: !right };
    if (this.#home === "course") {
      const ids = [...this.#quizzes].flatMap(([each, { count }]) => Array.from({ length: count }, (_, at) => `${each}-${at + 1}`));
      course.note({ ids, id: `${id}-${index + 1}`, right, ...asked });
    }
    this.#change();
  }

  // The reader goes on from a question; from one that was answered wrongly this has to be kept.
  pass(id, index) {
    const answer = this.#quizzes.get(id).answers[index];
    if (!answer.isOpen) return;
    answer.isOpen = false;
    this.#change();
  }

  restart(id) {
    const quiz = this.#quizzes.get(id);
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
    this.#settle(isOpen() ? "browser" : "page", loadKept(location.pathname));
  }

  // Where it is kept is known, at once or after a while. What the reader has done meanwhile stays.
  #settle(home, { read, completed, quizzes }, note = NOTES[home]) {
    const hasBegun = [...this.#quizzes.values()].some(({ answers }) => answers.length) || (end && this.#read);
    this.#home = home;
    this.#note = note;
    this.#read ||= Boolean(read);
    this.#completed = Boolean(completed);
    this.#kept = quizzes ?? {};
    for (const [id, { answers }] of this.#quizzes) if (!answers.length) this.#restore(id);
    if (hasBegun) this.#change();
    else queueMicrotask(() => this.#tell(note)); // the quizzes of the page join first
  }

  #restore(id) {
    const quiz = this.#quizzes.get(id);
    const [mark, points, ...answers] = this.#kept[id] ?? [];
    if (mark !== quiz.mark || !answers.every(isAnswer)) return;
    quiz.points = Number.isInteger(points) && points >= 0 ? Math.min(points, quiz.count) : null;
    quiz.answers = answers.slice(0, quiz.count).map((text) => ({ given: text.slice(1), first: text[0] === "1", isOpen: text[0] === "2" }));
    this.dispatchEvent(new CustomEvent("restored", { detail: id }));
  }

  #reach(entries, observer) {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    if (this.#read) return;
    this.#read = true;
    this.#change();
  }

  #change() {
    this.#completed ||= this.#read && [...this.#quizzes.values()].every(({ count, answers }) => answers.length === count);
    this.#tell(this.#save());
  }

  // What to tell the reader of it.
  #save() {
    const quizzes = {};
    for (const [id, { mark, points, answers }] of this.#quizzes) {
      quizzes[id] = [mark, points, ...answers.map(({ first, isOpen, given }) => `${isOpen ? 2 : Number(first)}${given}`)];
    }
    const kept = { read: this.#read, completed: this.#completed, quizzes };
    if (this.#home === "course") return course.save(kept, this.#completed, this.#score);
    return this.#home !== "browser" || save(keyOf(location.pathname), kept) ? this.#note : NOTES.page;
  }

  // What a reader who has come to the end has still to do, as a link.
  #tellOpen() {
    const line = end?.querySelector(".open");
    if (!line) return;
    const isWaiting = this.#read && !this.#completed;
    const [id] = (isWaiting && [...this.#quizzes].find(([, { count, answers }]) => answers.length !== count)) || [];
    const name = id ? (document.getElementById(`${id}_title`)?.textContent ?? "the quiz") : "";
    if (line.querySelector("a")?.hash === `#${id}`) return;
    const link = Object.assign(document.createElement("a"), { textContent: name, href: `#${id}` });
    line.replaceChildren(...(id ? ["Still open: ", link, "."] : []));
  }

  // To the reader, and to the page around a frame.
  #tell(note) {
    for (const line of document.querySelectorAll(".kept")) line.textContent = note;
    for (const mark of document.querySelectorAll(".completed")) mark.hidden = !this.#completed;
    this.#tellOpen();
    const score = this.#score;
    const told = { completed: this.#completed, score };
    const known = this.#told ?? { completed: false, score: score && 0 };
    this.#told = told;
    if (!lesson || parent === window || (told.completed === known.completed && score === known.score)) return;
    parent.postMessage({ type: "lessonwright:progress", lesson: lesson.dataset.lesson, ...told }, "*");
  }
}

// A mark of a quiz's questions.
export function hash(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = text.codePointAt(at);
    if (letter > 0xffff) at++; // two units; "for of" would do the same four times as slowly
    sum = (Math.imul(sum, 31) + letter) >>> 0;
  }
  return sum.toString(36);
}

function keyOf(path) {
  return `progress:${path}`;
}

function loadKept(path) {
  return checked(load(keyOf(path)));
}

function parse(text) {
  try {
    return checked(JSON.parse(text));
  } catch {
    return {};
  }
}

// Of what is not ours, nothing.
function checked(kept) {
  const isOurs = typeof kept?.quizzes === "object" && Object.values(kept.quizzes ?? {}).every(Array.isArray);
  return isOurs ? kept : {};
}

function isAnswer(text) {
  return typeof text === "string" && /^[012]./.test(text);
}

function pointsOf({ points, answers }) {
  return points ?? answers.filter(({ first }) => first).length;
}

export const progress = new Progress();

// In a list of lessons: which are completed, and which are begun.
function markLessons() {
  for (const link of document.querySelectorAll("a[data-lesson]")) {
    const { completed, read, quizzes = {} } = loadKept(link.pathname);
    const isBegun = read || Object.values(quizzes).some((quiz) => quiz.length > 2);
    link.querySelector(".standing").textContent = completed ? "Completed" : isBegun ? "Begun" : "";
  }
}

markLessons();
addEventListener("pageshow", markLessons); // also where the page comes back as it was left
