// A state in the address: "#descent?rate=0.8&start=-1" opens the page at the widget in that state.
//
// What follows "?" names some parts of a state in any order; what it leaves out is as in the first
// state. It is typed, cut and changed by people and programs, so it is judged like any input: by the
// controls' own ranges and lists, and by Python in what they do not know. Of what cannot be used
// only plain words and numbers are shown again.
import { around, findAll } from "../page/elements.js";
import { layOutUpTo } from "../page/sections.js";
import { Refusal } from "../python/reasons.js";

/** @import { ControlElement } from "./controls.js" */

const LONGEST = 400; // characters of an address with a state
const PLAIN = /^[\p{L}\p{N}.+-]{0,30}$/u;
const NUMBER = /^-?\d+(\.\d+)?$/;
const COUNT = /^\d{1,9}$/;

// What a state in the address cannot be, and why.
export class NoState extends Refusal {}

/** @param {{message: string}} error */
export function refusal({ message }) {
  return `This is the first state, since the link could not be used: ${message}.`;
}

/** @returns {{id: string, text?: string, isGarbled?: boolean}} */
function aim() {
  const raw = location.hash.slice(1);
  const [id, text] = split(raw, "?");
  try {
    const [whole, decoded] = split(decodeURIComponent(raw), "?"); // some programs escape all signs
    return { id: whole, text: decoded };
  } catch {
    return { id, text, isGarbled: true };
  }
}

/** @param {string} text @param {string} sign @returns {[string, string?]} */
function split(text, sign) {
  const at = text.indexOf(sign);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** @param {Element} widget */
export function leadsTo(widget) {
  return aim().id === widget.id;
}

// The state that the address asks of a widget, and what of it cannot be used, if so; nothing where it asks for none.
/** @param {Element} widget @param {string} first @returns {[string, string?] | undefined} */
export function stateFor(widget, first) {
  const { id, text, isGarbled } = aim();
  if (id !== widget.id || text === undefined) return undefined;
  try {
    return [read(widget, first, text, isGarbled)];
  } catch (error) {
    return [first, refusal(/** @type {Error} */ (error))];
  }
}

/** @param {Element} widget @param {string} first @param {string} text */
function read(widget, first, text, isGarbled = false) {
  if (text.length > LONGEST) throw new NoState(`it is longer than any state (allowed: ${LONGEST} characters)`);
  if (isGarbled) throw new NoState("a percent sign in it stands for no letter");
  const state = new Map(first.split("&").map((part) => /** @type {[string, string]} */ (split(part, "="))));
  const named = new Set();
  for (const part of text.split("&").filter(Boolean)) {
    const [name, value = ""] = split(part, "=");
    if (!state.has(name)) throw new NoState(`unknown name ${quote(name)}${allow(state.keys())}`);
    if (named.has(name)) throw new NoState(`${name} stands in it twice`);
    named.add(name);
    state.set(name, judge(widget.querySelector(`.controls [name="${name}"]`), name, value));
  }
  return [...state].map((part) => part.join("=")).join("&");
}

// A value as the state has it. What has no control is a count, such as that of the steps.
/** @param {ControlElement?} control @param {string} name @param {string} text */
function judge(control, name, text) {
  if (!control) {
    if (COUNT.test(text)) return String(Number(text));
    throw new NoState(`${name} ${quote(text)} is not a whole number (allowed: 0 and more)`);
  }
  if ("options" in control) {
    const values = /** @type {HTMLOptionElement[]} */ (findAll(control, "option:not([data-mine])")).map((option) => option.value);
    if (values.includes(text)) return text;
    throw new NoState(`unknown ${name} ${quote(text)}${allow(values)}`);
  }
  if (!NUMBER.test(text)) throw new NoState(`${name} ${quote(text)} is not a number`);
  const { values } = control.dataset;
  return values ? fromScale(values.split(" "), name, text) : fromSlider(control, name, text);
}

/** @param {string[]} values @param {string} name @param {string} text */
function fromScale(values, name, text) {
  const number = inside(name, text, values[0], /** @type {string} */ (values.at(-1)));
  const found = values.find((value) => Number(value) === number);
  if (found !== undefined) return found;
  const above = values.findIndex((value) => Number(value) > number);
  throw new NoState(between(name, text, values[above - 1], values[above]));
}

// The slider itself says where it would stand: on the place that is nearest.
/** @param {HTMLInputElement} control @param {string} name @param {string} text */
function fromSlider(control, name, text) {
  const number = inside(name, text, control.min, control.max);
  const slider = /** @type {HTMLInputElement} */ (control.cloneNode());
  slider.valueAsNumber = number;
  if (slider.valueAsNumber === number) return String(number);
  const step = Number(control.step);
  const nearest = slider.value;
  slider.valueAsNumber += slider.valueAsNumber < number ? step : -step;
  const [low, high] = [nearest, slider.value].sort((one, other) => +one - +other);
  throw new NoState(between(name, text, low, high));
}

/** @param {string} name @param {string} text @param {string} low @param {string} high */
function inside(name, text, low, high) {
  const number = Number(text);
  if (number >= Number(low) && number <= Number(high)) return number;
  throw new NoState(`${name} ${quote(text)} is out of range (allowed: ${low} to ${high})`);
}

/** @param {string} name @param {string} text @param {string} low @param {string} high */
function between(name, text, low, high) {
  return `${name} ${quote(text)} lies between two places of the slider (nearest: ${low} and ${high})`;
}

/** @param {Iterable<string>} names */
function allow(names) {
  return ` (allowed: ${[...names].join(", ")})`;
}

/** @param {string} text */
function quote(text) {
  return PLAIN.test(text) ? `'${text}'` : "'…'";
}

// Brings the reader to the widget, as the browser does for an anchor that it knows: the view, and what Tab and a
// screen reader go on from. In a frame both belong to the host; there only the frame's own page scrolls.
/** @param {HTMLElement} widget */
export function comeTo(widget) {
  if (widget.closest(".alone")) return;
  if (parent !== self) {
    scrollBy(0, widget.getBoundingClientRect().top);
    return;
  }
  layOutUpTo(widget);
  hold(() => widget.scrollIntoView({ behavior: "instant" }));
  widget.tabIndex = -1;
  widget.focus({ preventScroll: true });
  widget.addEventListener("blur", () => widget.removeAttribute("tabindex"), { once: true });
}

// Leads there now, and again when the page has come and when its fonts have, unless the reader has gone on: not every
// browser holds the reader's place when what stands above it gets another height.
/** @param {() => void} lead */
function hold(lead) {
  lead();
  const left = new AbortController();
  const signal = { signal: left.signal, passive: true };
  for (const sign of ["wheel", "touchstart", "pointerdown", "keydown", "hashchange"]) {
    addEventListener(sign, () => left.abort(), signal);
  }
  if (document.readyState !== "complete") addEventListener("load", lead, signal);
  document.fonts.ready.then(() => left.signal.aborted || lead());
}

// A link to the state that the address names already changes nothing there: who presses it again has gone on meanwhile.
addEventListener("click", (event) => {
  /** @type {HTMLAnchorElement?} */ const link = around(event, "a");
  if (link?.href === location.href && link.hash.includes("?")) dispatchEvent(new Event("hashchange"));
});

// Whether the page is opened by a link: a page that is loaded again, or gone back to, is where the reader left it.
export function isNewVisit() {
  const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  return navigation?.type === "navigate";
}
