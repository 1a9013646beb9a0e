// What stands before the script that renders formulas; its own types leave out the parser.

declare const katex: typeof import("katex").default & { __parse(latex: string, settings: object): any };
