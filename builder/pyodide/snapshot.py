"""Python's memory as it is right after its start with pycore: what a page begins with.

Pyodide starts once under Node, when its library changes. A page puts the memory where its own
Python would have made the same of the library in half a second.
"""

import os
import tempfile
from pathlib import Path

from builder.cache.store import cached
from builder.processes import run
from builder.project import find_node
from builder.pyodide.stdlib import PYODIDE, pycore_modules

MAKER = Path(__file__).with_name("snapshot.mjs")


def make_memory(library: bytes) -> bytes:
    """The memory, the same bytes on every machine, less what is the same before any start."""
    return cached("memory", start_once, library, PYODIDE)


def start_once(library: bytes, pyodide: Path) -> bytes:
    """The memory, made anew."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "library.zip"), Path(folder, "memory")
        given.write_bytes(library)
        parts = [f"{pyodide}{os.sep}", str(given), str(made)]
        run("Pyodide under Node", [find_node(), str(MAKER), *parts, *pycore_modules()[0]])
        return made.read_bytes()
