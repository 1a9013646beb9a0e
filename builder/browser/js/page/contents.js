// Where the reader is: the bar of progress, and the mark in the list "On this page".
import { findAll } from "./elements.js";

/** @type {HTMLElement?} */ const bar = document.querySelector(".progress");
/** @type {HTMLAnchorElement[]} */ const links = findAll(document, ".on-this-page a");
// Sections far from the view are not laid out: their headings have no place, but they themselves have.
const parts = links.map((link) => /** @type {Element} */ (document.getElementById(decodeURIComponent(link.hash.slice(1)))?.closest("section.part")));

function follow() {
  const room = document.documentElement.scrollHeight - innerHeight;
  /** @type {HTMLElement} */ (bar).style.transform = `scaleX(${room > 0 ? Math.min(1, scrollY / room) : 1})`;
  // The current section is the last one whose beginning has passed the upper third of the window.
  const current = parts.findLast((part) => part.getBoundingClientRect().top < innerHeight / 3);
  links.forEach((link, index) => {
    const isCurrent = current && parts[index] === current;
    if (isCurrent && !link.ariaCurrent) link.ariaCurrent = "location";
    else if (!isCurrent && link.ariaCurrent) link.ariaCurrent = null;
  });
}

let asked = 0;

function followSoon() {
  cancelAnimationFrame(asked);
  asked = requestAnimationFrame(follow);
}

if (bar) {
  addEventListener("scroll", followSoon, { passive: true });
  addEventListener("resize", followSoon, { passive: true });
  followSoon(); // with the first frame, which lays the page out anyway
}
