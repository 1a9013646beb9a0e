// Follows the author's saves: reloads this page when it has changed, swaps its styles where only they have,
// and lists the problems of the last build over it.
/** @typedef {{text: string, link: string}} Problem */
/** @typedef {{page: string, style: string, problems: Problem[]}} State what the preview's server sends after each build */
const { page } = /** @type {HTMLElement} */ (document.currentScript).dataset;
const STYLE = `
  :host { all: initial }
  section { position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
    padding: 1rem 1.25rem; background: #2b1114; color: #fff; border-top: 4px solid #ff8a80; font: 16px/1.5 system-ui }
  h2 { margin: 0 0 .5rem; font-size: 1rem }
  ul { margin: 0; padding: 0; list-style: none }
  li { margin: .5rem 0; overflow-wrap: anywhere }
  a { color: #ffc2bd }`;

const panel = document.createElement("div");
const root = panel.attachShadow({ mode: "open" });
const styles = new CSSStyleSheet();
styles.replaceSync(STYLE);
root.adoptedStyleSheets = [styles];

/** @param {string} tag @param {(Node | string)[]} inside */
function element(tag, ...inside) {
  const made = document.createElement(tag);
  made.append(...inside);
  return made;
}

/** @param {Problem[]} problems */
function show(problems) {
  if (!problems.length) {
    panel.remove();
    return;
  }
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  const rows = problems.map(({ text, link }) => {
    const anchor = element("a", text);
    anchor.setAttribute("href", link);
    return element("li", anchor);
  });
  const section = element("section", element("h2", `${count}: this page is of the last build that worked`), element("ul", ...rows));
  section.setAttribute("role", "alert");
  root.replaceChildren(section);
  document.body.append(panel);
}

/** @param {string} href */
function swapStyle(href) {
  /** @type {HTMLLinkElement?} */ const link = document.querySelector('link[rel="stylesheet"]');
  if (!link || link.getAttribute("href") === href) return;
  const next = /** @type {HTMLLinkElement} */ (link.cloneNode());
  next.href = href;
  next.onload = () => link.remove();
  link.after(next);
}

const events = new EventSource(`/_preview/events?path=${encodeURIComponent(location.pathname)}`);
events.onmessage = ({ data }) => {
  /** @type {State} */ const state = JSON.parse(data);
  if (state.page !== page) {
    location.reload();
    return;
  }
  if (state.style) swapStyle(state.style);
  show(state.problems);
};
