"""Python's memory as it is right after its start with pycore: what a page begins with.

Pyodide starts once under Node, when its library changes. A page puts the memory where its own
Python would have made the same of the library in half a second.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from builder.project import find_node
from builder.pyodide.stdlib import PYODIDE, keep, pycore_modules

MAKER = Path(__file__).with_name("snapshot.mjs")


def make_memory(library: bytes) -> bytes:
    """The memory, the same bytes on every machine, less what is the same before any start."""
    parts = [library, (PYODIDE / "pyodide.asm.wasm").read_bytes(), MAKER.read_bytes()]
    return keep("memory", parts, lambda: start_once(library))


def start_once(library: bytes) -> bytes:
    """The memory, made anew."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "library.zip"), Path(folder, "memory")
        given.write_bytes(library)
        parts = [f"{PYODIDE}{os.sep}", str(given), str(made)]
        subprocess.run([find_node(), str(MAKER), *parts, *pycore_modules()[0]], check=True)
        return made.read_bytes()
