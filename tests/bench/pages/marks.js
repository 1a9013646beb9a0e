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
  const marks = {};
  const waiting = [];
  let seen = null; // when the figure was laid out within the view
  let before = null; // what the readout said when Step was pressed
  let watched = false;

  function mark(name, time = performance.now()) {
    if (name in marks) return;
    marks[name] = time;
    for (const look of waiting) look();
  }

  function markFigure() {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    if (seen !== null && paint) mark("figure", Math.max(seen, paint.startTime));
  }

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

  function button(widget, action) {
    return widget.querySelector(`[data-action="${action}"]`);
  }

  function isReady(widget, action) {
    const found = button(widget, action);
    return Boolean(found) && !found.disabled && found.ariaDisabled !== "true";
  }

  function told(widget) {
    return [...widget.querySelectorAll("output[name]")].map((each) => each.textContent).join(" ");
  }

  function look() {
    const widget = document.getElementById(id);
    if (!widget) return;
    const drawn = watched ? null : widget.querySelector("svg :is(circle, path, line)");
    if (drawn) watchFigure(drawn.closest("svg"));
    if (widget.dataset.state === "live") mark("python");
    if (before === null && isReady(widget, "step")) {
      before = told(widget);
      button(widget, "step").click();
    }
    if (before !== null && told(widget) !== before) mark("answer");
  }

  const changes = new MutationObserver(look);
  const attributeFilter = ["data-state", "disabled", "aria-disabled"];
  changes.observe(document, { subtree: true, childList: true, characterData: true, attributeFilter });
  new PerformanceObserver(markFigure).observe({ type: "paint", buffered: true });

  self.Worker = class extends self.Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data?.kind === "answer") mark("result");
      });
    }
  };

  let longest = 0; // ms of the longest task since the page was loaded, or since it is asked for anew
  let since = Infinity;
  const tasks = new PerformanceObserver((list) => count(list.getEntries()));
  tasks.observe({ type: "longtask" });
  addEventListener("load", () => setTimeout(() => (since = performance.getEntriesByType("navigation")[0].loadEventEnd)));

  function count(entries) {
    for (const { startTime, duration } of entries) if (startTime >= since) longest = Math.max(longest, duration);
  }

  // Frames a second until `isOver`, which is asked with each frame, or nothing where it is over at once.
  function frames(isOver) {
    return new Promise((resolve) => {
      const times = [];
      const next = (now) => {
        times.push(now);
        if (!isOver(times.length)) requestAnimationFrame(next);
        else resolve(times.length > 1 ? ((times.length - 1) / (now - times[0])) * 1000 : undefined);
      };
      requestAnimationFrame(next);
    });
  }

  // Frames a second while it runs, and the longest task from the page's load until then.
  self.benchRun = async () => {
    const widget = document.getElementById(id);
    button(widget, "run").click();
    const found = await frames(() => widget.dataset.outcome !== "running");
    count(tasks.takeRecords());
    return { frames: found, longest };
  };

  // The same for twenty Steps, one in six frames, and then for Run; and the longest task of all that.
  self.benchPlay = async () => {
    const widget = document.getElementById(id);
    button(widget, "reset").click();
    await frames((at) => at > 30);
    longest = 0;
    since = performance.now();
    const step = await frames((at) => {
      const isOver = at > 120 || (at > 6 && !isReady(widget, "step"));
      if (at % 6 === 0 && !isOver) button(widget, "step").click();
      return isOver;
    });
    button(widget, "reset").click();
    await frames((at) => at > 30);
    return { step, ...(isReady(widget, "run") ? await self.benchRun() : { longest }) };
  };

  // All marks, once those named are there or the time is over.
  self.benchMarks = (names, patience) =>
    new Promise((resolve) => {
      const look = () => {
        if (names.every((name) => name in marks)) resolve(marks);
      };
      waiting.push(look);
      setTimeout(() => resolve(marks), patience);
      look();
    });
})();
