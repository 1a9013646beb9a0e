// Runs before the scripts of every measured page, and notes when things happen, in ms since the
// navigation began. A reader who presses Step as soon as it can be pressed is played here too. The
// figure is the one that the address leads to.
//
//   figure  the figure is laid out within the view, and something was painted
//   answer  Step was pressed, and a readout has changed
//   python  the widget says "live": the rivals do so at their first Python result
//   result  a worker gave its first answer
//
// Asked to run, it presses Run and counts what the browser shows until that is over.
(() => {
  const id = location.hash.slice(1) || "descent";
  /** @type {Record<string, number>} */ const marks = {};
  /** @type {(() => void)[]} */ const waiting = [];
  /** @type {number?} */ let seen = null; // when the figure was laid out within the view
  /** @type {string?} */ let before = null; // what the readout said when Step was pressed
  let watched = false;

  /** @param {string} name */
  function mark(name, time = performance.now()) {
    if (name in marks) return;
    marks[name] = time;
    for (const look of waiting) look();
  }

  function markFigure() {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    if (seen !== null && paint) mark("figure", Math.max(seen, paint.startTime));
  }

  /** @param {Element} picture */
  function watchFigure(picture) {
    watched = true;
    const observer = new IntersectionObserver((entries) => {
      const shown = entries.find((entry) => entry.isIntersecting);
      if (!shown) return;
      observer.disconnect();
      seen = shown.time;
      markFigure();
    });
    observer.observe(picture);
  }

  /** @param {Element} widget @param {string} action @returns {HTMLButtonElement?} */
  function button(widget, action) {
    return widget.querySelector(`[data-action="${action}"]`);
  }

  /** @param {Element} widget @param {string} action */
  function isReady(widget, action) {
    const found = button(widget, action);
    return found !== null && !found.disabled && found.ariaDisabled !== "true";
  }

  /** @param {Element} widget */
  function readouts(widget) {
    return [...widget.querySelectorAll("output[name]")].map((each) => each.textContent).join(" ");
  }

  function look() {
    const widget = document.getElementById(id);
    if (!widget) return;
    const drawn = watched ? null : widget.querySelector("svg :is(circle, path, line)");
    if (drawn) watchFigure(/** @type {Element} */ (drawn.closest("svg")));
    if (widget.dataset.state === "live") mark("python");
    if (before === null && isReady(widget, "step")) {
      before = readouts(widget);
      button(widget, "step")?.click();
    }
    if (before !== null && readouts(widget) !== before) mark("answer");
  }

  const changes = new MutationObserver(look);
  const attributeFilter = ["data-state", "disabled", "aria-disabled"];
  changes.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter });
  new PerformanceObserver(markFigure).observe({ type: "paint", buffered: true });

  self.Worker = class extends self.Worker {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      super(address, options);
      this.addEventListener("message", ({ data }) => {
        if (data?.kind === "answer") mark("result");
      });
    }
  };

  let longest = 0; // ms of the longest task since the page was loaded, or since it is asked for anew
  let since = Infinity;
  const tasks = new PerformanceObserver((list) => count(list.getEntries()));
  tasks.observe({ type: "longtask" });
  addEventListener("load", () => setTimeout(() => {
    const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
    since = navigation.loadEventEnd;
  }));

  /** @param {PerformanceEntryList} entries */
  function count(entries) {
    for (const { startTime, duration } of entries) if (startTime >= since) longest = Math.max(longest, duration);
  }

  // Frames a second until `isOver`, which is asked with each frame, or nothing where it is over at once.
  /** @param {(count: number) => boolean} isOver @returns {Promise<number | undefined>} */
  function frames(isOver) {
    return new Promise((resolve) => {
      /** @type {number[]} */ const times = [];
      const next = (/** @type {number} */ now) => {
        times.push(now);
        if (!isOver(times.length)) requestAnimationFrame(next);
        else resolve(times.length > 1 ? ((times.length - 1) / (now - times[0])) * 1000 : undefined);
      };
      requestAnimationFrame(next);
    });
  }

  // Frames a second while it runs, and the longest task from the page's load until then.
  async function benchRun() {
    const widget = /** @type {HTMLElement} */ (document.getElementById(id));
    button(widget, "run")?.click();
    const found = await frames(() => widget.dataset.outcome !== "running");
    count(tasks.takeRecords());
    return { frames: found, longest };
  }

  // The same for twenty Steps, one in six frames, and then for Run; and the longest task of all that.
  async function benchPlay() {
    const widget = /** @type {HTMLElement} */ (document.getElementById(id));
    button(widget, "reset")?.click();
    await frames((at) => at > 30);
    longest = 0;
    since = performance.now();
    const step = await frames((at) => {
      const isOver = at > 120 || (at > 6 && !isReady(widget, "step"));
      if (at % 6 === 0 && !isOver) button(widget, "step")?.click();
      return isOver;
    });
    button(widget, "reset")?.click();
    await frames((at) => at > 30);
    return { step, ...(isReady(widget, "run") ? await benchRun() : { longest }) };
  }

  // All marks, once those named are there or the time is over.
  /** @param {string[]} names @param {number} patience ms */
  function benchMarks(names, patience) {
    return new Promise((resolve) => {
      const look = () => {
        if (names.every((name) => name in marks)) resolve(marks);
      };
      waiting.push(look);
      setTimeout(() => resolve(marks), patience);
      look();
    });
  }

  Object.assign(self, { benchRun, benchPlay, benchMarks });
})();
