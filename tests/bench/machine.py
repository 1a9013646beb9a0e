"""What the measurements depend on: the machine and the versions of everything."""

import json
import os
import platform
import subprocess
from pathlib import Path

from bench.places import PACKAGES, VENV, bench_node
from builder.project import NODE_MODULES, find_node
from support.chromium import find_chromium

RIVALS = {
    "Pyodide": NODE_MODULES / "pyodide",
    "MicroPython": PACKAGES / "@micropython" / "micropython-webassembly-pyscript",
    "PyScript": PACKAGES / "@pyscript" / "core",
    "Eleventy": PACKAGES / "@11ty" / "eleventy",
    "Lighthouse": PACKAGES / "lighthouse",
}


def machine() -> str:
    """Cores and memory: "2 cores, 24 GiB of memory"."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{os.cpu_count()} cores, {memory / 2**30:.0f} GiB of memory"


def versions() -> dict[str, str]:
    """By name."""
    found = {name: package_version(folder) for name, folder in RIVALS.items()}
    return {
        "Chromium": said(find_chromium(), "--version").removeprefix("Chromium "),
        "CPython": platform.python_version(),
        "Node of our build": said(find_node(), "--version"),
        "Node of Eleventy and Lighthouse": said(bench_node(), "--version"),
        "MkDocs": next(VENV.glob("lib/python3*/site-packages/mkdocs-*.dist-info")).stem[7:],
        **found,
    }


def package_version(folder: Path) -> str:
    """Of an npm package."""
    return str(json.loads((folder / "package.json").read_text("utf-8"))["version"])


def said(*command: str | Path) -> str:
    """The first words that a command prints, up to its version."""
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return told.partition(" built")[0].strip()
