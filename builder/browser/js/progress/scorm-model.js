// What pages and an LMS say to each other, in both versions of SCORM: names, values and how they are
// written. scorm.js is the conversation.

/** @typedef {"1.2" | "2004"} Version */
/** @typedef {Record<string, (value: string) => string>} Others */

// Characters for the text that an LMS keeps.
export const ROOM = { 1.2: 4096, 2004: 64000 };

// By element: another value than the right one, which does no harm should it stay.
/** @param {string} value */ const less = (value) => plain(Math.abs(Number(value) - 0.0001));
/** @param {string} text */ const spaced = (text) => `${text} `;
const incomplete = () => "incomplete";
/** @type {Others} */
const OTHERS = {
  suspend_data: spaced,
  lesson_status: incomplete,
  completion_status: incomplete,
  exit: () => "",
  scaled: less,
  raw: less,
  min: less,
  max: less,
};
/** @type {Others} */
const OTHER_ANSWERS = {
  id: (text) => `${text}.`,
  type: () => "fill-in",
  pattern: spaced,
  student_response: spaced,
  result: () => "neutral",
  latency: () => clock(0),
};

// The same things by their names in both versions.
export const VERSIONS = {
  1.2: {
    api: "API",
    initialize: "LMSInitialize",
    get: "LMSGetValue",
    set: "LMSSetValue",
    commit: "LMSCommit",
    terminate: "LMSFinish",
    mode: "cmi.core.lesson_mode",
    status: "cmi.core.lesson_status",
    exit: "cmi.core.exit",
    time: "cmi.core.session_time",
    score: "cmi.core.score",
    response: "student_response",
    wrong: "wrong",
    others: { ...OTHERS, ...OTHER_ANSWERS },
    choices: ",",
    duration: clock,
    range: (/** @type {number} */ correct, _tolerance = 0) => plain(correct),
  },
  2004: {
    api: "API_1484_11",
    initialize: "Initialize",
    get: "GetValue",
    set: "SetValue",
    commit: "Commit",
    terminate: "Terminate",
    mode: "cmi.mode",
    status: "cmi.completion_status",
    exit: "cmi.exit",
    time: "cmi.session_time",
    score: "cmi.score",
    response: "learner_response",
    wrong: "incorrect",
    others: OTHERS, // answers are judged too narrowly, and Moodle sends those of this version each time
    choices: "[,]",
    duration: (/** @type {number} */ seconds) => `PT${seconds.toFixed(2)}S`,
    range: (/** @type {number} */ correct, /** @type {number} */ tolerance) => [correct - tolerance, correct + tolerance].map(plain).join("[:]"),
  },
};

/** The first choice is "a". @param {number} index */
export function letter(index) {
  return (index + 10).toString(36);
}

/** As a decimal of at most five places before the point; "" for what is larger. @param {number} number */
export function plain(number) {
  return Math.abs(number) < 1e5 ? number.toFixed(7).replace(/\.?0+$/, "") : "";
}

/** 75.5 gives "0000:01:15.50". @param {number} seconds */
export function clock(seconds) {
  const hundredths = Math.round(seconds * 100);
  const part = (/** @type {number} */ unit, /** @type {number} */ count, width = 2) => String(Math.floor(hundredths / unit) % count).padStart(width, "0");
  return `${part(360000, 10000, 4)}:${part(6000, 60)}:${part(100, 60)}.${part(1, 100)}`;
}

// As JSON; where that is too long, without what nobody sees again: the answers to questions that the
// reader has left, but for their first letter; null where that is too long too.
/** @param {object} saved @param {number} room */
export function fitted(saved, room) {
  const shorten = (/** @type {string} */ key, /** @type {any} */ value) => (Number(key) > 1 && /^[01]./.test(value) ? value.slice(0, 2) : value);
  const texts = [JSON.stringify(saved), JSON.stringify(saved, shorten)];
  return texts.find((text) => text.length < room) ?? null;
}

/** A question in plain words; one with formulas says itself how, with their LaTeX. @param {HTMLElement} element */
export function textOf(element) {
  const text = (element.dataset.text ?? element.textContent).trim().replace(/\s+/g, " ").slice(0, 250);
  return text.replace(/[\ud800-\udbff]$/, "").replace(/^\{/, " {"); // half a letter; and what would name a language
}
