// A page in a frame: tells its host how high it is, and opens what lies elsewhere in a new tab.
//
//   page -> host  {subject: "lti.frameResize", height}, the same as "org.imsglobal.lti.frameResize",
//                 {type: "lessonwright:height", height}      when the height has changed
//   host -> page  {type: "lessonwright:hello"}               asks for these again
//   and between both what H5P's resizer expects: hello, prepareResize, resizePrepared, resize
import { around, findAll } from "./elements.js";

const root = document.documentElement;
let postedHeight = 0;
let hasResizer = false;

/** @param {Record<string, unknown>} message */
function post(message) {
  parent.postMessage(message, "*");
}

/** @param {string} action @param {Record<string, number>} [sizes] */
function h5p(action, sizes) {
  post({ context: "h5p", action, ...sizes });
}

// The height of the content, whatever height the frame has: a host that obeys changes nothing
// that would bring about another message.
function postHeight() {
  const height = Math.ceil(root.getBoundingClientRect().height);
  if (height === postedHeight || !innerWidth) return; // a frame that does not show has no width
  postedHeight = height;
  post({ subject: "lti.frameResize", height });
  post({ subject: "org.imsglobal.lti.frameResize", height });
  post({ type: "lessonwright:height", height });
  if (hasResizer) h5p("prepareResize", { scrollHeight: height, clientHeight: height });
}

/** @param {MessageEvent} event */
function hear({ data, source }) {
  if (source !== parent) return;
  const action = data?.context === "h5p" ? data.action : data?.type;
  if (action === "ready") h5p("hello");
  if (action === "resizePrepared") h5p("resize", { scrollHeight: postedHeight });
  if (action === "hello") hasResizer = true;
  if (action === "hello" || action === "resize" || action === "lessonwright:hello") {
    postedHeight = 0;
    postHeight();
  }
}

/** @param {HTMLAnchorElement} link */
function leadElsewhere(link) {
  const isHere = link.host === location.host && link.pathname === location.pathname;
  if (!isHere) {
    link.target = "_blank";
    link.rel = "noopener";
    link.title ||= "Opens in a new tab";
  } else if (link.search !== location.search) {
    link.search = location.search; // or an anchor in this page would load it without "?embed"
  }
}

// A sandboxed frame may not be allowed to open a tab: then the link leads on in the frame. (With
// "noopener" nobody could tell.)
/** @param {Event} event */
function openOrFollow(event) {
  /** @type {HTMLAnchorElement?} */ const link = around(event, "a[target=_blank]");
  if (!link) return;
  event.preventDefault();
  if (!open(link.href)) location.assign(link.href);
}

if (parent !== self) {
  /** @type {HTMLAnchorElement[]} */ (findAll(document, "a[href]")).forEach(leadElsewhere);
  if (origin === "null") addEventListener("click", openOrFollow);
  addEventListener("message", hear);
  h5p("hello");
  postHeight();
  new ResizeObserver(postHeight).observe(root); // once a picture at most
}
