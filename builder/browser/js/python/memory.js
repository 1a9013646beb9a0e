// Python's memory as the build left it (memory.mjs), which comes as those of its pages that differ
// from the memory before a start.
const PAGE = 1024; // words
const HEADER = 4; // numbers before those of the pages

export class Memory {
  /** @type {ArrayBuffer} */ #packed;
  #filled; // bytes that are not zero before a start
  #head; // bytes of the header
  #pages; // their numbers
  whole; // as Pyodide wants it: a header, and the memory

  /** @param {Uint8Array<ArrayBuffer>} packed */
  constructor(packed) {
    const [size, filled, head, count] = new Uint32Array(packed.buffer, 0, HEADER);
    this.#packed = packed.buffer;
    this.#filled = filled;
    this.#head = head;
    this.#pages = new Uint32Array(packed.buffer, 4 * HEADER, count);
    this.whole = new Uint8Array(head + size);
    this.whole.set(new Uint8Array(packed.buffer, 4 * (HEADER + count), head));
  }

  /** Puts what differs on top of the memory before a start. @param {ArrayBuffer} fresh */
  fill(fresh) {
    this.whole.set(new Uint8Array(fresh, 0, this.#filled), this.#head);
    const words = new Uint32Array(this.whole.buffer, this.#head);
    const differences = new Uint32Array(this.#packed, 4 * (HEADER + this.#pages.length) + this.#head);
    this.#pages.forEach((page, at) => {
      const different = differences.subarray(at * PAGE, (at + 1) * PAGE);
      if (4 * page * PAGE >= this.#filled) words.set(different, page * PAGE);
      else for (let word = 0; word < PAGE; word++) words[page * PAGE + word] += different[word];
    });
  }
}
