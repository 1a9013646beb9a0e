"""Pyodide and pycore → the site's runtime folder.

The worker's script is Pyodide's two scripts with our driver behind them: one request instead of
three, and a single text that can also be started from a page without a server.
"""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from builder.assets import hashed
from builder.model import Asset
from builder.project import NODE_MODULES, ROOT

PYODIDE = NODE_MODULES / "pyodide"
FOLDER = "runtime/"


def make_runtime(driver: bytes) -> tuple[str, list[Asset]]:
    """The address of the worker's script, and all files of the runtime."""
    files = {
        "pyodide.asm.wasm": (PYODIDE / "pyodide.asm.wasm").read_bytes(),
        "python_stdlib.zip": (PYODIDE / "python_stdlib.zip").read_bytes(),
        "pycore.zip": pack(ROOT / "pycore"),
    }
    names = {name: hashed(name, data) for name, data in files.items()}
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8")) | {"packages": {}}
    parts = [
        (PYODIDE / "pyodide.asm.js").read_bytes(),
        without_map((PYODIDE / "pyodide.js").read_bytes()),
        f"const RUNTIME={json.dumps({'files': names, 'lock': json.dumps(lock)})};".encode(),
        without_map(driver),
    ]
    script = b"\n".join(parts)
    name = FOLDER + hashed("python.js", script)
    assets = [Asset(FOLDER + names[name], data) for name, data in files.items()]
    return name, [Asset(name, script), *assets]


def pack(folder: Path) -> bytes:
    """A zip of a package's modules, the same bytes on every machine."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for path in sorted(folder.rglob("*.py")):
            entry = ZipInfo(path.relative_to(folder.parent).as_posix())
            archive.writestr(entry, path.read_bytes(), ZIP_DEFLATED)
    return made.getvalue()


def without_map(script: bytes) -> bytes:
    """A script without the comment that names its source map, which is not served."""
    lines = script.splitlines()
    return b"\n".join(line for line in lines if not line.startswith(b"//# sourceMappingURL="))
