"""Numbers as readers see them."""

from math import isfinite

MINUS = "\N{MINUS SIGN}"


def counted(steps: int) -> str:
    """So many steps in words: "1 step", "2 steps"."""
    return "1 step" if steps == 1 else f"{steps} steps"


def decimals(value: float, places: int = 4) -> str:
    """A number as a reader sees it: "−1.6396"; very large ones as "1.2e+34", and "∞"."""
    if not isfinite(value):
        return {"inf": "∞", "-inf": f"{MINUS}∞"}.get(str(value), "not a number")
    large = 1e5 if places > 2 else 1e6  # a longer text breaks in two lines on a phone
    text = f"{value:.{places}f}" if abs(value) < large else f"{value:.1e}"
    if not text.strip("-0."):
        text = text.removeprefix("-")
    return text.replace("-", MINUS)


def plain(value: float, places: int = 4) -> str:
    """The same without zeros at its end: "2.5", "6"; very large ones as they are."""
    text = decimals(value, places)
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text
