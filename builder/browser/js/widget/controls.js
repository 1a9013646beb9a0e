// The reader's controls of a widget: sliders and choices, and handles in a picture that move a slider.
import { around, find, findAll } from "../page/elements.js";
import { setText } from "./draw.js";

/** @typedef {HTMLInputElement | HTMLSelectElement} ControlElement */

/** @param {Element} widget @returns {ControlElement[]} */
function controls(widget) {
  return findAll(widget, ".controls input, .controls select");
}

/** The state of the controls, before the first step. @param {Element} widget */
export function controlled(widget) {
  const parts = controls(widget).map((each) => `${each.name}=${valueIn(each)}`);
  return `${parts.join("&")}&steps=0`;
}

/** @param {Element} widget @param {string} state */
export function setControls(widget, state) {
  const values = Object.fromEntries(state.split("&").map((part) => part.split("=")));
  for (const control of controls(widget)) setControl(control, values[control.name]);
}

/** A slider over a list of values holds the number of the value; a state holds the value itself. @param {ControlElement} control */
function valueIn(control) {
  return control.dataset.values ? control.dataset.values.split(" ")[+control.value] : control.value;
}

/** @param {ControlElement} control @param {string} value */
function setControl(control, value) {
  const values = control.dataset.values?.split(" ");
  const next = values ? String(values.indexOf(value)) : value;
  if (control.value !== next) control.value = next;
  if (values && control.ariaValueText !== value) control.ariaValueText = value;
  const shown = find(/** @type {Element} */ (control.parentElement), "output, .chosen");
  setText(shown, /** @type {HTMLSelectElement} */ (control).selectedOptions?.[0]?.text ?? value.replace("-", "\u2212"));
}

const SLIP = 8; // CSS pixels that a finger moves before it is known which way

// A finger that comes down on a slider may mean to scroll. So what it sets counts when it is lifted or has moved across, and
// where the browser scrolls with it the slider is put back.
/** @param {PointerEvent} event */
export function touchSlider({ target, pointerType, pointerId, clientX, clientY }) {
  if (pointerType !== "touch" || !(target instanceof HTMLInputElement) || target.type !== "range") return;
  const { value } = target;
  const touching = new AbortController();
  const signal = { signal: touching.signal, capture: true };
  /** @type {(act: (event: PointerEvent) => unknown) => (event: PointerEvent) => unknown} */
  const mine = (act) => (event) => event.pointerId === pointerId && act(event);
  const set = () => {
    touching.abort();
    if (target.value !== value) target.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const putBack = () => {
    touching.abort();
    target.value = value;
  };
  target.addEventListener("input", (event) => event.stopImmediatePropagation(), signal);
  const isAcross = (/** @type {PointerEvent} */ event) => Math.abs(event.clientX - clientX) > Math.max(SLIP, Math.abs(event.clientY - clientY));
  addEventListener("pointermove", mine((event) => isAcross(event) && set()), signal);
  addEventListener("pointerup", mine(() => setTimeout(set)), signal); // the browser may set it behind this
  addEventListener("pointercancel", mine(putBack), signal);
}

const HANDLE = "[data-across], [data-up]";

/** From pointerdown on a handle until the pointer is lifted, its sliders follow the pointer. @param {PointerEvent} event */
export function dragHandle(event) {
  /** @type {SVGElement?} */ const handle = around(event, HANDLE);
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  const widget = /** @type {HTMLElement} */ (handle.closest("lesson-widget"));
  const { across, up } = handle.dataset;
  const dragging = new AbortController();
  const signal = { signal: dragging.signal };
  const picture = /** @type {SVGElement} */ (handle.ownerSVGElement);
  const move = (/** @type {PointerEvent} */ { clientX, clientY }) => {
    const { left, width, bottom, height } = picture.getBoundingClientRect();
    slide(widget, across, (clientX - left) / width);
    slide(widget, up, (bottom - clientY) / height);
    widget.dispatchEvent(new Event("input"));
  };
  const stop = () => {
    dragging.abort();
    widget.toggleAttribute("data-dragging", false);
  };
  handle.setPointerCapture(event.pointerId);
  widget.toggleAttribute("data-dragging", true);
  handle.addEventListener("pointermove", move, signal);
  for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
    handle.addEventListener(end, stop, signal);
  }
}

// Puts a slider where the pointer is, as a part of the axis: "start -2 2" names both.
/** @param {HTMLElement} widget @param {string | undefined} axis @param {number} part */
function slide(widget, axis, part) {
  if (!axis) return;
  const [name, low, high] = axis.split(" ");
  /** @type {HTMLInputElement} */ (find(widget, `input[name="${name}"]`)).valueAsNumber = +low + part * (+high - +low);
}

/** Chromium does not heed touch-action inside a drawing, and would scroll instead of dragging. @param {Event} event */
export function holdStill(event) {
  if (around(event, HANDLE)) event.preventDefault();
}
