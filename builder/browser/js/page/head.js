// Stands in the head of every page, before anything is loaded: it must be short and wait for nothing.
const page = document.documentElement;

// The policy of the page's head lets files come from anywhere, since WebKit takes 'self' for nothing in a frame without
// an origin. A second one, which counts besides, lets them come from where the page came from. Where that is no server, nothing
// is fetched, and WebKit would let workers ask anybody.
const policy = /** @type {HTMLMetaElement} */ (document.querySelector("meta[http-equiv]"));
const own = location.host ? `${location.protocol}//${location.host}` : "";
const narrow = /** @type {HTMLMetaElement} */ (policy.cloneNode());
narrow.content = policy.content.replaceAll("https: http:", own);
if (!own || origin === "null") narrow.content = narrow.content.replace("connect-src 'self'", "connect-src 'none'");
policy.after(narrow);

try {
  page.dataset.theme = localStorage.getItem("lessonwright:theme") ?? "";
} catch {
  // No storage: the colours of the device.
}

// In a frame the page leaves out what only a window of its own needs, where its address asks for that.
page.toggleAttribute("data-framed", parent !== self);
if (/[?&]embed\b/.test(location.search)) page.dataset.bare = "";

// What needs the page's script shows from the start, so that nothing moves, and goes if that script did not run.
page.dataset.script = "awaited";
addEventListener("load", () => page.dataset.script !== "runs" && delete page.dataset.script);

// Where pages have no origin a preloaded font is refused: there it loads with the styles.
if (origin !== "null") for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[data-early]"))) link.rel = "preload";

// Where the address leads to a place, nothing is painted before the page's script has run: a widget answers with its first
// picture, and nobody sees the page's top for a moment. Elsewhere no picture waits for the script.
if (!location.hash) document.querySelector("script[defer]")?.removeAttribute("blocking");
