"""The licences of what every site ships."""

import json

from builder.project import NODE_MODULES, ROOT

LICENCES = {
    "lessonwright": ROOT / "LICENSE",
    "KaTeX and its fonts": NODE_MODULES / "katex" / "LICENSE",
    "Source Serif 4 (font)": NODE_MODULES / "@fontsource" / "source-serif-4" / "LICENSE",
    "Figtree (font)": NODE_MODULES / "@fontsource-variable" / "figtree" / "LICENSE",
    "Pyodide (its source: github.com/pyodide/pyodide)": ROOT
    / "builder"
    / "licences"
    / "MPL-2.0.txt",
    "zstddec": NODE_MODULES / "zstddec" / "LICENSE",
    "Python and its standard library": ROOT / "builder" / "licences" / "Python.txt",
    "CodeMirror and Lezer": NODE_MODULES / "@codemirror" / "view" / "LICENSE",
}


def licence_texts() -> bytes:
    """JSON: each name with the text of its licence."""
    texts = {name: path.read_text("utf-8").strip() for name, path in LICENCES.items()}
    return json.dumps(texts, ensure_ascii=False).encode()
