"""What code prints: handed on in batches, and cut off where nobody would read on."""

import sys
from collections.abc import Callable
from functools import cache
from io import TextIOBase
from os import devnull
from pathlib import Path
from time import perf_counter
from typing import TextIO

MOST = 20_000
"""Characters of one run that are shown."""
AT_ONCE = 100
"""So many pieces are handed on as they come: what stands before an endless loop shows."""
PAUSE = 0.05
"""Seconds between two batches of what comes later."""
CUT = f"\n… The rest is not shown: a run shows its first {MOST:,} characters.\n"


@cache
def sink() -> TextIO:
    """A file that swallows what is written."""
    return Path(devnull).open("w", encoding="utf-8")


class Output(TextIOBase):
    """A file to print into."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        super().__init__()
        self._tell = tell
        self._waiting: list[str] = []
        self._room = MOST
        self._pieces = 0
        self._told = 0.0
        self._kept: list[str] = []

    @property
    def text(self) -> str:
        """All that is shown."""
        return "".join(self._kept)

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Takes a text; what is too much is dropped, and that is said once."""
        if self._room < 0:
            return len(text)
        self._waiting.append(text[: self._room])
        self._room -= len(text)
        self._pieces += 1
        if self._room < 0:
            self._waiting.append(CUT)
            # Whoever prints ten million lines has them swallowed by a file that is no Python.
            sys.stdout = sys.stderr = sink()
        if self._room < 0 or self._pieces < AT_ONCE or perf_counter() - self._told > PAUSE:
            self.hand_on()
        return len(text)

    def hand_on(self) -> None:
        """Hands on what waits."""
        text = "".join(self._waiting)
        self._waiting.clear()
        if text:
            self._kept.append(text)
            self._tell(text)
        self._told = perf_counter()
