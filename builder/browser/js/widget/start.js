// When Python starts without a question: as a widget comes near the view, at once where the address
// leads to the widget, and with its first use where the reader saves data.
import { leadsTo } from "./address.js";
import { python } from "../python/python.js";

const NEAR = "600px"; // how near the view a widget must come

/** @param {HTMLElement} widget @param {AbortSignal} signal */
export function startWhenNear(widget, signal) {
  if (document.documentElement.dataset.start !== "near") return;
  if (/** @type {Navigator & {connection?: {saveData: boolean}}} */ (navigator).connection?.saveData) {
    const use = (/** @type {Event} */ { target }) => target !== widget && python.start(); // a link has led here: not used yet
    widget.addEventListener("pointerdown", use, { signal });
    widget.addEventListener("focusin", use, { signal });
    return;
  }
  if (leadsTo(widget)) {
    // The reader comes for this widget: no need to wait for the first frame, but for the page's script.
    queueMicrotask(() => python.start());
    return;
  }
  whenNear(widget, signal, () => python.start());
}

/** Acts once, as a widget comes near the view. @param {Element} widget @param {AbortSignal} signal @param {() => void} act */
export function whenNear(widget, signal, act) {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      act();
    },
    { rootMargin: NEAR },
  );
  observer.observe(widget);
  signal.addEventListener("abort", () => observer.disconnect());
}
