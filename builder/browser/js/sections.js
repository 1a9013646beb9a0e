// Sections far from the view are laid out after the page has shown itself, one at a time while the
// browser has nothing else to do (prose.css): the first figure does not wait for them, and soon
// every link leads to where things stay.
const parts = [...document.querySelectorAll(".part")];
const whenIdle = self.requestIdleCallback ?? ((callback) => setTimeout(callback, 50));

function layOutNext() {
  const part = parts.shift();
  if (!part) return;
  part.style.contentVisibility = "visible";
  whenIdle(layOutNext);
}

addEventListener("load", () => whenIdle(layOutNext));
