// What the build puts before the scripts of workers.

declare const LOCK: string;
declare const LANGUAGE: string[]; // in a test
declare const RELEASE: string[];
declare const loadPyodide: (options: object) => Promise<any>;
