// Follows the author's saves: reloads this page when it has changed, swaps its styles where only they have,
// and lists the problems of the last build over it.
/** @typedef {{text: string, link: string, isWarning: boolean}} Problem */
/** @typedef {{page: string, style: string, problems: Problem[]}} State what the preview's server sends after each build */
const { page } = /** @type {HTMLElement} */ (document.currentScript).dataset;
const STYLE = `
  :host { all: initial; position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto; font: 16px/1.5 system-ui }
  section { padding: 1rem 1.25rem; background: #2b1114; color: #fff; border-top: 4px solid #ff8a80 }
  details { padding: .25rem 1.25rem; background: #2e2606; color: #fff; border-top: 2px solid #ffd54f }
  summary { cursor: pointer }
  h2 { margin: 0 0 .5rem; font-size: 1rem }
  ul { margin: 0; padding: 0; list-style: none }
  li { margin: .5rem 0; overflow-wrap: anywhere }
  a { color: #ffc2bd }
  details a { color: #ffe9a8 }`;

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

/** @param {Problem[]} list @param {string} name */
function counted(list, name) {
  return `${list.length} ${name}${list.length === 1 ? "" : "s"}`;
}

/** @param {Problem[]} problems */
function listed(problems) {
  const rows = problems.map(({ text, link }) => {
    const anchor = element("a", text);
    anchor.setAttribute("href", link);
    return element("li", anchor);
  });
  return element("ul", ...rows);
}

/** Errors stand over the page; warnings wait at its foot until they are opened. @param {Problem[]} problems */
function show(problems) {
  const warnings = problems.filter(({ isWarning }) => isWarning);
  const errors = problems.filter(({ isWarning }) => !isWarning);
  const inside = [];
  if (errors.length) {
    const title = `${counted(errors, "problem")}: this page is of the last build that worked`;
    const section = element("section", element("h2", title), listed(errors));
    section.setAttribute("role", "alert");
    inside.push(section);
  }
  if (warnings.length) inside.push(element("details", element("summary", counted(warnings, "warning")), listed(warnings)));
  root.replaceChildren(...inside);
  if (inside.length) document.body.append(panel);
  else panel.remove();
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
