// The editor of readers' code: a script of its own, loaded when a reader opens the first one. It
// leaves its function with its own element, as all such scripts do (parts.js).
//
// It lives in a shadow tree, where its styles need no <style> element, which the page's policy
// refuses; colours come from outside, by the page's own names.
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, Prec } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const LOOKS = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--sunk)", border: "1.5px solid var(--line)", borderRadius: "var(--radius)" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "0.88rem", lineHeight: "1.55", maxHeight: "30rem" },
  ".cm-content": { padding: "0.8rem 0", caretColor: "var(--ink)" },
  ".cm-line": { padding: "0 1rem 0 0.6rem" },
  ".cm-gutters": { color: "var(--quiet)", backgroundColor: "transparent", border: "0" },
  ".cm-gutterElement": { padding: "0 0.2rem 0 0.8rem" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent) 8%, transparent)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--accent) 28%, transparent)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--accent)" },
});
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.string, tags.number], color: "var(--good)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
  { tag: tags.definition(tags.function(tags.variableName)), color: "var(--warm)" },
]);

// `changed` and `run` are called when the reader has typed, and with Ctrl and Enter.
/** @param {HTMLElement} home @param {import("./code.js").EditorOptions} options @returns {import("./code.js").Editor} */
function open(home, { text, label, changed, run }) {
  const root = home.attachShadow({ mode: "open" });
  const state = EditorState.create({
    doc: text,
    extensions: [
      Prec.high(keymap.of([{ key: "Mod-Enter", run: () => run() ?? true }])),
      keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
      [lineNumbers(), history(), drawSelection(), highlightActiveLine(), indentOnInput(), bracketMatching()],
      [python(), indentUnit.of("    "), EditorState.tabSize.of(4), EditorView.lineWrapping],
      [LOOKS, syntaxHighlighting(COLOURS)],
      EditorView.contentAttributes.of({ "aria-label": label }),
      EditorView.updateListener.of((update) => update.docChanged && changed()),
    ],
  });
  const view = new EditorView({ state, root, parent: root });
  return {
    get text() {
      return view.state.doc.toString();
    },
    set text(insert) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert } });
    },
    focus: () => view.focus(),
  };
}

/** @type {import("./code.js").EditorScript} */ (document.currentScript).open = open;
