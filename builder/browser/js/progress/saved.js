// Progress as it is saved: one short text, since an LMS may have room for 4,096 characters.
//   {"read":true,"completed":true,"quizzes":{"quiz":["k3v9q",2,"12","00","21.25"]}}
// By quiz: a digest of its questions, the points of the first round once it is over (until then null),
// and for each answer whether it was right at the first try (1), not (0), or not and the reader is
// still there (2), with what was given behind it.

/** @typedef {{given: string, first: boolean, isOpen: boolean}} Answer `first`: right at the first try; `isOpen`: wrong, and not left yet */
/** @typedef {{digest: string, count: number, points: number?, answers: Answer[], resume: () => void}} Quiz `resume` shows its saved answers */
/** @typedef {[unknown, unknown, ...string[]]} SavedQuiz */
/** @typedef {{read: boolean, completed: boolean, quizzes: Map<string, SavedQuiz>}} Saved */
/** @typedef {{ask: HTMLElement?, seconds: number}} Asked the question, and how long the reader took */
/** @typedef {Asked & {type: "numeric", given: number, correct: number, tolerance: number}} NumericReport */
/** @typedef {Asked & {type: "choice", given: number[], correct: number[], tolerance?: undefined}} ChoiceReport */
/** @typedef {NumericReport | ChoiceReport} Report an answer, as a course wants it reported */

/** @param {string} text @returns {Saved} */
export function parse(text) {
  try {
    return checked(JSON.parse(text));
  } catch {
    return checked(null);
  }
}

/** Of what is not ours, nothing. @param {any} saved @returns {Saved} */
export function checked(saved) {
  const entries = typeof saved?.quizzes === "object" ? Object.entries(saved.quizzes ?? {}) : [];
  const quizzes = entries.filter(([, quiz]) => Array.isArray(quiz) && quiz.slice(2).every(isAnswer));
  return { read: saved?.read === true, completed: saved?.completed === true, quizzes: new Map(quizzes) };
}

/** @param {unknown} text */
function isAnswer(text) {
  return typeof text === "string" && /^[012]./.test(text);
}

/** Takes up what was saved, if it is of these questions; says whether it was. @param {Quiz} quiz @param {SavedQuiz} [saved] */
export function restore(quiz, saved) {
  if (saved?.[0] !== quiz.digest) return false;
  const [, points, ...answers] = /** @type {[string, number?, ...string[]]} */ (saved);
  quiz.points = Number.isInteger(points) && Number(points) >= 0 ? Math.min(Number(points), quiz.count) : null;
  quiz.answers = answers.slice(0, quiz.count).map((text) => ({ given: text.slice(1), first: text[0] === "1", isOpen: text[0] === "2" }));
  return true;
}

/** @param {Quiz} quiz @returns {SavedQuiz} */
export function written({ digest, points, answers }) {
  return [digest, points, ...answers.map(({ first, isOpen, given }) => `${isOpen ? 2 : Number(first)}${given}`)];
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
