"""Digests of the code and the tools by which a cached value was made."""

import ast
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from builder.processes import run
from builder.project import NODE_MODULES, PREBUILT, ROOT, find_node

PROGRAM = ("builder", "pycore")
"""The project's packages."""


def digest(parts: Iterable[bytes]) -> bytes:
    """The SHA-256 of a list of parts, which is that of no other list."""
    made = sha256()
    for part in parts:
        made.update(len(part).to_bytes(8))
        made.update(part)
    return made.digest()


@cache
def program_digest() -> bytes:
    """Changes with any file of the project's packages, and with any tool."""
    folders = (ROOT / name for name in PROGRAM)
    return digest([tools_digest(), files_digest(path for each in folders for path in files(each))])


@cache
def code_digest(name: str, file: str) -> bytes:
    """Changes with a module, with all that it imports of the project, and with any tool."""
    return digest([tools_digest(), files_digest(code_files(name, Path(file)))])


@cache
def tools_digest() -> bytes:
    """Changes with Python, Node, and every package installed for either.

    The installed tool has what those of Node made, and is a package itself.
    """
    places = [Path(place) for place in sys.path if Path(place).is_dir()]
    packages = [path.name for place in places for path in sorted(place.glob("*-info"))]
    # npm notes here what it has installed.
    lock = NODE_MODULES / ".package-lock.json"
    return digest(
        [
            sys.version.encode(),
            zlib.ZLIB_RUNTIME_VERSION.encode(),
            "\n".join(packages).encode(),
            lock.read_bytes() if lock.exists() else b"",
            b"" if PREBUILT.exists() else run("Node", [find_node(), "--version"]),
        ]
    )


def files_digest(paths: Iterable[Path], folder: Path = ROOT) -> bytes:
    """Changes with the contents of files, and with their names as seen from a folder."""
    return digest(
        part
        for path in paths
        for part in (os.path.relpath(path, folder).encode(), path.read_bytes())
    )


def files(folder: Path) -> Iterator[Path]:
    """All files in a folder and below, in order; not what Python or an editor leaves there."""
    for path in sorted(folder.rglob("*")):
        names = path.relative_to(folder).parts
        if path.is_file() and not any(each.startswith((".", "__pycache__")) for each in names):
            yield path


def code_files(name: str, file: Path) -> list[Path]:
    """A module, the project's modules that it imports, and the files beside these that are not
    Python, such as scripts and tables that they use."""
    found: set[Path] = set()
    waiting = {file, *modules(name)}
    while waiting:
        path = waiting.pop()
        found.add(path)
        waiting |= imported(path) - found
    folders = {path.parent for path in found}
    beside = {path for folder in folders for path in folder.iterdir() if is_resource(path)}
    return sorted(found | beside)


def is_resource(path: Path) -> bool:
    """Whether modules in the same folder may read the file when they run."""
    return path.is_file() and path.suffix != ".py" and not path.name.startswith(".")


@cache
def imported(path: Path) -> frozenset[Path]:
    """The project's modules that a module imports, wherever in it, and the packages around them."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(module for name in names for module in modules(name))


def modules(name: str) -> Iterator[Path]:
    """The files of the project that Python reads to import a name."""
    parts = name.split(".")
    if parts[0] in PROGRAM:
        for end in range(1, len(parts) + 1):
            base = ROOT.joinpath(*parts[:end])
            yield from filter(Path.is_file, (base.with_suffix(".py"), base / "__init__.py"))
