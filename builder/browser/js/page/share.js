// "Share": a link, one to the present state of a widget, the code of a frame that shows the same, and
// the line that keeps frames at their height, to copy.
// All of it from the page's own address, since a site does not know where it lies. What lies on a
// disk, stands in a frame already (embed.css), or is one file that holds this script itself, with
// no site beside it, is not offered.
import { place } from "./terms.js";

const panel = document.getElementById("share_panel");
const isOffered = location.protocol.startsWith("http") && Boolean(document.currentScript?.src);
const root = new URL(document.documentElement.dataset.root, location.href).href;

function fill(button) {
  const widget = button.closest("lesson-widget");
  const isMine = Boolean(widget?.querySelector("option[data-mine]:checked")); // no link could show it
  const now = widget && !isMine ? `#${widget.id}?${widget.state}` : "";
  const told = { root, now, state: widget?.isAtStart ? "" : now.replaceAll("&", "&amp;") };
  document.getElementById("share_name").textContent = button.dataset.name;
  panel.querySelector("[role=status]").textContent = "";
  for (const field of panel.querySelectorAll("input")) {
    const text = isMine && field.name === "now" ? "" : (button.dataset[field.name] ?? field.defaultValue);
    field.parentElement.hidden = !text;
    field.value = text.replace(/\{(root|now|state)\}/g, (_, name) => told[name]);
  }
}

async function copy(field) {
  let told = "Copied.";
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    told = "This browser did not let the page copy it. It is selected: copy it yourself.";
    field.focus();
    field.select();
  }
  panel.querySelector("[role=status]").textContent = told;
}

for (const button of document.querySelectorAll(".share")) {
  button.hidden = !isOffered;
  button.addEventListener("click", () => {
    fill(button);
    requestAnimationFrame(() => place(button, panel)); // the browser opens it after this event
  });
}
panel?.addEventListener("click", ({ target }) => {
  if (target.matches("button")) copy(target.previousElementSibling);
});
