// What a frame shows, put into its widget: readouts, pictures, the table, a sentence, what the buttons
// and controls stand at. The mathematics is Python's: here texts are passed on and attributes set.
import { find, findAll } from "../page/elements.js";
import { setControls } from "./controls.js";
import { draw, put, setText, tell } from "./draw.js";

/** @import { Frame } from "./recording.js" */
/** @typedef {{sentence: string, isSpoken: boolean, controls: string, before: string}} Shown */

export const PAPER = matchMedia("print");

// `sentence` may be another one than the frame's own, and is spoken by screen readers where it `isSpoken`;
// the `controls` may stand at another state than the frame's; `before` says where Back leads, if not one step back.
/** @param {HTMLElement} widget @param {Frame} frame @param {Shown} shown */
export function showFrame(widget, frame, { sentence, isSpoken, controls, before }) {
  for (const [name, text] of Object.entries(frame.readouts)) {
    setText(find(widget, `output[name="${name}"]`), text);
  }
  for (const [name, tree] of Object.entries(frame.drawings)) {
    draw(find(widget, `[data-picture="${name}"] svg`), tree);
  }
  showTable(widget, frame);
  const line = find(widget, ".sentence");
  put(line, "ariaLive", isSpoken ? "polite" : "off");
  tell(line, sentence);
  put(widget.dataset, "outcome", frame.outcome);
  showButtons(widget, frame);
  put(find(widget, '[data-action="back"]'), "title", before);
  setControls(widget, controls);
}

/** Only for who looks at it, or prints it: it may have hundreds of rows. @param {HTMLElement} widget @param {Frame} frame */
export function showTable(widget, frame) {
  /** @type {HTMLDetailsElement} */ const table = find(widget, "details.data");
  if (table.open || PAPER.matches) draw(find(table, "tbody"), frame.table);
}

/** @param {HTMLElement} widget @param {Frame} frame */
function showButtons(widget, { state, actions }) {
  for (const button of findAll(widget, "button[data-action]")) {
    const { action = "" } = button.dataset;
    put(button, "ariaDisabled", (action === "run" ? "step" : action) in actions ? null : "true");
  }
  for (const button of findAll(widget, "[data-goto]")) {
    const [start] = /** @type {string} */ (button.dataset.goto).split("&steps=");
    put(button, "ariaPressed", String(state.startsWith(`${start}&`)));
  }
}
