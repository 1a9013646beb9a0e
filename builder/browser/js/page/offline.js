// Keeps what the reader has visited for times without a network, where the browser allows it: on
// http(s) addresses of its own, not from a disk and not in every frame.
import { findAll } from "./elements.js";
import { addressesOf, ARCHIVES, isServed } from "../python/parts.js";
import { python, workshop } from "../python/python.js";

async function keepVisited() {
  const root = new URL(/** @type {string} */ (document.documentElement.dataset.root), location.href);
  const registration = await navigator.serviceWorker.register(new URL("service-worker.js", root));
  // Loaded already, before the service worker could see it; and the pages that every page leads to.
  const keep = () => {
    const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
    const near = /** @type {HTMLAnchorElement[]} */ (findAll(document, ".bar a[href]")).map((link) => link.href.split("#")[0]);
    const isLive = [python, workshop].some(({ state }) => state === "live");
    const parts = isLive ? ["worker", "wasm", ...ARCHIVES] : []; // a worker has loaded some of them
    if (workshop.state === "live") parts.push("rest");
    const ours = addressesOf(parts);
    const urls = [location.href.split("#")[0], ...loaded, ...ours, ...near].filter((url) => url.startsWith(root.href));
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    worker?.postMessage({ kind: "keep", urls: [...new Set(urls)] });
  };
  keep();
  for (const each of [python, workshop]) each.addEventListener("change", () => each.state === "live" && keep());
  document.fonts.addEventListener("loadingdone", keep); // those of sections that are laid out later
}

// Not while Python starts: a small machine has enough to do then.
function keepSoon() {
  const begin = () => keepVisited().catch(() => {}); // refused: the page works without
  if (python.state === "starting") python.addEventListener("change", begin, { once: true });
  else begin();
}

// A package belongs to its LMS, which keeps it.
const isPackage = document.querySelector("lesson-course");
if (isServed && !isPackage && !/** @type {Navigator & {connection?: {saveData: boolean}}} */ (navigator).connection?.saveData) {
  addEventListener("load", keepSoon);
}
