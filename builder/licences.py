"""The licences of all that the site ships, in one text."""

from collections.abc import Iterable

from builder.project import NODE_MODULES, ROOT
from builder.pyodide.wheels import package_licence

SHIPPED = {
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
}

EDITOR = {"CodeMirror and Lezer": NODE_MODULES / "@codemirror" / "view" / "LICENSE"}


def licences(packages: Iterable[str], has_editor: bool) -> bytes:
    """Each name with the text of its licence; of the Python packages those that pages load."""
    shipped = SHIPPED | (EDITOR if has_editor else {})
    texts = {name: path.read_text("utf-8").strip() for name, path in shipped.items()}
    texts |= {f"{name} (Python package)": package_licence(name) for name in packages}
    parts = [f"{name}\n{'=' * len(name)}\n\n{text}\n" for name, text in texts.items()]
    return "\n\n".join(parts).encode()
