// Sections far from the view are laid out after the page has shown itself, one at a time while the
// browser has nothing else to do (prose.css): the first figure does not wait for them, and soon
// every link leads to where things stay.
import { around, findAll } from "./elements.js";

const parts = findAll(document, ".part");
/** @type {(callback: () => void, options?: IdleRequestOptions) => void} */
export const whenIdle = self.requestIdleCallback ?? ((callback) => setTimeout(callback, 50));

function layOutNext() {
  const part = parts.shift();
  if (!part) return;
  part.style.contentVisibility = "visible";
  whenIdle(layOutNext);
}

/** Those before an element and around it at once: it stays where the reader is led to. @param {Element} element */
export function layOutUpTo(element) {
  for (const part of parts) {
    const position = part.compareDocumentPosition(element);
    if (position & Node.DOCUMENT_POSITION_FOLLOWING) part.style.contentVisibility = "visible";
  }
}

// A link into the page leads to where things stay, also before all is laid out.
addEventListener("click", (event) => {
  /** @type {HTMLAnchorElement?} */ const link = around(event, 'a[href^="#"]');
  const goal = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (goal) layOutUpTo(goal);
});

// Who asks for the end is led to the end.
addEventListener("keydown", ({ key }) => {
  if (key === "End") for (const part of parts) part.style.contentVisibility = "visible";
});

addEventListener("load", () => whenIdle(layOutNext));
