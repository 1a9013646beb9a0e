// The frames of a recording by their state: those in the page, or those of an answer of live Python.
// pycore/frames/recording.py says how it is written. A frame is put together when it is asked for, and checked then: what comes
// from a worker that runs readers' code may be anything.
import { find } from "../page/elements.js";
import { NoState } from "./address.js";
import { check, treeOf } from "./draw.js";
import { refuse, Refusal } from "../python/reasons.js";

const MOST = { parts: 1e6, nodes: 1e4, frames: 100 }; // of all texts, of a frame, of an answer
export const LONGEST = 1000; // characters of a text that a frame shows
const NUMBER = 40; // characters of a number

// An error in the code of the widget's kind: what is asked of other widgets may be right.
export class Fault extends Refusal {}

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

export class Recording {
  /** @type {Map<string, () => string>} */ #texts = new Map();
  /** @type {Map<string, Frame>} */ #frames = new Map();
  /** @type {List[]} */ #lists;
  #like;
  #distrust;
  #nodes = 0; // that may still be written out for the frame that is put together
  #parts = MOST.parts; // that may still be written out

  // An answer has frames like the one that the page knows; `distrust` is called where one that is asked for has not.
  /** @param {string} text @param {Element} widget @param {Frame} [like] */
  constructor(text, widget, like, distrust = () => {}) {
    this.#like = like && shapeOf(like);
    this.#distrust = distrust;
    const { error, fault, first, lists, frames } = JSON.parse(text);
    if (error) throw new NoState(String(error).slice(0, LONGEST));
    if (fault) throw new Fault(String(fault).slice(0, LONGEST));
    this.first = first;
    this.#lists = lists.map((/** @type {any[]} */ list) => {
      const [picture, count] = list;
      if (typeof picture !== "string") return { groups: list, nodes: null };
      const [, , ...shown] = treeOf(find(widget, `[data-picture="${picture}"] svg`));
      return { nodes: shown.slice(0, count) };
    });
    for (const group of /** @type {Group[]} */ (frames)) {
      const [, shape] = group;
      const head = shape.slice(0, shape.findIndex((part) => String(part).includes("\n")) + 1);
      for (const write of this.#writersOf(group)) {
        const [state] = write(head).split("\n", 1);
        this.#texts.set(state, () => write(shape).slice(state.length + 1));
      }
    }
    if (!this.has(first) || (like && this.#texts.size > MOST.frames)) refuse();
  }

  /** @param {string} state */
  has(state) {
    return this.#texts.has(state);
  }

  /** The frame, which the recording has. @param {string} state @returns {Frame} */
  get(state) {
    const text = this.#texts.get(state);
    if (!this.#frames.has(state) && text) {
      try {
        this.#frames.set(state, this.#judged({ state, ...JSON.parse(text()) }));
      } catch (error) {
        this.#distrust();
        throw error;
      }
    }
    return /** @type {Frame} */ (this.#frames.get(state));
  }

  /** The frame, put together; throws where it is not what a widget shows. @param {Frame} frame */
  #judged(frame) {
    const { readouts, drawings, sentence, outcome, actions } = frame;
    this.#nodes = MOST.nodes;
    for (const name in drawings) {
      drawings[name] = this.#whole(drawings[name]);
      check(drawings[name], "svg");
    }
    frame.table = this.#whole(frame.table);
    check(frame.table, "tbody");
    const texts = [frame.state, sentence, outcome, ...Object.values(readouts), ...Object.values(actions)];
    const isText = (/** @type {unknown} */ text) => typeof text === "string" && text.length <= LONGEST;
    const isLike = !this.#like || this.#like === shapeOf(frame);
    if (!isLike || !texts.every(isText)) refuse();
    return frame;
  }

  // All frames, so that what is wrong with any is known now.
  judgeAll() {
    for (const state of this.#texts.keys()) this.get(state);
    return this;
  }

  /** @param {Tree} tree @returns {Tree} */
  #whole([tag, attributes, ...children]) {
    const inside = children.flatMap((child) => this.#written(child));
    this.#nodes -= inside.length;
    if (this.#nodes < 0) refuse();
    return [tag, attributes, ...inside];
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
    const texts = groups.flatMap((group) => this.#writersOf(group).map((write) => write(group[1])));
    return JSON.parse(`[${texts.join()}]`).map((/** @type {Tree} */ node) => this.#whole(node));
  }

  // Texts of one shape are kept as that shape, and one column for each number that is not always the same. Of each text
  // what writes the parts of the shape that are wanted.
  /** @param {Group} group @returns {((parts: Shape) => string)[]} */
  #writersOf([count, shape, ...columns]) {
    const numbers = columns.map((column) => column.split(" "));
    const isColumn = (/** @type {string[]} */ column) => column.length === count && column.every((number) => number.length < NUMBER);
    this.#parts -= count * shape.length;
    if (!(count > 0 && this.#parts >= 0 && numbers.every(isColumn))) refuse();
    return Array.from(
      { length: count },
      (_, row) => (parts) => parts.map((part) => (typeof part === "string" ? part : numbers[part][row])).join(""),
    );
  }
}

/** The names of what a frame holds. @param {Frame} frame */
function shapeOf({ state, actions, readouts, drawings, ...others }) {
  const states = new Set([state, ...Object.values(actions)].map(namesIn));
  return JSON.stringify([[...states], ...[readouts, drawings, others].map((each) => Object.keys(each).sort())]);
}

/** Of a state: "start=2.2&steps=0" gives "start&steps". @param {string} state */
function namesIn(state) {
  return state.replace(/=[^&]*/g, "");
}
