// Where the reader is: the bar of progress, and the mark in the list "On this page".
const bar = document.querySelector(".progress");

function progress() {
  const room = document.documentElement.scrollHeight - innerHeight;
  bar.style.transform = `scaleX(${room > 0 ? Math.min(1, scrollY / room) : 1})`;
}

if (bar) {
  addEventListener("scroll", progress, { passive: true });
  addEventListener("resize", progress, { passive: true });
  progress();
}

const links = [...document.querySelectorAll(".on-this-page a")];
const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));

function mark(current) {
  for (const link of links) {
    if (current && link.hash === `#${current.id}`) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
}

if (links.length) {
  // The current section is the last one whose heading has passed the upper third of the window.
  const passed = () => headings.filter((heading) => heading?.getBoundingClientRect().top < innerHeight / 3).at(-1);
  const observer = new IntersectionObserver(() => mark(passed()), { rootMargin: "0px 0px -66% 0px" });
  for (const heading of new Set(headings)) if (heading) observer.observe(heading);
}
