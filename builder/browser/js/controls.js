// The reader's controls of a widget: sliders and choices, and handles in a picture that move a slider.

// A slider over a list of values holds the number of the value; a state holds the value itself.
export function valueOf(control) {
  return control.dataset.values ? control.dataset.values.split(" ")[control.value] : control.value;
}

export function setControl(control, value) {
  const values = control.dataset.values?.split(" ");
  const next = values ? String(values.indexOf(value)) : value;
  if (control.value !== next) control.value = next;
  if (values) control.ariaValueText = value;
  const shown = control.parentElement.querySelector("output");
  if (shown) shown.textContent = value.replace("-", "\u2212");
}

// From pointerdown on a handle until the pointer is lifted, the slider follows the pointer.
export function dragHandle(event) {
  const handle = event.target.closest("[data-drag]");
  if (!handle || event.button !== 0) return;
  event.preventDefault();
  const widget = handle.closest("lesson-widget");
  const slider = widget.querySelector(`input[name="${handle.dataset.drag}"]`);
  const [low, high] = handle.dataset.range.split(" ").map(Number);
  const dragging = new AbortController();
  const signal = { signal: dragging.signal };
  const move = ({ clientX }) => {
    const { left, width } = handle.ownerSVGElement.getBoundingClientRect();
    slider.value = low + ((clientX - left) / width) * (high - low);
    slider.dispatchEvent(new Event("input", { bubbles: true }));
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

// Chromium does not heed touch-action inside a drawing, and would scroll instead of dragging.
export function holdStill(event) {
  if (event.target.closest("[data-drag]")) event.preventDefault();
}
