"""Python that authors write into lessons: what it imports, and what pages have of that."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.model.source import Place, Problem, Text, allowed_names
from pycore.cells.explain import MODULES


@dataclass(frozen=True)
class Package:
    """A Python package that pages can have besides the library."""

    modules: tuple[str, ...]
    """What pages can import of it."""
    carrier: str
    """The npm package, with its version, that carries a wheel."""
    wheel: str
    """The wheel's path in the carrier."""
    digest: str
    """The wheel's SHA-256."""


PACKAGES = {
    "numpy": Package(
        modules=("numpy", "numpy.random", "numpy.fft", "numpy.polynomial"),
        carrier="@bentopdf/pymupdf-wasm@0.11.16",
        wheel="assets/numpy-2.2.5-cp313-cp313-pyodide_2025_0_wasm32.whl",
        digest="125230b4c3ecd08803e5c43f1162e017c0718d9f253146225a705a952b9c16c2",
    )
}
"""By the names that widget kinds say that they need."""
IMPORTED = (*MODULES, "pycore", *PACKAGES)
"""What code in lessons can import."""


def imports_of(code: str) -> Iterator[tuple[str, int]]:
    """The modules that some code imports, and the lines where it does; none of what is no Python.

    "import numpy.fft" is about numpy.
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name.partition(".")[0], node.lineno) for each in node.names)
        if isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0], node.lineno


def packages_of(*sources: Text) -> frozenset[str]:
    """The packages that sources import."""
    imported = {name for source in sources for name, _ in imports_of(source.text)}
    return frozenset(imported & PACKAGES.keys())


def unknown_imports(*sources: Text) -> Iterator[Problem]:
    """What sources import and pages do not have, though this machine may."""
    for source in sources:
        for name, line in imports_of(source.text):
            if name not in IMPORTED:
                told = f"pages have no module '{name}'{allowed_names(IMPORTED, name)}"
                yield Problem(line_place(source, line), told)


def line_place(text: Text, line: int) -> Place:
    """The place of a line of code, the first one being 1."""
    lines = text.text.split("\n")
    return text.at(len("\n".join(lines[: max(line, 1) - 1])) + (line > 1))


def error_place(owner: str, text: Text, error: Mapping[str, Any]) -> Place:
    """The place of a run's error in its code; its first line where another block's code failed."""
    return line_place(text, error["line"] if error["cell"] == owner else 1)
