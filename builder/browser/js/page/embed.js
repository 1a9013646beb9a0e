// Keeps the frames of a page that show lessons of this site as high as their content. Once, anywhere
// in the page:
//
//   <script src="(the address of this file)"></script>
//
// It changes the height of these frames and nothing else, and only as the page in a frame says.
(() => {
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript);
  const site = new URL(".", src);

  function frames() {
    const all = [...document.querySelectorAll("iframe")];
    return all.filter((frame) => frame.src.startsWith(site.href));
  }

  addEventListener("message", (event) => {
    const { type, height } = event.data || {};
    if (type !== "lessonwright:height" || !(height > 0)) return;
    if (event.origin !== site.origin && event.origin !== "null") return; // "null": a sandboxed frame
    const frame = frames().find((each) => each.contentWindow === event.source);
    if (frame) frame.style.height = `${height}px`;
  });

  // Frames that were there before this script have told their height already: ask again.
  for (const frame of frames()) {
    frame.contentWindow?.postMessage({ type: "lessonwright:hello" }, "*");
  }
})();
