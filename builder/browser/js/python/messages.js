// What a page and a worker of Python say to each other.

/** @typedef {ArrayBuffer | Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{kind: "wasm" | "rest", isWhole?: boolean, address?: string, cache?: RequestCache, bytes?: Bytes, compiled?: WebAssembly.Module}} ModuleMessage */
/** @typedef {{kind: "part", part: string, bytes: Bytes}} PartMessage */
/** @typedef {{kind: "start", module: string, megabytes?: number}} StartMessage */
/** @typedef {{kind: "ask", id: number, question: string, archives?: Bytes[], isHeard: boolean}} AskMessage */
/** @typedef {{kind: string, id: number, answer: string, told: string, reason: string, isRefused?: boolean, part: string, wasm: WebAssembly.Module, bytes?: number}} FromWorker what a kind does not have is not read */
/** @typedef {{kind?: string, options?: string, state: string, count: number}} Question of a widget, to pycore/frames */
/** @typedef {ModuleMessage | PartMessage | StartMessage | AskMessage} ToWorker */

export {};
