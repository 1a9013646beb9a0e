// <lesson-course data-version="1.2">: the LMS, for pages of a SCORM package; progress.js finds it.
//
//   connect(found, missing, told)   looks for the LMS: found(the text that it keeps, whether it may be
//                                   written, what to tell the reader), at once or within some seconds,
//                                   or missing(); told(what to tell the reader) whenever that changes
//   note(answer)                    an answer to a question, as an interaction
//   save(kept, completed, score)    gives what to tell the reader
//
// What an LMS does is not ours to know: each step is guarded, and a refused one is no reason to
// leave out the next. Nothing counts as saved before the LMS has said so and the server of this page
// has answered; until then all that was set stays in #unsaved and is tried again.
import { attempt, findApi, reach } from "./lms.js";
import { fitted, letter, plain, ROOM, textOf, VERSIONS } from "./scorm-model.js";

/** @import { Report } from "./saved.js" */
/** @import { Others, Version } from "./scorm-model.js" */
/** @typedef {(text: string, isOpen: boolean, note: string) => void} Found */

const WAIT = 250; // ms between two looks for the LMS
const LOOKS = 20;
const RETRY = 10_000; // ms
const DONE = ["completed", "passed", "failed"];
const ESSENTIAL = /suspend_data|score\.raw|status$/;

const SAVED = "Progress saved to your course";
const SAVING = "Saving…";
const UNSAVED = "Not saved yet";
const LARGE = "Score saved to your course; it has no room for your answers";
const REVIEW = "Your result is kept; this is a review";
const PREVIEW = "Progress not saved";
const AWAY = "Not saved yet: your course cannot be reached, or you were signed out. Keep this page open: it tries again.";
const REFUSED = "Not saved yet: your course does not take your answers. Keep this page open: it tries again. If this stays, open the lesson from your course again.";
const UNCOUNTED = "Not counted: this page is not connected to your course. Open the lesson from there.";

export class LessonCourse extends HTMLElement {
  /** @type {typeof VERSIONS[Version]} */ #version = VERSIONS["1.2"];
  /** @type {ReturnType<typeof findApi>} */ #api = null;
  /** @type {(note: string) => void} */ #tell = () => {};
  #first = ""; // text that the LMS had
  #isOpen = false; // to be written
  #start = performance.now();
  /** @type {Map<string, string>} values by element */ #unsaved = new Map();
  #isLate = false; // something was not saved
  #hasRoom = true;
  #round = 0;
  #timer = 0;

  /** @param {Found} found @param {() => void} missing @param {(note: string) => void} tell */
  connect(found, missing, tell, looks = LOOKS) {
    this.#version = VERSIONS[this.#name];
    this.#tell = tell;
    this.#api = findApi(this.#version.api);
    if (this.#api && this.#call("initialize", "") === "true") this.#begin(found);
    else if (looks > 1) setTimeout(() => this.connect(found, missing, tell, looks - 1), WAIT);
    else {
      this.#warn(UNCOUNTED);
      missing();
    }
  }

  get #name() {
    return /** @type {Version} */ (this.dataset.version);
  }

