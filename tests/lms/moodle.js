// What Moodle's client does with a lesson's values (mod/scorm/datamodels/scorm_12.js, scorm_13.js,
// request.js), and what its server has of them: an object of values by element.
//
//   1.2     a value that was sent once is not sent again, whether it has arrived or not
//   2004    all that differs from the page's start is sent each time; what was terminated stays so
//   both    once `isHidden`, values go by a beacon, which always answers "true"
"use strict";

/** @param {Version} version @param {Record<string, string>} server @param {{isHidden?: boolean, refused?: number}} start */
function moodle(version, server, start = {}) {
  const [initialize, get, set, commit, finish] = NAMES[version];
  const values = { ...server };
  const sent = { ...server };
  const client = { isHidden: false, refused: 0, ...start }; // refused: so many commits are
  /** @type {Api} */ const api = {};
  let state = "new"; // -> open -> closed

  function collect() {
    const changed = Object.entries(values).filter(([name, value]) => sent[name] !== value);
    if (version === "1.2") Object.assign(sent, values);
    return changed;
  }

  function store() {
    if (state !== "open") return "false";
    const changed = collect();
    client.refused -= 1;
    const hasArrived = navigator.onLine && client.refused < 0;
    if (hasArrived) for (const [name, value] of changed) server[name] = value;
    return String(hasArrived || client.isHidden);
  }

  function count() {
    return new Set(Object.keys(values).flatMap((name) => name.match(/^cmi\.interactions\.\d+/) ?? [])).size;
  }

  api[initialize] = () => {
    const isRefused = state === "open" || (state === "closed" && version === "2004");
    if (!isRefused) state = "open";
    return String(!isRefused);
  };
  api[get] = (name) => (name.endsWith("._count") ? String(count()) : (values[name] ?? ""));
  api[set] = (name, value) => {
    values[name] = value;
    return "true";
  };
  api[commit] = store;
  api[finish] = () => {
    const isStored = store();
    if (version === "1.2" || isStored === "true") state = "closed";
    return isStored;
  };
  return Object.assign(client, api);
}
