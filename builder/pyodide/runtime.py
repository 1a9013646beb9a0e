"""Pyodide, pycore and packages → the site's runtime folder.

The worker's script is Pyodide's two scripts with our driver behind them: one request instead of
three, and a single text that can also be started from a page without a server.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from builder.assets.bundle import SOURCE_MAP, hashed, minified
from builder.cache.store import cached
from builder.model.site import Asset
from builder.pyodide.snapshot import make_memory
from builder.pyodide.stdlib import PYODIDE, make_cells_library, make_library
from builder.pyodide.text_carriers import carried_script
from builder.pyodide.wasm_modules import MODULES, make_module
from builder.pyodide.wheels import make_package
from builder.pyodide.zstd_blocks import compress


@dataclass(frozen=True)
class Runtime:
    """What a page needs to run Python."""

    addresses: dict[str, str]
    """Addresses of the worker, the wasm, the memory and the archives, below the site's root."""
    assets: tuple[Asset, ...]
    """The files."""
    carried: tuple[Asset, ...]
    """The same as scripts that hand over texts, for pages that cannot fetch any."""


def make_runtime(driver: bytes, packages: Iterable[str], has_code: bool) -> Runtime:
    """The runtime, the same bytes for the same sources; some pages may have readers' code."""
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8")) | {"packages": {}}
    scripts = [
        cached("minified", minified, PYODIDE / "pyodide.asm.js"),
        SOURCE_MAP.sub(b"", (PYODIDE / "pyodide.js").read_bytes()),
        f"const LOCK={json.dumps(json.dumps(lock))};".encode(),
        driver,
    ]
    library = make_library()
    unpacked = {
        "memory": ("memory", make_memory(library)),
        "library": ("library.zip", library),
        **({"cells": ("cells.zip", make_cells_library())} if has_code else {}),
        **{name: (f"{name}.zip", make_package(name)) for name in packages},
    }
    files = (
        {"worker": ("python.js", b"\n".join(scripts))}
        | {part: (f"{name}.packed", make_module(part)) for part, (name, _) in MODULES.items()}
        | {
            part: (f"{name}.packed", compress(part, data))
            for part, (name, data) in unpacked.items()
        }
    )
    addresses = {part: f"runtime/{hashed(name, data)}" for part, (name, data) in files.items()}
    assets = tuple(Asset(addresses[part], data) for part, (_, data) in files.items())
    return Runtime(addresses, assets, tuple(carried_script(asset) for asset in assets))
