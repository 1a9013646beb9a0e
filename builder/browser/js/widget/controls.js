// The reader's controls of a widget: sliders and choices, and handles in a picture that move a slider.
import { setText } from "./draw.js";

function controls(widget) {
  return [...widget.querySelectorAll(".controls input, .controls select")];
}

// The state of the controls, before the first step.
export function controlled(widget) {
  const parts = controls(widget).map((each) => `${each.name}=${valueOf(each)}`);
  return `${parts.join("&")}&steps=0`;
}

export function setControls(widget, state) {
  const values = Object.fromEntries(state.split("&").map((part) => part.split("=")));
  for (const control of controls(widget)) setControl(control, values[control.name]);
}

// A slider over a list of values holds the number of the value; a state holds the value itself.
function valueOf(control) {
  return control.dataset.values ? control.dataset.values.split(" ")[control.value] : control.value;
}

function setControl(control, value) {
  const values = control.dataset.values?.split(" ");
  const next = values ? String(values.indexOf(value)) : value;
  if (control.value !== next) control.value = next;
  if (values && control.ariaValueText !== value) control.ariaValueText = value;
  const shown = control.parentElement.querySelector("output, .chosen");
  setText(shown, control.selectedOptions?.[0]?.text ?? value.replace("-", "\u2212"));
}

const HANDLE = "[data-across], [data-up]";

// From pointerdown on a handle until the pointer is lifted, its sliders follow the pointer.
export function dragHandle(event) {
  const handle = event.target.closest(HANDLE);
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  const widget = handle.closest("lesson-widget");
  const { across, up } = handle.dataset;
  const dragging = new AbortController();
  const signal = { signal: dragging.signal };
  const move = ({ clientX, clientY }) => {
    const { left, width, bottom, height } = handle.ownerSVGElement.getBoundingClientRect();
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
function slide(widget, axis, part) {
  if (!axis) return;
  const [name, low, high] = axis.split(" ");
  widget.querySelector(`input[name="${name}"]`).value = +low + part * (high - low);
}

// Chromium does not heed touch-action inside a drawing, and would scroll instead of dragging.
export function holdStill(event) {
  if (event.target.closest(HANDLE)) event.preventDefault();
}
