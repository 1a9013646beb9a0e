// What a frame shows, put into its widget: readouts, pictures, the table, a sentence, what the buttons
// and controls stand at. The mathematics is Python's: here texts are passed on and attributes set.
import { setControls } from "./controls.js";
import { draw, put, setText, tell } from "./draw.js";

export const PAPER = matchMedia("print");

// `sentence` may be another one than the frame's own, and is spoken by screen readers where it `isSpoken`;
// the `controls` may stand at another state than the frame's; `before` says where Back leads, if not one step back.
export function showFrame(widget, frame, { sentence, isSpoken, controls, before }) {
  for (const [name, text] of Object.entries(frame.readouts)) {
    setText(widget.querySelector(`output[name="${name}"]`), text);
  }
  for (const [name, tree] of Object.entries(frame.drawings)) {
    draw(widget.querySelector(`[data-picture="${name}"] svg`), tree);
  }
  showTable(widget, frame);
  const line = widget.querySelector(".sentence");
  put(line, "ariaLive", isSpoken ? "polite" : "off");
  tell(line, sentence);
  put(widget.dataset, "outcome", frame.outcome);
  showButtons(widget, frame);
  put(widget.querySelector('[data-action="back"]'), "title", before);
  setControls(widget, controls);
}

// Only for who looks at it, or prints it: it may have hundreds of rows.
export function showTable(widget, frame) {
  const table = widget.querySelector("details.data");
  if (table.open || PAPER.matches) draw(table.querySelector("tbody"), frame.table);
}

function showButtons(widget, { state, actions }) {
  for (const button of widget.querySelectorAll("button[data-action]")) {
    const action = button.dataset.action === "run" ? "step" : button.dataset.action;
    put(button, "ariaDisabled", action in actions ? null : "true");
  }
  for (const button of widget.querySelectorAll("[data-goto]")) {
    const [start] = button.dataset.goto.split("&steps=");
    put(button, "ariaPressed", String(state.startsWith(`${start}&`)));
  }
}
