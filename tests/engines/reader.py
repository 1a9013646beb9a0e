"""What a test asks of a browser, whichever engine it has and whoever drives it."""

import json
from contextlib import suppress
from typing import Any, Protocol

WIDTH, HEIGHT = 1280, 900
SOON, LIVE = 30, 60
"""Seconds for what a page does at once, and for Python to start on a slow machine."""

NOTHING = "$."
READY = "document.readyState === 'complete'"
"""Of a page whose scripts have run."""


class TooLateError(Exception):
    """What was waited for did not come."""


class Reader(Protocol):
    """Somebody with a browser who has not been here before."""

    heard: list[str]
    """What the browser has complained of, where its driver tells."""
    expected: str
    """A pattern of what it may complain of."""

    def open(self, address: str, *, framed: bool = False) -> None:
        """Opens a page; from then on all is about the page, or about the frame in it."""

    def reload(self) -> None:
        """Loads the page again, with the frame in it."""

    def run(self, expression: str) -> Any:
        """What a JavaScript expression gives in the page."""

    def wait(self, condition: str, seconds: float) -> None:
        """Waits until an expression is true, else raises TooLateError."""

    def click(self, selector: str) -> None:
        """Clicks an element with the mouse."""

    def press(self, selector: str, key: str) -> None:
        """Focuses an element and presses a key: Enter, ArrowLeft, Tab or Escape."""

    def type(self, selector: str, text: str) -> None:
        """Focuses a field and types."""


def expect(reader: Reader, expression: str, wanted: Any, seconds: float = SOON) -> None:
    """Waits until an expression gives the value, and compares."""
    text = json.dumps(wanted, ensure_ascii=False, separators=(",", ":"))
    with suppress(TooLateError):
        reader.wait(f"JSON.stringify({expression}) === {json.dumps(text)}", seconds)
    seen = reader.run(expression)
    assert seen == wanted, f"{expression} gives {seen!r}, not {wanted!r}"
