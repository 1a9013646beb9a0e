// "Share": a link, one to the present state of a widget, the code of a frame that shows the same, and
// the line that keeps frames at their height, to copy.
// All of it from the page's own address, since a site does not know where it lies. What lies on a
// disk, stands in a frame already (embed.css), or is one file that holds this script itself, with
// no site beside it, is not offered.
import { find, findAll } from "./elements.js";
import { place } from "./terms.js";

const panel = find(document, "#share_panel");
const isOffered = location.protocol.startsWith("http") && Boolean(/** @type {HTMLScriptElement?} */ (document.currentScript)?.src);
const root = new URL(/** @type {string} */ (document.documentElement.dataset.root), location.href).href;

/** @param {HTMLElement} button */
function fill(button) {
  const widget = /** @type {import("../widget/widget.js").LessonWidget?} */ (button.closest("lesson-widget"));
  const isMine = Boolean(widget?.querySelector("option[data-mine]:checked")); // no link could show it
  const now = widget && !isMine ? `#${widget.id}?${widget.state}` : "";
  /** @type {Record<string, string>} */ const values = { root, now, state: widget?.isAtStart ? "" : now.replaceAll("&", "&amp;") };
  find(document, "#share_name").textContent = /** @type {string} */ (button.dataset.name);
  find(panel, "[role=status]").textContent = "";
  for (const field of /** @type {HTMLInputElement[]} */ (findAll(panel, "input"))) {
    const text = isMine && field.name === "now" ? "" : (button.dataset[field.name] ?? field.defaultValue);
    /** @type {HTMLElement} */ (field.parentElement).hidden = !text;
    field.value = text.replace(/\{(root|now|state)\}/g, (_, name) => values[name]);
  }
}

/** @param {HTMLInputElement} field */
async function copy(field) {
  let message = "Copied.";
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    message = "This browser did not let the page copy it. It is selected: copy it yourself.";
    field.focus();
    field.select();
  }
  find(panel, "[role=status]").textContent = message;
}

for (const button of findAll(document, ".share")) {
  button.hidden = !isOffered;
  button.addEventListener("click", () => {
    fill(button);
    requestAnimationFrame(() => place(button, panel)); // the browser opens it after this event
  });
}
panel?.addEventListener("click", ({ target }) => {
  if (target instanceof HTMLButtonElement) copy(/** @type {HTMLInputElement} */ (target.previousElementSibling));
});
