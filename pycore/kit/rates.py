"""The learning rate as a reader's control."""

from collections.abc import Iterable, Mapping
from typing import Any

from pycore.kit.widget import Scale, read_number

LEAST_RATE, GREATEST_RATE = 1e-4, 10.0
RATES = tuple(
    f"{mantissa * power:g}"
    for power in (0.001, 0.01, 0.1)
    for mantissa in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
)
"""The slider is logarithmic: ten values for each factor of ten, and the author's."""


def read_rate(options: Mapping[str, Any]) -> float:
    """The option or control `rate`."""
    return read_number(options, "rate", LEAST_RATE, GREATEST_RATE)


def rate_scale(rate: float, tried: Iterable[str] = ()) -> Scale:
    """The control, at that rate; with the rates of experiments."""
    rates = sorted({"1", f"{rate:g}", *RATES, *tried}, key=float)
    return Scale("rate", "Learning rate", tuple(rates), f"{rate:g}")
