// Terms: a definition opens by tap (the browser's own doing, script or not), and with this script
// also while the mouse rests on the term or the keyboard is on it. Escape closes it; Tab goes on.
import { findAll } from "./elements.js";

const REST = 160; // ms until a resting mouse means it, or a leaving one has left

for (const button of findAll(document, "button.term")) {
  const definition = document.getElementById(/** @type {string} */ (button.getAttribute("popovertarget")));
  if (definition?.showPopover) connect(button, definition);
}

/** @param {HTMLElement} button @param {HTMLElement & {owner?: HTMLElement}} definition `owner`: the term that it was opened for last */
function connect(button, definition) {
  let pinned = false;
  let timer = 0;
  const isOpen = () => definition.matches(":popover-open") && definition.owner === button;
  const open = () => {
    if (isOpen()) return;
    definition.owner = button;
    // The source says where Tab finds the definition's link: right behind the term.
    if (!definition.matches(":popover-open")) definition.showPopover({ source: button });
    place(button, definition);
  };
  const close = () => {
    if (isOpen() && !pinned) definition.hidePopover();
  };
  /** @param {() => void} action */
  const soon = (action) => {
    clearTimeout(timer);
    timer = setTimeout(action, REST);
  };

  button.addEventListener("click", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    pinned = !(isOpen() && pinned);
    if (pinned) open();
    else close();
  });
  for (const element of [button, definition]) {
    element.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "mouse") return;
      if (element === button) soon(open);
      else clearTimeout(timer);
    });
    element.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse") soon(close);
    });
  }
  button.addEventListener("focus", () => {
    clearTimeout(timer);
    if (button.matches(":focus-visible")) open();
  });
  button.addEventListener("blur", () => soon(close));
  definition.addEventListener("focusin", () => clearTimeout(timer));
  definition.addEventListener("focusout", () => soon(close));
  definition.addEventListener("toggle", (event) => {
    if (event.newState === "closed") pinned = false;
  });
}

// Below the button, else above it, else as far down as all of it shows: frames may be short.
/** @param {Element} button @param {HTMLElement} definition */
export function place(button, definition) {
  const at = button.getBoundingClientRect();
  const size = definition.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - size.width - 8));
  const below = at.bottom + 6;
  const above = at.top - size.height - 6;
  const lowest = innerHeight - size.height - 8;
  const top = below <= lowest ? below : above >= 8 ? above : Math.max(8, lowest);
  definition.style.left = `${left + scrollX}px`;
  definition.style.top = `${top + scrollY}px`;
}
