// <lesson-widget>: shows frames, whoever made them: the recording in the page, or live Python.
//
//   data-state    recorded -> starting -> live, or -> failed (python.js)
//   data-outcome  running, converged, diverged, out of steps (the frame's own word)
//   aria-busy     true while an answer is awaited that the recording does not have
//
// A frame names the states that its buttons lead to; a control leads to the state of all controls
// before the first step. The mathematics is Python's: here texts are passed on and attributes set.
import { dragHandle, holdStill, setControl, valueOf } from "./controls.js";
import { draw } from "./draw.js";
import { python } from "./python.js";
import { Recording } from "./recording.js";
import { answerTo } from "./rule.js";

const PACE = 100; // ms from step to step while running
const BATCH = 30; // steps asked for at once while running
const NEAR = "600px"; // how near the view a widget must come for Python to start

class LessonWidget extends HTMLElement {
  #frame;
  #recorded;
  #wanted = null; // the state to show next, while an answer is awaited
  #arrival = null; // what shows it: true once it is shown, false where it cannot be
  #running = null; // the run that goes on, if any
  #left;

  connectedCallback() {
    const recording = this.querySelector("script.recording");
    if (!recording) return;
    this.#recorded = new Recording(recording.textContent);
    this.#left = new AbortController();
    const signal = { signal: this.#left.signal };
    this.addEventListener("click", (event) => this.#press(event.target.closest("button")), signal);
    this.addEventListener("input", () => this.#leave(this.#controlled()), signal);
    this.addEventListener("submit", (event) => event.preventDefault(), signal);
    this.addEventListener("pointerdown", dragHandle, signal);
    this.querySelector(".data").addEventListener("toggle", () => this.#showTable(), signal);
    for (const picture of this.querySelectorAll("[data-picture]")) {
      picture.addEventListener("touchstart", holdStill, { ...signal, passive: false });
    }
    python.addEventListener("change", () => this.#follow(), signal);
    for (const element of this.querySelectorAll("button, input, select")) element.disabled = false;
    this.#show(this.#recorded.get(this.#recorded.first));
    this.#follow();
    if (document.documentElement.dataset.start === "near") this.#startWhenNear(signal.signal);
  }

  disconnectedCallback() {
    this.#running = null;
    this.#left?.abort();
  }

  #startWhenNear(signal) {
    if (navigator.connection?.saveData) {
      this.addEventListener("pointerdown", () => python.start(), { signal });
      this.addEventListener("focusin", () => python.start(), { signal });
      return;
    }
    if (location.hash === `#${this.id}`) {
      python.start(); // the reader comes for this widget: no need to wait for the first frame
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        python.start();
      },
      { rootMargin: NEAR },
    );
    observer.observe(this);
    signal.addEventListener("abort", () => observer.disconnect());
  }

  // Takes over Python's state; live Python shows the present state again, and nothing jumps. A run
  // has left that state when the answer comes, and asks Python itself.
  #follow() {
    this.dataset.state = python.state;
    if (python.state === "failed") this.#tellWhy();
    if (python.state === "live" && !this.#running) this.#goto(this.#wanted ?? this.#frame.state);
  }

  #tellWhy() {
    this.querySelector('[data-for="failed"]').textContent = `${python.reason}. The recorded steps still work.`;
  }

  #question(state, count) {
    const { kind, options } = this.dataset;
    return { kind, options, state, follow: "step", count };
  }

  // The frames of a state and of up to `count` steps after it; the recording's, where it has them
  // and Python is not live.
  async #frames(state, count = 0) {
    if (python.state !== "live") {
      const found = this.#recorded.following(state, count);
      if (found.length > (count ? 1 : 0)) return found;
    }
    const answer = new Recording(await answerTo(this, this.#question(state, count)));
    return answer.following(answer.first, count);
  }

  // Shows a state. While an answer is awaited only the newest wish is kept, so that dragging never
  // piles up questions.
  #goto(state) {
    const recorded = python.state === "live" ? null : this.#recorded.get(state);
    this.#wanted = recorded ? null : state;
    if (recorded) {
      this.ariaBusy = null;
      this.#show(recorded);
    } else {
      if (python.state !== "live") this.ariaBusy = "true";
      this.#setControls(state);
      this.#arrival ??= this.#fetch();
    }
  }

  async #fetch() {
    try {
      while (this.#wanted !== null) {
        const state = this.#wanted;
        const [frame] = await this.#frames(state);
        if (this.#wanted !== null && this.isConnected) this.#show(frame);
        if (this.#wanted === state) this.#wanted = null;
      }
      return true;
    } catch (error) {
      if (this.#wanted !== null) this.#refuse(error);
      return false;
    } finally {
      this.#wanted = this.#arrival = this.ariaBusy = null;
    }
  }

  #refuse({ isTold }) {
    this.#wanted = null;
    this.#show(this.#frame);
    if (isTold) return; // beside the rule
    this.querySelector(".sentence").textContent =
      "Python could not start here, and this state is not among the recorded ones. Step, the experiments and the optimisers still work from the first state.";
  }

  #show(frame) {
    this.#frame = frame;
    for (const [name, text] of Object.entries(frame.readouts)) {
      setText(this.querySelector(`output[name="${name}"]`), text);
    }
    for (const [name, tree] of Object.entries(frame.drawings)) {
      draw(this.querySelector(`[data-picture="${name}"] svg`), tree);
    }
    this.#showTable();
    const sentence = this.querySelector(".sentence");
    sentence.ariaLive = this.#running && frame.actions.step ? "off" : "polite";
    setText(sentence, frame.sentence);
    this.dataset.outcome = frame.outcome;
    for (const button of this.querySelectorAll("button[data-action]")) {
      const action = button.dataset.action === "run" ? "step" : button.dataset.action;
      button.ariaDisabled = action in frame.actions ? null : "true";
    }
    // The controls are the reader's: they stay where they were put while that is still awaited.
    this.#setControls(this.#wanted ?? frame.state);
    for (const button of this.querySelectorAll("[data-goto]")) {
      const [start] = button.dataset.goto.split("&steps=");
      button.ariaPressed = String(frame.state.startsWith(`${start}&`));
    }
  }

  // Only for who looks at it: it may have hundreds of rows.
  #showTable() {
    const table = this.querySelector(".data");
    if (table.open) draw(table.querySelector("tbody"), this.#frame.table);
  }

  #setControls(state) {
    const values = Object.fromEntries(state.split("&").map((part) => part.split("=")));
    for (const control of this.#controls()) setControl(control, values[control.name]);
  }

  #controls() {
    return [...this.querySelectorAll(".controls input, .controls select")];
  }

