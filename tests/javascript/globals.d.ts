// What the build puts before the scripts of workers.

declare const LOCK: string;
declare const RELEASE: string[];
declare const loadPyodide: (options: object) => Promise<any>;
