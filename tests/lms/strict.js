// Judges what a lesson asks of its LMS by the rules that Moodle has (SCORM 1.2 with its strict
// lengths switched on, and 2004), which are narrower than scorm-again's. What breaks one is noted
// and refused, as Moodle does; all else goes on to the LMS.
"use strict";

/** @typedef {"1.2" | "2004"} Version */
/** @typedef {{test(value: string, type?: string): boolean}} Rule */
/** @typedef {Record<string, (...values: string[]) => unknown>} Api what lessons call, by the names of a version */

const WORDS = (/** @type {string[]} */ ...words) => new RegExp(`^(${words.join("|")})$`);
const TEXT = (/** @type {number} */ room) => new RegExp(`^[\\u0000-\\uFFFF]{0,${room}}$`);
const ONLY_READ = null;
const TYPES = WORDS("true-false", "choice", "fill-in", "matching", "performance", "sequencing", "likert", "numeric");
const CLOCK = /^\d{2,4}:\d{2}:\d{2}(\.\d{1,2})?$/;
const SHORT_DECIMAL = /^-?\d{0,3}(\.\d*)?$/;
const DECIMAL = /^-?\d{1,5}(\.\d{1,18})?$/;
const DURATION = /^P(\d+Y)?(\d+M)?(\d+D)?(T((\d+H)(\d+M)?(\d+(\.\d{1,2})?S)?|(\d+M)(\d+(\.\d{1,2})?S)?|\d+(\.\d{1,2})?S))?$/;
/** @type {Rule} */
const hundred = { test: (value) => SHORT_DECIMAL.test(value) && Number(value) >= 0 && Number(value) <= 100 };
/** @type {Rule} */
const one = { test: (value) => DECIMAL.test(value) && Number(value) >= -1 && Number(value) <= 1 };

