// [latex, display] → JSON: the HTML of a formula with its MathML, and its symbols as a tree of names: a
// whole such as "y_{i}" with its parts "y" and "i", so that either can be looked up; or an error.

/** @typedef {any} ParseNode of KaTeX's tree, which has no types */
/** @typedef {{name: string, parts: Letter[], letter: boolean}} Letter */

const ACCENTED = new Set(["accent", "accentUnder", "overline", "underline"]);
const TRANSPARENT = ["body", "base", "numer", "denom", "index", "html"];

/** @param {ParseNode} node @returns {string} */
function source(node) {
  if (!node) return "";
  if (Array.isArray(node)) return node.map(source).join("");
  if (node.type === "ordgroup") return source(node.body);
  if (node.type === "supsub") {
    const below = node.sub ? `_{${source(node.sub)}}` : "";
    const above = node.sup ? `^{${source(node.sup)}}` : "";
    return source(node.base) + below + above;
  }
  if (node.type === "accent") return `${node.label}{${source(node.base)}}`;
  if (node.type === "font") return `\\${node.font}{${source(node.body)}}`;
  if (node.type === "text") return `\\text{${source(node.body)}}`;
  if (node.type === "operatorname") return `\\operatorname{${source(node.body)}}`;
  if (node.type === "op") return node.name ?? source(node.body);
  if (node.type === "mclass") return source(node.body);
  if (node.type === "kern" || node.type === "spacing") return "";
  return node.text ?? "";
}

/** @param {ParseNode} node @returns {Letter[]} */
function symbols(node) {
  if (!node || typeof node !== "object") return [];
  if (Array.isArray(node)) return node.flatMap(symbols);
  const whole = { name: source(node), parts: [], letter: false };
  switch (node.type) {
    case "text":
      return [];
    case "mathord":
      return [{ ...whole, letter: true }];
    case "op":
      return node.name ? [whole] : symbols(node.body);
    case "operatorname":
      return [whole];
    case "font":
      return [{ ...whole, parts: symbols(node.body), letter: true }];
    case "supsub": {
      // f' is f with a prime, x^2 is x squared: the power is tried as a part of the name first.
      const pieces = [node.base, node.sub, node.sup].filter(Boolean);
      const parts = pieces.flatMap(symbols);
      if (node.sub && node.sup) {
        const indexed = { type: "supsub", base: node.base, sub: node.sub };
        return [{ ...whole, parts: [...symbols(indexed), ...symbols(node.sup)] }];
      }
      return [{ ...whole, parts }];
    }
    default:
      if (ACCENTED.has(node.type)) return [{ ...whole, parts: symbols(node.base), letter: true }];
      return TRANSPARENT.flatMap((part) => symbols(node[part]));
  }
}

/** KaTeX would show a link or an image that it does not trust as red text. @param {{command: string}} request @returns {never} */
function refuse({ command }) {
  throw new katex.ParseError(`${command} is not allowed`);
}

// KaTeX writes the LaTeX beside the MathML, where nobody sees it.
const NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"';
const SOURCE = /<annotation\b.*?<\/annotation>/gs;

/** @param {[string, boolean]} formula */
function render(formula) {
  return JSON.stringify(rendered(formula));
}

/** @param {[string, boolean]} formula */
function rendered([latex, display]) {
  try {
    /** @type {import("katex").KatexOptions} */
    const settings = { displayMode: display, throwOnError: true, strict: "ignore", trust: refuse };
    // In HTML, parsers know the namespace of <math> by themselves.
    const html = katex.renderToString(latex, settings).replace(SOURCE, "").replace(NAMESPACE, "");
    return { html, symbols: symbols(katex.__parse(latex, settings)) };
  } catch (error) {
    if (error instanceof RangeError) return { error: "it is nested too deeply" };
    if (!(error instanceof katex.ParseError)) throw error;
    return { error: error.rawMessage, position: error.position ?? 0 };
  }
}
