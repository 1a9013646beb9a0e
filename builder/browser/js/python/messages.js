// What a page and a worker of Python say to each other.

/** @typedef {ArrayBuffer | Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{kind: "wasm" | "rest", isWhole?: boolean, address?: string, bytes?: Bytes, compiled?: WebAssembly.Module}} ModuleMessage */
/** @typedef {{kind: "part", part: string, bytes: Bytes}} PartMessage */
/** @typedef {{kind: "start", module: string, megabytes?: number}} StartMessage */
/** @typedef {{kind: "ask", id: number, question: string, archives?: Bytes[], isHeard: boolean}} AskMessage */
/** @typedef {ModuleMessage | PartMessage | StartMessage | AskMessage} ToWorker */

export {};
