// <lesson-widget>: shows frames, whoever made them: the recording in the page, or live Python.
//
//   data-state    recorded -> starting -> live, or -> failed (python.js)
//   data-outcome  running, converged, diverged, out of steps (the frame's own word)
//   aria-busy     true while an answer is awaited that the recording does not have
//
// A frame names the states that its buttons lead to; a control leads to the state of all controls
// before the first step. The mathematics is Python's: here texts are passed on and attributes set.
import { draw, readRecording } from "./draw.js";
import { python } from "./python.js";

const PACE = 100; // ms from step to step while running
const BATCH = 30; // steps asked for at once while running
const NEAR = "600px"; // how near the view a widget must come for Python to start

class LessonWidget extends HTMLElement {
  #frame;
  #recorded;
  #wanted = null; // the state to show next, while an answer is awaited
  #running = false;
  #left;

  connectedCallback() {
    const recording = this.querySelector("script.recording");
    const frames = readRecording(recording.textContent);
    this.#recorded = new Map(frames.map((frame) => [frame.state, frame]));
    this.#left = new AbortController();
    const signal = { signal: this.#left.signal };
    this.addEventListener("click", (event) => this.#press(event.target.closest("button")), signal);
    this.addEventListener("input", () => this.#leave(this.#controlled()), signal);
    this.addEventListener("submit", (event) => event.preventDefault(), signal);
    this.addEventListener("pointerdown", (event) => this.#drag(event), signal);
    python.addEventListener("change", () => this.#follow(), signal);
    for (const element of this.querySelectorAll("button, input, select")) element.disabled = false;
    this.#show(frames[0]);
    this.#follow();
    this.#startWhenNear(signal.signal);
  }

  disconnectedCallback() {
    this.#running = false;
    this.#left.abort();
  }

  #startWhenNear(signal) {
    if (navigator.connection?.saveData) {
      this.addEventListener("pointerdown", () => python.start(), { signal });
      this.addEventListener("focusin", () => python.start(), { signal });
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

  // Takes over Python's state; live Python shows the present state again, and nothing jumps.
  #follow() {
    this.dataset.state = python.state;
    if (python.state === "live") this.#goto(this.#wanted ?? this.#frame.state);
  }

  #question(state, count) {
    const { kind, options } = this.dataset;
    return { kind, options, state, follow: "step", count };
  }

  // The frames of a state and of up to `count` steps after it; the recording's, where it has them
  // and Python is not live.
  async #frames(state, count = 0) {
    if (python.state !== "live") {
      const found = [];
      for (let at = state; found.length <= count && this.#recorded.has(at); at = found.at(-1).actions.step) {
        found.push(this.#recorded.get(at));
      }
      if (found.length > (count ? 1 : 0)) return found;
    }
    const answer = await python.ask(this.#question(state, count));
    if (answer.error) throw new Error(answer.error);
    return answer.frames;
  }

  // Shows a state. While an answer is awaited only the newest wish is kept, so that dragging never
  // piles up questions.
  async #goto(state) {
    const isFirst = this.#wanted === null;
    this.#wanted = state;
    if (!isFirst) return;
    const recorded = python.state === "live" ? null : this.#recorded.get(state);
    if (recorded) {
      this.#wanted = null;
      this.#show(recorded);
      return;
    }
    if (python.state !== "live") this.ariaBusy = "true";
    try {
      let shown;
      do {
        shown = this.#wanted;
        const [frame] = await this.#frames(shown);
        if (this.isConnected) this.#show(frame);
      } while (this.#wanted !== shown);
    } catch {
      this.#refuse();
    } finally {
      this.#wanted = null;
      this.ariaBusy = null;
    }
  }

  #refuse() {
    this.#show(this.#frame);
    this.querySelector(".sentence").textContent =
      "Python could not start here, and this state is not among the recorded ones. Step, the experiments and the optimisers still work from the first state.";
  }

  #show(frame) {
    this.#frame = frame;
    for (const [name, text] of Object.entries(frame.readouts)) {
      this.querySelector(`output[name="${name}"]`).textContent = text;
    }
    for (const [name, tree] of Object.entries(frame.drawings)) {
      draw(this.querySelector(`[data-picture="${name}"] svg`), tree);
    }
    const sentence = this.querySelector(".sentence");
    sentence.ariaLive = this.#running && frame.actions.step ? "off" : "polite";
    sentence.textContent = frame.sentence;
    this.dataset.outcome = frame.outcome;
    for (const button of this.querySelectorAll("button[data-action]")) {
      const action = button.dataset.action === "run" ? "step" : button.dataset.action;
      button.ariaDisabled = action in frame.actions || (this.#running && action === "step") ? null : "true";
    }
    const states = Object.fromEntries(frame.state.split("&").map((part) => part.split("=")));
    for (const control of this.#controls()) setControl(control, states[control.name]);
    for (const button of this.querySelectorAll("[data-goto]")) {
      const [start] = button.dataset.goto.split("&steps=");
      button.ariaPressed = String(frame.state.startsWith(`${start}&`));
    }
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

  #press(button) {
    if (!button || button.ariaDisabled === "true") return;
    const { action, goto } = button.dataset;
    if (goto) this.#leave(goto);
    else if (action === "run") this.#running ? this.#pause() : this.#run(button);
    else if (action) this.#leave(this.#frame.actions[action]);
  }

  async #run(button) {
    this.#running = true;
    button.textContent = "Pause";
    try {
      while (this.#running && this.#frame.actions.step) {
        if (python.state !== "live" && !this.#recorded.has(this.#frame.actions.step)) this.ariaBusy = "true";
        const [, ...frames] = await this.#frames(this.#frame.state, BATCH);
        this.ariaBusy = null;
        for (const frame of frames) {
          if (!this.#running) return;
          this.#show(frame);
          await pace();
        }
      }
    } catch {
      this.#refuse();
    } finally {
      this.ariaBusy = null;
      this.#pause();
    }
  }

  #pause() {
    if (!this.#running) return;
    this.#running = false;
    this.querySelector('[data-action="run"]').textContent = "Run";
    this.#show(this.#frame);
  }

  #drag(event) {
    const handle = event.target.closest("[data-drag]");
    if (!handle) return;
    event.preventDefault();
    const slider = this.querySelector(`input[name="${handle.dataset.drag}"]`);
    const [low, high] = handle.dataset.range.split(" ").map(Number);
    const move = ({ clientX }) => {
      const { left, width } = handle.ownerSVGElement.getBoundingClientRect();
      slider.value = low + ((clientX - left) / width) * (high - low);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const dragging = new AbortController();
    const until = { signal: AbortSignal.any([dragging.signal, this.#left.signal]) };
    handle.setPointerCapture(event.pointerId);
    this.toggleAttribute("data-dragging", true);
    handle.addEventListener("pointermove", move, until);
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      handle.addEventListener(
        end,
        () => {
          dragging.abort();
          this.toggleAttribute("data-dragging", false);
        },
        until,
      );
    }
  }
}

// A slider over a list of values holds the number of the value; a state holds the value itself.
function valueOf(control) {
  return control.dataset.values ? control.dataset.values.split(" ")[control.value] : control.value;
}

function setControl(control, value) {
  const values = control.dataset.values?.split(" ");
  const next = values ? String(values.indexOf(value)) : value;
  if (control.value !== next) control.value = next;
  if (values) control.ariaValueText = value;
  const shown = control.parentElement.querySelector("output");
  if (shown) shown.textContent = value.replace("-", "\u2212");
}

function pace() {
  return new Promise((resolve) => {
    const start = performance.now();
    const wait = (now) => (now - start < PACE ? requestAnimationFrame(wait) : resolve());
    requestAnimationFrame(wait);
  });
}

customElements.define("lesson-widget", LessonWidget);