  // A question has its place among the lesson's questions, whoever answers and how often.
  /** @param {Report & {ids: string[], id: string, right: boolean}} answer */
  note({ ids, id, ask, type, given, right, correct, tolerance, seconds }) {
    const { choices, response, wrong, duration, range } = this.#version;
    const said = type === "numeric" ? plain(given) : given.map(letter).join(choices);
    const pattern = type === "numeric" ? range(correct, tolerance) : correct.map(letter).join(choices);
    const index = ids.indexOf(id);
    const count = Math.max(0, Number(this.#get("cmi.interactions._count")) || 0);
    for (let at = count; at < index; at += 1) this.#unsaved.set(`cmi.interactions.${at}.id`, ids[at]);
    const put = (/** @type {string} */ name, /** @type {string} */ value) => this.#unsaved.set(`cmi.interactions.${index}.${name}`, value);
    put("id", id);
    put("type", type);
    if (this.#name === "2004" && ask) put("description", textOf(ask));
    put("correct_responses.0.pattern", pattern);
    if (said) put(response, said);
    put("result", right ? "correct" : wrong);
    put("latency", duration(seconds));
  }

  /** @param {object} saved @param {boolean} completed @param {number?} score */
  save(saved, completed, score) {
    if (!this.#isOpen) return PREVIEW;
    const text = fitted(saved, ROOM[this.#name]);
    this.#hasRoom = text !== null;
    // Moodle's client of version 2004 does not send what is again as it was in the beginning.
    if (text !== null) this.#unsaved.set("cmi.suspend_data", text === this.#first ? `${text} ` : text);
    if (score !== null) this.#score(score);
    if (completed && !this.#isDone) this.#unsaved.set(this.#version.status, "completed");
    this.#store();
    return this.#isLate ? UNSAVED : SAVING;
  }

  get #isDone() {
    return DONE.includes(this.#get(this.#version.status));
  }

  /** @param {Found} found */
  #begin(found) {
    // An LMS that says nothing of a mode means the normal one.
    const mode = this.#get(this.#version.mode);
    this.#isOpen = !["browse", "review"].includes(mode);
    const text = this.#get("cmi.suspend_data");
    this.#first = text;
    addEventListener("pagehide", () => this.#leave());
    // Back again as it was left: the LMS has ended the visit.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    if (!this.#isOpen) {
      found(text, false, mode === "review" ? REVIEW : PREVIEW);
      return;
    }
    const isNew = ["", "unknown", "not attempted"].includes(this.#get(this.#version.status));
    // What an earlier visit could not tell in its end is told now.
    if (!this.#isDone && attempt(() => JSON.parse(text).completed)) this.#unsaved.set(this.#version.status, "completed");
    else if (isNew) this.#unsaved.set(this.#version.status, "incomplete");
    this.#unsaved.set(this.#version.exit, "suspend");
    for (const event of ["online", "visibilitychange"]) addEventListener(event, () => this.#isLate && this.#store());
    found(text, true, SAVING);
    this.#store();
  }

  /** @param {number} score */
  #score(score) {
    const name = this.#version.score;
    if (this.#name === "2004") this.#unsaved.set(`${name}.scaled`, plain(score));
    this.#unsaved.set(`${name}.min`, "0");
    this.#unsaved.set(`${name}.max`, "100");
    this.#unsaved.set(`${name}.raw`, String(Math.round(score * 10000) / 100));
  }

  // Writes and commits what is unsaved; a later call takes the place of this one. Moodle's client
  // never sends a value again that it has sent once, arrived or not, and once its window was hidden it
  // calls everything committed. So the server is asked too, and after a failure other values go first.
  async #store() {
    this.#round += 1;
    const round = this.#round;
    const isOld = () => round !== this.#round || !this.#isOpen;
    clearTimeout(this.#timer);
    let isReached = true;
    if (this.#isLate) {
      isReached = await reach();
      if (isOld()) return;
      if (isReached) {
        this.#write(this.#version.others);
        this.#commit();
        isReached = await reach(); // and until then the first has come before the second is sent
        if (isOld()) return;
      }
    }
    let isTaken = false;
    if (isReached) {
      isTaken = this.#write();
      isTaken = this.#commit() && isTaken;
      isReached = await reach();
      if (isOld()) return;
    }
    this.#settle(isTaken && isReached, isReached ? REFUSED : AWAY);
  }

  /** @param {boolean} isSaved @param {string} why */
  #settle(isSaved, why) {
    this.#isLate = !isSaved;
    if (isSaved) this.#unsaved.clear();
    else this.#timer = self.setTimeout(() => this.#store(), RETRY);
    window.onbeforeunload = isSaved ? null : (event) => event.preventDefault();
    this.#warn(isSaved ? "" : why);
    this.#tell(!isSaved ? UNSAVED : this.#hasRoom ? SAVED : LARGE);
  }

  /** Loud, unlike the lines at the quizzes. @param {string} text */
  #warn(text) {
    this.role = "alert";
    this.style.cssText = "position: fixed; inset: auto 0 0; z-index: 99; padding: 0.75rem 1rem; background: #8f1d1d; color: #fff; font: 1rem/1.4 sans-serif";
    this.hidden = !text;
    if (this.textContent !== text) this.replaceChildren(text);
  }

  #leave() {
    clearTimeout(this.#timer);
    if (this.#isOpen && this.#isLate) {
      this.#write(this.#version.others);
      this.#commit();
    }
    if (this.#isOpen) {
      this.#write();
      this.#commit();
    }
    this.#isOpen = false;
    this.#call("terminate", "");
  }

  // Whether the LMS takes all that matters.
  #write(/** @type {Others} */ others = {}) {
    let isTaken = true;
    for (const [name, value] of this.#unsaved) {
      const change = others[name.slice(name.lastIndexOf(".") + 1)];
      const isSet = this.#set(name, change ? change(value) : value);
      isTaken &&= isSet || !ESSENTIAL.test(name);
    }
    return isTaken;
  }

  #commit() {
    this.#set(this.#version.time, this.#version.duration((performance.now() - this.#start) / 1000));
    return this.#call("commit", "") === "true";
  }

  /** @param {string} name */
  #get(name) {
    return this.#call("get", name);
  }

  /** @param {string} name @param {string} value */
  #set(name, value) {
    return this.#call("set", name, value) === "true";
  }

  // Of an LMS that throws, the same as of one that says nothing.
  /** @param {"initialize" | "get" | "set" | "commit" | "terminate"} step @param {string[]} values */
  #call(step, ...values) {
    return attempt(() => String(this.#api?.[this.#version[step]](...values) ?? "")) ?? "";
  }
}

customElements.define("lesson-course", LessonCourse);
