// The frames of a recording by their state: those in the page, or those of an answer of live Python.
// pycore/recording.py says how it is written. A frame is put together when it is asked for.
import { NoState } from "./address.js";
import { treeOf } from "./draw.js";

export class Recording {
  #texts = new Map();
  #frames = new Map();
  #lists;

  constructor(text, widget) {
    const { error, first, lists, frames } = JSON.parse(text);
    if (error) throw new NoState(error);
    this.first = first;
    this.#lists = lists.map((list) => {
      const [picture, count] = list;
      if (typeof picture !== "string") return { groups: list, nodes: null };
      const shown = [...widget.querySelector(`[data-picture="${picture}"] svg`).children];
      return { nodes: shown.slice(0, count).map(treeOf) };
    });
    for (const each of writeOut(frames)) {
      const end = each.indexOf("\n");
      this.#texts.set(each.slice(0, end), each.slice(end + 1));
    }
  }

  has(state) {
    return this.#texts.has(state);
  }

  get(state) {
    if (!this.#frames.has(state) && this.has(state)) {
      const frame = { state, ...JSON.parse(this.#texts.get(state)) };
      for (const name in frame.drawings) frame.drawings[name] = this.#whole(frame.drawings[name]);
      frame.table = this.#whole(frame.table);
      this.#frames.set(state, frame);
    }
    return this.#frames.get(state);
  }

  // The frames from a state on, `count` more at most.
  following(state, count) {
    const found = [];
    for (let at = state; found.length <= count && this.has(at); at = found.at(-1).actions.step) {
      found.push(this.get(at));
    }
    return found;
  }

  #whole([tag, attributes, ...children]) {
    return [tag, attributes, ...children.flatMap((child) => this.#written(child))];
  }

  // A child [list, count] stands for the first nodes of a list.
  #written(child) {
    if (typeof child === "string") return child;
    const [number, count] = child;
    if (typeof number === "string") return [this.#whole(child)];
    const list = this.#lists[number];
    list.nodes ??= writeOut(list.groups).map((text) => this.#whole(JSON.parse(text)));
    return list.nodes.slice(0, count);
  }
}

// Texts of one shape are kept as that shape, and one column for each number that is not always the same.
function writeOut(groups) {
  return groups.flatMap(([count, shape, ...columns]) => {
    const numbers = columns.map((column) => column.split(" "));
    return Array.from({ length: count }, (_, row) =>
      shape.map((part) => (typeof part === "string" ? part : numbers[part][row])).join(""),
    );
  });
}
