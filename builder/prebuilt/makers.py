"""What makes the parts: esbuild scripts and styles, Pyodide under Node what Python needs.

`python -m builder.prebuilt.makers DIR` writes them all into a folder, for the installed tool.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from builder.assets.esbuild import make_bundles
from builder.cache.store import cached
from builder.model.python_source import PACKAGES
from builder.prebuilt.archives import unpack
from builder.prebuilt.licences import licence_texts
from builder.project import NODE_MODULES, ROOT
from builder.pyodide.snapshot import make_memory
from builder.pyodide.stdlib import make_cells_library, make_library
from builder.pyodide.wasm_modules import make_module
from builder.pyodide.wheels import make_package, package_licence
from builder.pyodide.worker import make_worker
from builder.pyodide.zstd_blocks import compress


def bundles() -> bytes:
    """A zip of all scripts and styles, and of the fonts."""
    return cached("bundles", make_bundles, ROOT / "builder" / "browser")


def worker() -> bytes:
    """The script of Python's worker."""
    return make_worker(unpack(bundles())["worker.js"])


def katex() -> bytes:
    """KaTeX, as a script."""
    return (NODE_MODULES / "katex" / "dist" / "katex.min.js").read_bytes()


def archive(name: str, make: Callable[[], bytes]) -> bytes:
    """What is made, compressed."""
    return compress(name, make())


def licence(name: str) -> bytes:
    """The licences of a Python package."""
    return package_licence(name).encode()


PARTS: dict[str, Callable[[], bytes]] = {
    "bundles.zip": bundles,
    "katex.js": katex,
    "licences.json": licence_texts,
    "python.js": worker,
    "pyodide.wasm.packed": partial(make_module, "wasm"),
    "rest.wasm.packed": partial(make_module, "rest"),
    "memory.packed": partial(archive, "memory", lambda: make_memory(make_library())),
    "library.zip.packed": partial(archive, "library", make_library),
    "cells.zip.packed": partial(archive, "cells", make_cells_library),
    **{
        f"{name}.zip.packed": partial(archive, name, partial(make_package, name))
        for name in PACKAGES
    },
    **{f"{name}.txt": partial(licence, name) for name in PACKAGES},
}
"""By their names."""


def main(folder: Path) -> None:
    """Writes all parts."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in PARTS.items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
