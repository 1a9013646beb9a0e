"""The licences of all that the site ships, in one text."""

from builder.project import NODE_MODULES, ROOT

SHIPPED = {
    "lessonwright": ROOT / "LICENSE",
    "KaTeX and its fonts": NODE_MODULES / "katex" / "LICENSE",
    "Source Serif 4 (font)": NODE_MODULES / "@fontsource" / "source-serif-4" / "LICENSE",
    "Figtree (font)": NODE_MODULES / "@fontsource-variable" / "figtree" / "LICENSE",
    "Pyodide (its source: github.com/pyodide/pyodide)": ROOT
    / "builder"
    / "licences"
    / "MPL-2.0.txt",
    "Python and its standard library": ROOT / "builder" / "licences" / "Python.txt",
}


def licences() -> bytes:
    """Each name with the text of its licence."""
    parts = [
        f"{name}\n{'=' * len(name)}\n\n{path.read_text('utf-8').strip()}\n"
        for name, path in SHIPPED.items()
    ]
    return "\n\n".join(parts).encode()
