"""Python's standard library for the page: only what is needed, as bytecode.

Most of a stock Pyodide's start is the compiling of library sources, nearly all of modules that
nobody asks for. What is needed is found by running Pyodide once with all of pycore, and compiled
with `pyodide py-compile`. Readers' code may
import more: that is found alike, and lies in an archive that only its worker loads.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from builder.cache.store import cached
from builder.prebuilt.archives import pack, unpack
from builder.processes import run
from builder.project import NODE_MODULES, ROOT, find_node
from pycore.cells.explain import MODULES

PYODIDE = NODE_MODULES / "pyodide"
PROBE = Path(__file__).with_name("probe.mjs")
ASYNCIO = """
from .coroutines import *
from .events import *
from .exceptions import *
from .futures import *
from .locks import *
from .queues import *
from .runners import *
from .taskgroups import *
from .tasks import *
from .threads import *
from .timeouts import *
DefaultEventLoopPolicy = events.BaseDefaultEventLoopPolicy
"""
"""asyncio without what needs sockets and processes, which no page has: a tenth of all code."""
CELLS = "pycore.cells."
"""The modules that run readers' code: what they need besides is not in the library."""


def make_library() -> bytes:
    """A zip of the needed modules and of pycore, the same bytes on every machine."""
    return cached("library", compile_library, standard_library(), pycore_zip(), PYODIDE)


def make_cells_library() -> bytes:
    """The same of what readers' code needs besides, and may import."""
    return cached("cells", compile_cells_library, standard_library(), pycore_zip(), PYODIDE)


@cache
def pycore_zip() -> bytes:
    """A zip of all of pycore."""
    return pack({path: (ROOT / path).read_bytes() for path in pycore_files()})


@cache
def standard_library() -> bytes:
    """Pyodide's standard library, with our asyncio."""
    with ZipFile(PYODIDE / "python_stdlib.zip") as stock:
        files = {name: stock.read(name) for name in stock.namelist()}
    return pack(files | {"asyncio/__init__.py": ASYNCIO.encode()})


def pycore_files() -> list[str]:
    """Paths of pycore's modules below the project."""
    return [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "pycore").rglob("*.py"))]


def pycore_modules() -> tuple[list[str], list[str]]:
    """pycore's modules: those that pages load for their widgets, and those that run cells."""
    paths = [path.removesuffix(".py").removesuffix("/__init__") for path in pycore_files()]
    modules = [path.replace("/", ".") for path in paths]
    own = [module for module in modules if module.startswith(CELLS)]
    return [module for module in modules if module not in own], own


def compile_library(stock: bytes, pycore: bytes, pyodide: Path) -> bytes:
    """The library, made anew; as sources where this Python's bytecode is not Pyodide's."""
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder, "library.zip")
        library.write_bytes(pycore)
        at_start, after = loaded_files(pyodide, stock, library, pycore_modules()[0])
        needed = taken(stock, {*at_start, *after})
        library.write_bytes(pack(needed | unpack(library.read_bytes())))
        if same_bytecode():
            py_compile(library)
        return pack(unpack(library.read_bytes()))


def compile_cells_library(stock: bytes, pycore: bytes, pyodide: Path) -> bytes:
    """What the library lacks for readers' code, made anew."""
    with tempfile.TemporaryDirectory() as folder:
        core, library = Path(folder, "pycore.zip"), Path(folder, "cells.zip")
        core.write_bytes(pycore)
        widgets, own = pycore_modules()
        _, had = loaded_files(pyodide, stock, core, widgets)
        _, needed = loaded_files(pyodide, stock, core, [*own, *MODULES])
        library.write_bytes(pack(taken(stock, {*needed} - {*had})))
        if same_bytecode():
            py_compile(library)
        return pack(unpack(library.read_bytes()))


def taken(stock: bytes, names: set[str]) -> dict[str, bytes]:
    """The files of Python's library that have one of the names."""
    with ZipFile(BytesIO(stock)) as archive:
        return {name: archive.read(name) for name in names & {*archive.namelist()}}


def loaded_files(
    pyodide: Path, stock: bytes, archive: Path, modules: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Files of Python's library and of a zip that Pyodide loads at its start, and for modules."""
    with tempfile.NamedTemporaryFile(suffix=".zip") as library:
        library.write(stock)
        library.flush()
        parts = [f"{pyodide}{os.sep}", library.name, str(archive)]
        told = run("Pyodide under Node", [find_node(), str(PROBE), *parts, *modules])
    at_start, after = json.loads(told)
    return at_start, after


@cache
def same_bytecode() -> bool:
    """Whether bytecode of this Python loads in Pyodide: true for the same minor version."""
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))
    theirs: list[str] = lock["info"]["python"].split(".")[:2]
    ours = [str(number) for number in sys.version_info[:2]]
    if theirs != ours:
        told = f"Pyodide is Python {'.'.join(theirs)}, and the build runs on {'.'.join(ours)}"
        print(f"Cells and NumPy will start more slowly: {told}.", file=sys.stderr)
    return theirs == ours


def py_compile(archive: Path) -> None:
    """Replaces the sources in a zip by bytecode that does not ask for its source.

    Without docstrings, and with lines but no columns for tracebacks: two fifths smaller.
    """
    settings = {
        "PYTHONOPTIMIZE": "2",
        "PYTHONNODEBUGRANGES": "1",
        "SOURCE_DATE_EPOCH": "315532800",
    }
    command = [sys.executable, "-m", "pyodide_cli", "py-compile", "--silent", "--no-keep"]
    run("pyodide py-compile", [*command, str(archive)], env=os.environ | settings)
