"""The kinds of blocks: each module here is one, found by its name."""

from functools import cache
from importlib import import_module
from pathlib import Path

from builder.reading.block import Block

KINDS = tuple(
    sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.name[0] != "_")
)
"""What the first word of a fence may be to open a block."""


@cache
def find_kind(name: str) -> type[Block]:
    """The kind of that name."""
    kind: type[Block] = import_module(f"{__name__}.{name}").BLOCK
    return kind
