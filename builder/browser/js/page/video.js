// A video that lies elsewhere is framed when the reader asks for it, and nothing is fetched before.
import { findAll } from "./elements.js";

for (const button of findAll(document, "button[data-embed]")) {
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = /** @type {string} */ (button.dataset.embed);
    frame.title = button.textContent;
    frame.allow = "fullscreen; picture-in-picture";
    button.replaceWith(frame);
    frame.focus();
  });
}
