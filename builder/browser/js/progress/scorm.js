// <lesson-course data-version="1.2">: the LMS, for pages of a SCORM package; progress.js finds it.
//
//   connect(found, missing)   looks for the LMS: found(the text that it keeps, whether it may be
//                             written), at once or within some seconds, or missing()
//   note(answer)              an answer to a question, as an interaction
//   save(text, completed, score)   whether the LMS took it
//
// What an LMS does is not ours to know: each step is guarded, and a refused one is no reason to
// leave out the next.
"use strict";
{
  const WAIT = 250; // ms between two looks for the LMS
  const LOOKS = 20;
  const DEPTH = 20; // of frames in frames
  const ROOM = { 1.2: 4096, 2004: 64000 }; // characters for the text

  // The same things by their names in both versions.
  const VERSIONS = {
    1.2: {
      api: "API",
      initialize: "LMSInitialize",
      get: "LMSGetValue",
      set: "LMSSetValue",
      commit: "LMSCommit",
      terminate: "LMSFinish",
      mode: "cmi.core.lesson_mode",
      status: "cmi.core.lesson_status",
      exit: "cmi.core.exit",
      time: "cmi.core.session_time",
      score: "cmi.core.score",
      response: "student_response",
      wrong: "wrong",
      choices: ",",
      duration: clock,
      range: (correct) => plain(correct),
    },
    2004: {
      api: "API_1484_11",
      initialize: "Initialize",
      get: "GetValue",
      set: "SetValue",
      commit: "Commit",
      terminate: "Terminate",
      mode: "cmi.mode",
      status: "cmi.completion_status",
      exit: "cmi.exit",
      time: "cmi.session_time",
      score: "cmi.score",
      response: "learner_response",
      wrong: "incorrect",
      choices: "[,]",
      duration: (seconds) => `PT${seconds.toFixed(2)}S`,
      range: (correct, tolerance) => [correct - tolerance, correct + tolerance].map(plain).join("[:]"),
    },
  };

  class LessonCourse extends HTMLElement {
    #version;
    #api;
    #isOpen = false; // to be written
    #start = performance.now();

    connect(found, missing, looks = LOOKS) {
      this.#version = VERSIONS[this.dataset.version];
      this.#api = findApi(this.#version.api);
      if (this.#api && this.#call("initialize", "") === "true") this.#begin(found);
      else if (looks > 1) setTimeout(() => this.connect(found, missing, looks - 1), WAIT);
      else missing();
    }

    note({ id, type, given, right, correct, tolerance, seconds }) {
      const { choices, response, wrong, duration, range } = this.#version;
      const isNumber = type === "numeric";
      const said = isNumber ? plain(given) : given.map(letter).join(choices);
      const pattern = isNumber ? range(correct, tolerance) : correct.map(letter).join(choices);
      const place = `cmi.interactions.${Number(this.#get("cmi.interactions._count")) || 0}`;
      this.#set(`${place}.id`, id);
      this.#set(`${place}.type`, type);
      this.#set(`${place}.correct_responses.0.pattern`, pattern);
      if (said) this.#set(`${place}.${response}`, said);
      this.#set(`${place}.result`, right ? "correct" : wrong);
      this.#set(`${place}.latency`, duration(seconds));
    }

    save(text, completed, score) {
      if (!this.#isOpen || text.length > ROOM[this.dataset.version]) return false;
      const isTaken = this.#set("cmi.suspend_data", text);
      if (score !== null) this.#score(score);
      const isDone = ["completed", "passed", "failed"].includes(this.#get(this.#version.status));
      if (completed && !isDone) this.#set(this.#version.status, "completed");
      return this.#commit() && isTaken;
    }

    #begin(found) {
      // An LMS that says nothing of a mode means the normal one.
      this.#isOpen = !["browse", "review"].includes(this.#get(this.#version.mode));
      const text = this.#get("cmi.suspend_data");
      if (this.#isOpen) {
        const isNew = ["", "unknown", "not attempted"].includes(this.#get(this.#version.status));
        if (isNew) this.#set(this.#version.status, "incomplete");
        this.#set(this.#version.exit, "suspend");
        this.#commit();
      }
      addEventListener("pagehide", () => this.#leave());
      found(text, this.#isOpen);
    }

    #score(score) {
      const name = this.#version.score;
      if (this.dataset.version === "2004") this.#set(`${name}.scaled`, plain(score));
      this.#set(`${name}.min`, "0");
      this.#set(`${name}.max`, "100");
      this.#set(`${name}.raw`, String(Math.round(score * 10000) / 100));
    }

    #leave() {
      if (this.#isOpen) this.#commit();
      this.#isOpen = false;
      this.#call("terminate", "");
    }

    #commit() {
      this.#set(this.#version.time, this.#version.duration((performance.now() - this.#start) / 1000));
      return this.#call("commit", "") === "true";
    }

    #get(name) {
      return this.#call("get", name);
    }

    #set(name, value) {
      return this.#call("set", name, value) === "true";
    }

    // Of an LMS that throws, the same as of one that says nothing.
    #call(step, ...given) {
      return attempt(() => String(this.#api[this.#version[step]](...given) ?? "")) ?? "";
    }
  }

  function attempt(step) {
    try {
      return step();
    } catch {
      return null; // a window of another address, or an LMS in trouble
    }
  }

  // In the windows around this one, then in those around the one that opened it.
  function findApi(name) {
    for (const start of [window, attempt(() => opener), attempt(() => top.opener)]) {
      for (const each of around(start)) {
        const api = attempt(() => each[name]);
        if (api) return api;
      }
    }
    return null;
  }

  function* around(start) {
    for (let each = start, depth = 0; each && depth < DEPTH; depth += 1) {
      yield each;
      const inner = each;
      each = attempt(() => (inner.parent === inner ? null : inner.parent));
    }
  }

  // The first choice is "a".
  function letter(index) {
    return (index + 10).toString(36);
  }

  // As a decimal of at most five places before the point; "" for what is larger.
  function plain(number) {
    return Math.abs(number) < 1e5 ? number.toFixed(7).replace(/\.?0+$/, "") : "";
  }

  // 75.5 gives "0000:01:15.50".
  function clock(seconds) {
    const hundredths = Math.round(seconds * 100);
    const part = (unit, count, width = 2) => String(Math.floor(hundredths / unit) % count).padStart(width, "0");
    return `${part(360000, 10000, 4)}:${part(6000, 60)}:${part(100, 60)}.${part(1, 100)}`;
  }

  customElements.define("lesson-course", LessonCourse);
}
