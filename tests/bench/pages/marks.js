// Runs before the scripts of every measured page, and notes when things happen, in ms since the
// navigation began. A reader who presses Step as soon as it can be pressed is played here too.
//
//   figure  the figure is laid out within the view, and something was painted
//   answer  Step was pressed, and a readout has changed
//   python  the widget says "live": the rivals do so at their first Python result
//   result  a worker gave its first answer
//
// Asked to run, it presses Run and counts what the browser shows until the descent is over.
(() => {
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

  function look() {
    const widget = document.getElementById("descent");
    if (!widget) return;
    const ball = watched ? null : widget.querySelector("svg circle");
    if (ball) watchFigure(ball.closest("svg"));
    if (widget.dataset.state === "live") mark("python");
    const readout = widget.querySelector('output[name="x"]');
    const step = widget.querySelector('[data-action="step"]');
    if (before === null && step && !step.disabled && step.ariaDisabled !== "true") {
      before = readout.textContent;
      step.click();
    }
    if (before !== null && readout.textContent !== before) mark("answer");
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

  let longest = 0; // ms of the longest task since the page was loaded
  new PerformanceObserver((list) => {
    const [{ loadEventEnd }] = performance.getEntriesByType("navigation");
    for (const { startTime, duration } of list.getEntries()) {
      if (startTime >= (loadEventEnd || Infinity)) longest = Math.max(longest, duration);
    }
  }).observe({ type: "longtask" });

  // Frames a second while it runs, and the longest task from the page's load until then.
  self.benchRun = () =>
    new Promise((resolve) => {
      const widget = document.getElementById("descent");
      widget.querySelector('[data-action="run"]').click();
      const times = [];
      const count = (now) => {
        times.push(now);
        if (widget.dataset.outcome === "running") requestAnimationFrame(count);
        else resolve({ frames: ((times.length - 1) / (now - times[0])) * 1000, longest });
      };
      requestAnimationFrame(count);
    });

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
