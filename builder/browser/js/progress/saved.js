// Progress as it is saved: one short text, since an LMS may have room for 4,096 characters.
//   {"read":true,"completed":true,"quizzes":{"quiz":["k3v9q",2,"12","00","21.25"]}}
// By quiz: a digest of its questions, the points of the first round once it is over (until then null),
// and for each answer whether it was right at the first try (1), not (0), or not and the reader is
// still there (2), with what was given behind it.
import { load, save } from "../page/store.js";

/** @typedef {{given: string, first: boolean, isOpen: boolean}} Answer `first`: right at the first try; `isOpen`: wrong, and not left yet */
/** @typedef {{digest: string, count: number, points: number?, answers: Answer[]}} Quiz */
/** @typedef {{read?: boolean, completed?: boolean, quizzes?: Record<string, unknown[]>}} Saved its fields and quizzes are not checked */
/** @typedef {{ask: Element?, seconds: number}} Asked the question, and how long the reader took */
/** @typedef {Asked & {type: "numeric", given: number, correct: number, tolerance: number}} NumericReport */
/** @typedef {Asked & {type: "choice", given: number[], correct: number[], tolerance?: undefined}} ChoiceReport */
/** @typedef {NumericReport | ChoiceReport} Report an answer, as a course wants it reported */

/** @param {string} path @returns {Saved} */
export function loadProgress(path) {
  return checked(load(keyOf(path)));
}

/** @param {string} path @param {Saved} saved */
export function saveProgress(path, saved) {
  return save(keyOf(path), saved);
}

/** @param {string} path */
function keyOf(path) {
  return `progress:${path}`;
}

/** @param {string} text @returns {Saved} */
export function parse(text) {
  try {
    return checked(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Of what is not ours, nothing. @param {any} saved @returns {Saved} */
function checked(saved) {
  const isOurs = saved?.quizzes instanceof Object && Object.values(saved.quizzes).every(Array.isArray);
  return isOurs ? saved : {};
}

/** @param {Quiz} quiz */
export function written({ digest, points, answers }) {
  return [digest, points, ...answers.map(({ first, isOpen, given }) => `${isOpen ? 2 : Number(first)}${given}`)];
}

/** The same again; null where it is of other questions. @param {unknown[]} saved @param {Quiz} quiz @returns {Quiz?} */
export function readQuiz([digest, points, ...answers], quiz) {
  if (digest !== quiz.digest || !answers.every(isAnswer)) return null;
  return {
    ...quiz,
    points: typeof points === "number" && Number.isInteger(points) && points >= 0 ? Math.min(points, quiz.count) : null,
    answers: answers.slice(0, quiz.count).map((text) => ({ given: text.slice(1), first: text[0] === "1", isOpen: text[0] === "2" })),
  };
}

/** @param {unknown} text @returns {text is string} */
function isAnswer(text) {
  return typeof text === "string" && /^[012]./.test(text);
}

/** @param {string} text */
export function hash(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at++) {
    const letter = /** @type {number} */ (text.codePointAt(at));
    if (letter > 0xffff) at++; // two units; "for of" would do the same four times as slowly
    sum = (Math.imul(sum, 31) + letter) >>> 0;
  }
  return sum.toString(36);
}
