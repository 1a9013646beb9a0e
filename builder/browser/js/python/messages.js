// What a page and a worker of Python say to each other.

/** @typedef {ArrayBuffer | Uint8Array<ArrayBuffer>} Bytes */
/** @typedef {{kind: "wasm" | "rest", isWhole?: boolean, address?: string, bytes?: Bytes, compiled?: WebAssembly.Module}} ModuleMessage */
/** @typedef {{kind: "part", part: string, bytes: Bytes}} PartMessage */
/** @typedef {{kind: "start", module: string, megabytes?: number}} StartMessage */
/** @typedef {{kind: "ask", id: number, question: string, archives?: Bytes[], isHeard: boolean}} AskMessage */
/** @typedef {{kind: "ready"}} ReadyMessage */
/** @typedef {{kind: "compiled", part: string, wasm: WebAssembly.Module}} CompiledMessage */
/** @typedef {{kind: "failed", reason: string, isRefused: boolean}} FailedMessage */
/** @typedef {{kind: "told", id: number, told: string}} TellMessage what the code of a question has printed */
/** @typedef {{kind: "answer", id: number, answer: string}} AnswerMessage */
/** @typedef {ReadyMessage | CompiledMessage | FailedMessage | TellMessage | AnswerMessage} FromWorker */

/** @typedef {{kind?: string, options?: string, state: string, count: number}} Question of a widget, to pycore/frames */
/** @typedef {ModuleMessage | PartMessage | StartMessage | AskMessage} ToWorker */

export {};
