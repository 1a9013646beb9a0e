"""The two modules that Pyodide's WebAssembly is split into, compressed."""

import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path

from builder.cache.store import cached
from builder.pyodide.stdlib import PYODIDE
from builder.pyodide.wasm_split import Split
from builder.pyodide.zstd_blocks import squeeze

STOCK = PYODIDE / "pyodide.asm.wasm"
"""Pyodide's WebAssembly."""
USED = Path(__file__).with_name("used.json")
"""Which of its functions the pages of widgets run: `make used` writes it."""


def make_module(part: str) -> bytes:
    """One of the two, in blocks."""
    return cached(part, MODULES[part][1], STOCK, USED)


def make_first_module(stock: Path, used: Path) -> bytes:
    """The module with the functions that are used, made anew."""
    return squeeze(Split(stock.read_bytes(), used_functions(stock, used)).first_module())


def make_rest(stock: Path, used: Path) -> bytes:
    """The module with the others, made anew."""
    return squeeze(Split(stock.read_bytes(), used_functions(stock, used)).rest())


MODULES: dict[str, tuple[str, Callable[[Path, Path], bytes]]] = {
    "wasm": ("pyodide.wasm", make_first_module),
    "rest": ("rest.wasm", make_rest),
}
"""By the part of Python, a file's name and what makes it."""


def used_functions(stock: Path, used: Path) -> Iterable[int]:
    """All, where those of another release are noted: then pages load more, and miss nothing."""
    noted = json.loads(used.read_text("utf-8"))
    return noted["functions"] if noted["wasm"] == digest_of(stock) else range(2**16)


def write_used(functions: set[int]) -> None:
    """Notes which functions of this release are used."""
    noted = {"wasm": digest_of(STOCK), "functions": sorted(functions)}
    USED.write_text(f"{json.dumps(noted)}\n", "utf-8")


def digest_of(wasm: Path) -> str:
    """The SHA-256 of a WebAssembly module."""
    return sha256(wasm.read_bytes()).hexdigest()
