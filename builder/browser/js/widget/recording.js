// The frames of a recording by their state: those in the page, or those of an answer of live Python.
// pycore/frames/recording.py says how it is written. A frame is put together when it is asked for.
import { find } from "../page/elements.js";
import { NoState } from "./address.js";
import { treeOf } from "./draw.js";

/** @import { Tree } from "./draw.js" */
/**
 * @typedef {object} Frame
 * @property {string} state
 * @property {Record<string, string>} readouts
 * @property {Record<string, Tree>} drawings
 * @property {Tree} table
 * @property {string} sentence
 * @property {string} outcome
 * @property {Record<string, string>} actions the states that buttons lead to
 */
/** @typedef {(string | number)[]} Shape of a text: its parts, and the numbers of columns */
/** @typedef {[number, Shape, ...string[]]} Group so many texts of one shape, and the columns */
/** @typedef {{groups?: Group[], nodes: Tree[]?}} List nodes that frames share: as groups until they are needed */

// An error in the code of the widget's kind: what is asked of other widgets may be right.
export class Fault extends Error {}

export class Recording {
  /** @type {Map<string, () => string>} */ #texts = new Map();
  /** @type {Map<string, Frame>} */ #frames = new Map();
  /** @type {List[]} */ #lists;

  /** @param {string} text @param {Element} [widget] */
  constructor(text, widget) {
    const { error, fault, first, lists, frames } = JSON.parse(text);
    if (error) throw new NoState(error);
    if (fault) throw new Fault(fault);
    this.first = first;
    this.#lists = lists.map((/** @type {any[]} */ list) => {
      const [picture, count] = list;
      if (typeof picture !== "string") return { groups: list, nodes: null };
      const [, , ...shown] = treeOf(find(/** @type {Element} */ (widget), `[data-picture="${picture}"] svg`));
      return { nodes: shown.slice(0, count) };
    });
    for (const group of /** @type {Group[]} */ (frames)) {
      const [, shape] = group;
      const head = shape.slice(0, shape.findIndex((part) => String(part).includes("\n")) + 1);
      for (const write of writersOf(group)) {
        const [state] = write(head).split("\n", 1);
        this.#texts.set(state, () => write(shape).slice(state.length + 1));
      }
    }
  }

  /** @param {string} state */
  has(state) {
    return this.#texts.has(state);
  }

  /** The frame, which the recording has. @param {string} state @returns {Frame} */
  get(state) {
    const text = this.#texts.get(state);
    if (!this.#frames.has(state) && text) {
      const frame = { state, ...JSON.parse(text()) };
      for (const name in frame.drawings) frame.drawings[name] = this.#whole(frame.drawings[name]);
      frame.table = this.#whole(frame.table);
      this.#frames.set(state, frame);
    }
    return /** @type {Frame} */ (this.#frames.get(state));
  }

  /** @param {Tree} tree @returns {Tree} */
  #whole([tag, attributes, ...children]) {
    return [tag, attributes, ...children.flatMap((child) => this.#written(child))];
  }

  /** A child [list, count] stands for the first nodes of a list. @param {any} child @returns {(Tree | string)[]} */
  #written(child) {
    if (typeof child === "string") return [child];
    const [number, count] = child;
    if (typeof number === "string") return [this.#whole(child)];
    const list = this.#lists[number];
    list.nodes ??= this.#writeOut(/** @type {Group[]} */ (list.groups));
    return list.nodes.slice(0, count);
  }

  /** @param {Group[]} groups @returns {Tree[]} */
  #writeOut(groups) {
    const texts = groups.flatMap((group) => writersOf(group).map((write) => write(group[1])));
    return JSON.parse(`[${texts.join()}]`).map((/** @type {Tree} */ node) => this.#whole(node));
  }
}

// Texts of one shape are kept as that shape, and one column for each number that is not always the same. Of each text
// what writes the parts of the shape that are wanted.
/** @param {Group} group @returns {((parts: Shape) => string)[]} */
function writersOf([count, , ...columns]) {
  const numbers = columns.map((column) => column.split(" "));
  return Array.from(
    { length: count },
    (_, row) => (parts) => parts.map((part) => (typeof part === "string" ? part : numbers[part][row])).join(""),
  );
}
