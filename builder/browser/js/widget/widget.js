// <lesson-widget>: shows frames, whoever made them: the recording in the page, or live Python.
//
//   data-state    recorded -> starting -> live, or -> failed (python.js)
//   data-outcome  running, converged, diverged, out of steps (the frame's own word)
//   aria-busy     true while an answer is awaited that the recording does not have
//
// A frame names the states that its buttons lead to; a control leads to the state of all controls
// before the first step. Here is what is asked for and when; show.js puts frames into the page.
import { NoState, comeTo, isNewVisit, leadsTo, stateFor } from "./address.js";
import { controlled, dragHandle, holdStill, setControls, touchSlider } from "./controls.js";
import { around, find, findAll } from "../page/elements.js";
import { python } from "../python/python.js";
import { explain } from "./failures.js";
import { pace } from "./pace.js";
import { Fault, Recording } from "./recording.js";
import { answerTo } from "../code/rule.js";
import { whenIdle } from "../page/sections.js";
import { PAPER, showFrame, showTable } from "./show.js";
import { startWhenNear, whenNear } from "./start.js";

/** @import { Frame } from "./recording.js" */
/** @import { Failure } from "./failures.js" */

const BATCH = 30; // steps asked for at once while running

export class LessonWidget extends HTMLElement {
  /** @type {Frame} */ #frame;
  /** @type {Recording} */ #recorded;
  /** @type {string?} the state to show next, while an answer is awaited */ #wanted = null;
  /** @type {Promise<boolean>?} what shows it: true once it is shown, false where it cannot be */ #arrival = null;
  /** @type {object?} the run that goes on, if any */ #running = null;
  #note = ""; // what is to be said in place of the frame's sentence, until the reader goes on
  /** @type {string?} the state of a run that something else has taken the place of: Back leads there again */ #wiped = null;
  /** @type {AbortController} */ #left;
  #isStarted = false;