  #controlled() {
    const parts = this.#controls().map((each) => `${each.name}=${valueOf(each)}`);
    return `${parts.join("&")}&steps=0`;
  }

  #leave(state) {
    this.#pause();
    this.#goto(state);
  }

  // What Step, Run, Back and Reset mean is said by the frame that is awaited, if one is.
  async #press(button) {
    if (!button) return;
    const { action, goto } = button.dataset;
    while (action && this.#wanted !== null) if (!(await this.#arrival)) return;
    if (button.ariaDisabled === "true") return;
    if (goto) this.#leave(goto);
    else if (action === "run") this.#running ? this.#pause() : this.#run(button);
    else if (action) this.#leave(this.#frame.actions[action]);
  }

  async #run(button) {
    const run = (this.#running = {});
    button.textContent = "Pause";
    try {
      while (this.#running === run && this.#frame.actions.step) {
        if (python.state !== "live" && !this.#recorded.has(this.#frame.actions.step)) this.ariaBusy = "true";
        const [, ...frames] = await this.#frames(this.#frame.state, BATCH);
        if (this.#running !== run) return;
        this.ariaBusy = null;
        for (const frame of frames) {
          this.#show(frame);
          if (frame.actions.step) await pace();
          if (this.#running !== run) return;
        }
      }
    } catch (error) {
      if (this.#running === run) this.#refuse(error);
    } finally {
      if (this.#running === run) this.#pause();
    }
  }

  #pause() {
    if (!this.#running) return;
    this.#running = null;
    this.ariaBusy = null;
    this.querySelector('[data-action="run"]').textContent = "Run";
    this.querySelector(".sentence").ariaLive = "polite";
  }
}

// A live region that is set to what it says already may say it again.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function pace() {
  return new Promise((resolve) => {
    const start = performance.now();
    const wait = (now) => (now - start < PACE ? requestAnimationFrame(wait) : resolve());
    requestAnimationFrame(wait);
  });
}

customElements.define("lesson-widget", LessonWidget);
