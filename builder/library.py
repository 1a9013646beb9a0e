"""Python's standard library for the page: only what is needed, as bytecode.

Most of a stock Pyodide's start is the compiling of library sources, nearly all of modules that
nobody asks for. What is needed is found by running Pyodide once with all of pycore, and compiled
with `pyodide py-compile`; the result is kept until Pyodide or pycore changes.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from builder.project import NODE_MODULES, ROOT, find_node

PYODIDE = NODE_MODULES / "pyodide"
PROBE = ROOT / "builder" / "needed.mjs"


def make_library() -> bytes:
    """A gzipped zip of the needed modules and of pycore, the same bytes on every machine."""
    pycore = pack({path: (ROOT / path).read_bytes() for path in pycore_files()})
    stock = (PYODIDE / "python_stdlib.zip").read_bytes()
    version = sys.version.encode()
    parts = [version, stock, pycore, PROBE.read_bytes(), Path(__file__).read_bytes()]
    kept = ROOT / ".cache" / f"library-{sha256(b''.join(parts)).hexdigest()[:20]}.zip.gz"
    if kept.exists():
        return kept.read_bytes()
    library = compile_library(stock, pycore)
    kept.parent.mkdir(exist_ok=True)
    scratch = kept.with_suffix(f".{os.getpid()}")
    scratch.write_bytes(library)
    scratch.rename(kept)
    return library


def pycore_files() -> list[str]:
    """Paths of pycore's modules below the project."""
    return [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "pycore").rglob("*.py"))]


def compile_library(stock: bytes, pycore: bytes) -> bytes:
    """The library, made anew; as sources where this Python's bytecode is not Pyodide's."""
    with tempfile.TemporaryDirectory() as folder:
        core, library = Path(folder, "pycore.zip"), Path(folder, "library.zip")
        core.write_bytes(pycore)
        command = [find_node(), str(PROBE), f"{PYODIDE}{os.sep}", str(core)]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
        with ZipFile(BytesIO(stock)) as archive:
            library.write_bytes(pack({name: archive.read(name) for name in json.loads(told)}))
        if same_bytecode():
            # Without its docstrings the library is a fifth smaller. pycore keeps them: a data
            # class without one makes up its own, and that costs more than the reading.
            py_compile(library, "2")
            py_compile(core, "0")
        return gzip.compress(pack(unpack(library) | unpack(core)), 9, mtime=0)


def same_bytecode() -> bool:
    """Whether bytecode of this Python loads in Pyodide: true for the same minor version."""
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))
    theirs: list[str] = lock["info"]["python"].split(".")[:2]
    ours = [str(number) for number in sys.version_info[:2]]
    if theirs != ours:
        told = f"Python {'.'.join(theirs)}, and the build runs on {'.'.join(ours)}"
        print(f"Pages will start more slowly: Pyodide is {told}.", file=sys.stderr)
    return theirs == ours


def py_compile(archive: Path, optimise: str) -> None:
    """Replaces the sources in a zip by bytecode that does not ask for its source."""
    settings = {"PYTHONOPTIMIZE": optimise, "SOURCE_DATE_EPOCH": "315532800"}
    command = [sys.executable, "-m", "pyodide_cli", "py-compile", "--silent", "--no-keep"]
    subprocess.run([*command, str(archive)], check=True, env=os.environ | settings)


def pack(files: dict[str, bytes]) -> bytes:
    """A zip of files that are not compressed: gzip makes them smaller all together."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(ZipInfo(name), files[name])
    return made.getvalue()


def unpack(archive: Path) -> dict[str, bytes]:
    """The files in a zip."""
    with ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