  connectedCallback() {
    if (!this.querySelector("script.recording")) return;
    this.#left = new AbortController();
    if (leadsTo(this)) return this.#start();
    whenIdle(() => {
      this.#read();
      whenIdle(() => this.#start(), { timeout: 100 });
    }, { timeout: 1000 });
    for (const use of ["pointerover", "pointerdown", "focusin"]) this.addEventListener(use, () => this.#start(), { capture: true });
  }

  #read() {
    if (this.isConnected) this.#recorded ??= new Recording(find(this, "script.recording").textContent, this);
  }

  // The widget that the reader comes for starts with the page, others when the browser has time for them, in two goes that
  // each are short on a slow machine too, or with their first use.
  #start() {
    if (!this.isConnected || this.#isStarted) return;
    this.#isStarted = true;
    this.#read();
    const signal = { signal: this.#left.signal };
    this.addEventListener("click", (event) => this.#press(around(event, "button")), signal);
    this.addEventListener("input", () => this.#begin(controlled(this)), signal);
    this.addEventListener("submit", (event) => event.preventDefault(), signal);
    this.addEventListener("pointerdown", dragHandle, signal);
    this.addEventListener("pointerdown", touchSlider, { ...signal, capture: true });
    find(this, "details.data").addEventListener("toggle", () => showTable(this, this.#frame), signal);
    PAPER.addEventListener("change", () => showTable(this, this.#frame), signal);
    for (const picture of this.querySelectorAll("[data-picture]")) {
      picture.addEventListener("touchstart", holdStill, { ...signal, passive: false });
    }
    python.addEventListener("change", () => this.#follow(), signal);
    addEventListener("hashchange", () => this.#arrive(true), signal);
    for (const element of /** @type {HTMLButtonElement[]} or others */ (findAll(this, "button, input, select"))) element.disabled = false;
    this.#show(this.#recorded.get(this.#recorded.first));
    this.#follow();
    this.#arrive(isNewVisit());
    startWhenNear(this, this.#left.signal);
    whenNear(this, this.#left.signal, () => {
      python.addEventListener("change", () => this.#warmUp(), signal);
      this.#warmUp();
    });
  }

  disconnectedCallback() {
    this.#running = null;
    this.#isStarted = false;
    this.#left?.abort();
  }

  // What is shown now, as the text of a state.
  get state() {
    this.#start();
    return this.#frame.state;
  }

  get isAtStart() {
    return this.state === this.#recorded.first;
  }

  /** Shows the state that the address asks for, if any. @param {boolean} isNew */
  #arrive(isNew) {
    const asked = stateFor(this, this.#recorded.first);
    if (!asked) return;
    this.#begin(...asked);
    if (isNew) comeTo(this);
  }

  #follow() {
    this.dataset.state = python.state;
    if (python.state !== "failed") return;
    find(this, '[data-for="failed"]').textContent = `${python.reason}. The recorded steps still work.`;
  }

  // Live Python is asked for what is shown already, so that it has imported and worked out what the
  // next question needs. A widget that nobody is near does not keep the others waiting with that.
  #warmUp() {
    if (python.state !== "live") return;
    python.ask(this.#question(this.#frame.state, 0)).catch(() => {}); // what fails is told when it is needed
  }

  /** @param {string} state @param {number} count */
  #question(state, count) {
    const { kind, options } = this.dataset;
    return { kind, options, state, count };
  }

  /** A recording of the frames of a state and of up to `count` steps after it. @param {string} state */
  #ask(state, count = 0) {
    return answerTo(this, this.#question(state, count), this.#recorded.get(this.#recorded.first));
  }

  /** Shows a state. While an answer is awaited only the newest wish is kept: dragging never piles up questions. @param {string} state */
  #goto(state) {
    const recorded = this.#recorded.get(state);
    this.#wanted = recorded ? null : state;
    if (recorded) {
      this.ariaBusy = null;
      this.#show(recorded);
    } else {
      if (python.state !== "live") this.ariaBusy = "true";
      setControls(this, state);
      this.#arrival ??= this.#fetch();
    }
  }

  async #fetch() {
    try {
      while (this.#wanted !== null) {
        const state = this.#wanted;
        const answer = await this.#ask(state).catch((error) => this.#overtaken(state, error));
        if (answer && this.#wanted !== null && this.isConnected) this.#show(answer.get(answer.first));
        if (this.#wanted === state) this.#wanted = null;
      }
      return true;
    } catch (/** @type {any} */ error) {
      if (this.#wanted !== null) this.#refuse(error);
      return false;
    } finally {
      this.#wanted = this.#arrival = this.ariaBusy = null;
    }
  }

  /** What is wrong with a state is no matter where the reader has gone on. @param {string} state @param {Failure} error @returns {null} */
  #overtaken(state, error) {
    if (this.#wanted === state || !(error instanceof NoState || error instanceof Fault || error.isTold)) throw error;
    return null;
  }

  /** @param {Failure} error */
  #refuse(error) {
    this.#wanted = null;
    if (error instanceof Fault) console.error(error);
    this.#note = explain(error);
    this.#show(error instanceof NoState ? this.#recorded.get(this.#recorded.first) : this.#frame);
  }

  /** The controls are the reader's: they stay where they were put while that is still awaited. @param {Frame} shown */
  #show(shown) {
    if (shown.actions.back) this.#wiped = null;
    const frame = this.#wiped ? { ...shown, actions: { ...shown.actions, back: this.#wiped } } : shown;
    this.#frame = frame;
    showFrame(this, frame, {
      sentence: this.#note || frame.sentence,
      isSpoken: !this.#running || !frame.actions.step,
      controls: this.#wanted ?? frame.state,
      before: this.#wiped ? "Back to the run before" : "",
    });
  }

  // A control, an experiment, a link and Reset lead to another run, and one press of Back returns to the one before.
  /** @param {string} state @param {string} [note] */
  #begin(state, note) {
    if (this.#frame.actions.back) this.#wiped ??= this.#frame.state;
    this.#leave(state, note);
  }

  /** @param {string} state */
  #leave(state, note = "") {
    this.#pause();
    this.#note = note;
    this.#goto(state);
  }

  /** What Step, Run, Back and Reset mean is said by the frame that is awaited, if one is. @param {HTMLButtonElement?} button */
  async #press(button) {
    if (!button) return;
    const { action, goto } = button.dataset;
    while (action && this.#wanted !== null) if (!(await this.#arrival)) return;
    if (button.ariaDisabled === "true") return;
    if (goto) this.#begin(goto);
    else if (action === "run" && this.#running) this.#pause();
    else if (action === "run") this.#run(button);
    else if (action === "reset") this.#begin(this.#frame.actions.reset);
    else if (action) this.#leave(this.#frame.actions[action]);
  }

  /** @param {HTMLButtonElement} button */
  async #run(button) {
    const run = {};
    this.#running = run;
    this.#note = "";
    button.textContent = "Pause";
    try {
      while (this.#running === run && this.#frame.actions.step) {
        const isRecorded = this.#recorded.has(this.#frame.actions.step); // Python may have to wait for others' answers
        if (python.state !== "live" && !isRecorded) this.ariaBusy = "true";
        const source = isRecorded ? this.#recorded : await this.#ask(this.#frame.state, BATCH);
        if (this.#running !== run) return;
        this.ariaBusy = null;
        while (source.has(this.#frame.actions.step)) {
          this.#show(source.get(this.#frame.actions.step));
          if (this.#frame.actions.step) await pace();
          if (this.#running !== run) return;
        }
      }
    } catch (/** @type {any} */ error) {
      if (this.#running === run) this.#refuse(error);
    } finally {
      if (this.#running === run) this.#pause();
    }
  }

  #pause() {
    if (!this.#running) return;
    this.#running = null;
    this.ariaBusy = null;
    find(this, '[data-action="run"]').textContent = "Run";
    find(this, ".sentence").ariaLive = "polite";
  }
}

customElements.define("lesson-widget", LessonWidget);
