"""Pyodide, pycore and packages → the site's runtime folder."""

from collections.abc import Iterable
from dataclasses import dataclass

from builder.assets.bundle import hashed
from builder.model.site import Asset
from builder.prebuilt.parts import prebuilt
from builder.pyodide.text_carriers import carried_script

FILES = {
    "worker": "python.js",
    "wasm": "pyodide.wasm.packed",
    "rest": "rest.wasm.packed",
    "memory": "memory.packed",
    "library": "library.zip.packed",
    "cells": "cells.zip.packed",
}
"""By the part of Python, a file's name."""


@dataclass(frozen=True)
class Runtime:
    """What a page needs to run Python."""

    addresses: dict[str, str]
    """Addresses of the worker, the wasm, the memory and the archives, below the site's root."""
    assets: tuple[Asset, ...]
    """The files."""
    carried: tuple[Asset, ...]
    """The same as scripts that hand over texts, for pages that cannot fetch any."""


def make_runtime(packages: Iterable[str], has_code: bool) -> Runtime:
    """The runtime, the same bytes for the same sources; some pages may have readers' code."""
    names = FILES | {name: f"{name}.zip.packed" for name in packages}
    if not has_code:
        del names["cells"]
    files = {part: (name, prebuilt(name)) for part, name in names.items()}
    addresses = {part: f"runtime/{hashed(name, data)}" for part, (name, data) in files.items()}
    assets = tuple(Asset(addresses[part], data) for part, (_, data) in files.items())
    return Runtime(addresses, assets, tuple(carried_script(asset) for asset in assets))