/** @type {Record<Version, Record<string, Rule?>>} */
const RULES = {
  1.2: {
    "cmi.core.lesson_mode": ONLY_READ,
    "cmi.core.lesson_status": WORDS("passed", "completed", "failed", "incomplete", "browsed"),
    "cmi.core.exit": WORDS("time-out", "suspend", "logout", ""),
    "cmi.core.session_time": CLOCK,
    "cmi.core.score.raw": hundred,
    "cmi.core.score.min": hundred,
    "cmi.core.score.max": hundred,
    "cmi.core.lesson_location": TEXT(255),
    "cmi.suspend_data": TEXT(4096),
    "cmi.interactions._count": ONLY_READ,
    "cmi.interactions.n.id": /^[\x21-\x7E]{0,255}$/,
    "cmi.interactions.n.type": TYPES,
    "cmi.interactions.n.correct_responses.n.pattern": TEXT(255),
    "cmi.interactions.n.student_response": TEXT(255),
    "cmi.interactions.n.result": WORDS("correct", "wrong", "unanticipated", "neutral"),
    "cmi.interactions.n.latency": CLOCK,
  },
  2004: {
    "cmi.mode": ONLY_READ,
    "cmi.completion_status": WORDS("completed", "incomplete", "not attempted", "unknown"),
    "cmi.exit": WORDS("time-out", "suspend", "logout", "normal", ""),
    "cmi.session_time": DURATION,
    "cmi.score.scaled": one,
    "cmi.score.raw": DECIMAL,
    "cmi.score.min": DECIMAL,
    "cmi.score.max": DECIMAL,
    "cmi.location": TEXT(1000),
    "cmi.suspend_data": TEXT(64000),
    "cmi.interactions._count": ONLY_READ,
    "cmi.interactions.n.id": /^(?!urn:)\S{1,4000}$/,
    "cmi.interactions.n.type": TYPES,
    "cmi.interactions.n.description": /^[^{].{0,250}$/,
    "cmi.interactions.n.correct_responses.n.pattern": ofType("[:]", 2),
    "cmi.interactions.n.learner_response": ofType("", 1),
    "cmi.interactions.n.result": WORDS("correct", "incorrect", "unanticipated", "neutral"),
    "cmi.interactions.n.latency": DURATION,
  },
};
/** @type {Record<Version, RegExp>} */
const ONLY_WRITTEN = {
  1.2: /^cmi\.core\.(exit|session_time)$|^cmi\.interactions\.n\./,
  2004: /^cmi\.(exit|session_time)$/,
};
/** @type {Record<Version, string[]>} */
const NAMES = {
  1.2: ["LMSInitialize", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSFinish"],
  2004: ["Initialize", "GetValue", "SetValue", "Commit", "Terminate"],
};

/** @param {string} between @param {number} most @returns {Rule} */
function ofType(between, most) {
  return {
    test(value, type) {
      const isChoice = type === "choice";
      const parts = isChoice || between ? value.split(isChoice ? "[,]" : between) : [value];
      const isOne = (/** @type {string} */ part) => (isChoice ? /^[\w.]{1,250}$/ : DECIMAL).test(part);
      const isUnique = new Set(parts).size === parts.length;
      return parts.every(isOne) && parts.length <= (isChoice ? 36 : most) && (isUnique || !isChoice);
    },
  };
}

/** @param {Version} version @param {Api} lms */
function judged(version, lms) {
  /** @type {string[][]} */ const calls = []; // [name, ...arguments]
  /** @type {string[]} */ const broken = []; // sentences
  /** @type {string[]} */ const types = []; // of the interactions, in their order
  let state = "new"; // -> open -> closed
  /** @type {number?} */ let count = null; // of interactions, those of earlier visits too
  const [initialize, get, set, commit, finish] = NAMES[version];

  /** @type {Record<string, (values: string[]) => string | false>} why a call is refused, if so */
  const refusal = {
    [initialize]: ([empty]) => (state !== "new" ? `in state ${state}` : empty !== "" && "not with an empty text"),
    [commit]: ([empty]) => empty !== "" && "not with an empty text",
    [finish]: ([empty]) => empty !== "" && "not with an empty text",
    [get]: ([name]) => {
      const kind = name.replace(/\.\d+(?=\.)/g, ".n");
      if (!(kind in RULES[version])) return "no such element";
      return ONLY_WRITTEN[version].test(kind) && "only to be written";
    },
    [set]: ([name, value]) => {
      const kind = name.replace(/\.\d+(?=\.)/g, ".n");
      const rule = RULES[version][kind];
      if (!rule) return rule === ONLY_READ ? "only to be read" : "no such element";
      if (typeof value !== "string") return "not a text";
      const [index, inner] = [...name.matchAll(/\.(\d+)\./g)].map(([, digits]) => Number(digits));
      count ??= Number(lms[get]("cmi.interactions._count"));
      if (index > count || inner > 0) return "out of order";
      if (index === count) {
        if (!kind.endsWith(".id")) return "before its id";
        count += 1;
      }
      if (/response/.test(kind) && !types[index]) return "before its type";
      if (!rule.test(value, types[index])) return "not allowed";
      if (kind.endsWith(".type")) types[index] = value;
      return false;
    },
  };

  /** @type {Api} */ const api = {};
  for (const name of NAMES[version]) {
    api[name] = (...given) => {
      const why = name !== initialize && state !== "open" ? `in state ${state}` : refusal[name](given);
      calls.push([name, ...given]);
      if (why) {
        broken.push(`${name}(${given.join(", ").slice(0, 80)}): ${why}`);
        return "false";
      }
      const answer = String(lms[name](...given));
      const isMeant = "refused" in lms; // Moodle's client in a test of what fails
      if (name !== get && answer !== "true" && !isMeant) broken.push(`${name}(${given.join(", ")}): refused by the LMS`);
      if (name === initialize) state = "open";
      if (name === finish) state = "closed";
      return answer;
    };
  }
  return { api, calls, broken };
}
