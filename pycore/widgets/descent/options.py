"""What an author may choose of a descent, and what a reader's state may say."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from pycore.kit.race import NOBODY, read_optimiser, read_rival
from pycore.kit.rates import read_rate
from pycore.kit.widget import OptionError, read_number, write_state
from pycore.maths.functions import ExpressionError, Function

STATE = ("start", "rate", "optimiser", "rival", "steps")
"""The parts of a state, in order."""
EXPERIMENT = ("start", "rate", "optimiser", "rival")
"""What an experiment may choose."""
DEFAULTS = {
    "rate": "0.05",
    "optimiser": "gradient-descent",
    "rival": NOBODY,
    "starts": [],
    "basins": "no",
}
START_STEP = 0.01
MOST_STARTS = 6
NARROWEST = 0.1
"""The narrowest window: a slider must have some places."""


def read_function(options: Mapping[str, Any]) -> Function:
    """The curve."""
    try:
        return Function.parse(str(options["function"]))
    except ExpressionError as error:
        raise OptionError("function", str(error)) from None


def read_window(options: Mapping[str, Any], function: Function) -> tuple[float, float]:
    """The author's window, or the function's own."""
    if "window" not in options:
        low, high = (round(end, 2) for end in function.window)
    else:
        given = options["window"]
        if not (isinstance(given, list) and len(given) == 2):
            raise OptionError("window", "a window is two numbers (allowed: [lowest x, highest x])")
        low, high = (read_hundredths({"window": end}, "window", -1000, 1000) for end in given)
    if low >= high:
        told = f"the window [{low:g}, {high:g}] is empty (allowed: the lower number first)"
        raise OptionError("window", told)
    if high - low < NARROWEST:
        told = f"the window [{low:g}, {high:g}] is too narrow (allowed: {NARROWEST:g} and wider)"
        raise OptionError("window", told)
    return (low, high)


def read_hundredths(options: Mapping[str, Any], option: str, low: float, high: float) -> float:
    """A number on which the start's slider can stand."""
    number = read_number(options, option, low, high)
    if round(number, 2) != number:
        told = f"{options[option]} lies between two places of the slider"
        raise OptionError(option, f"{told} (allowed: whole hundredths)")
    return number


def read_place(
    options: Mapping[str, Any], option: str, function: Function, window: tuple[float, float]
) -> float:
    """A start inside the window, where the function has a value and a slope."""
    start = read_hundredths(options, option, *window)
    jet = function.jet(start)
    for name, number in (("value", jet.value), ("slope", jet.gradient)):
        if not isfinite(number):
            raise OptionError(option, f"the function has no {name} at start {options[option]}")
    return start


def read_starts(
    options: Mapping[str, Any], function: Function, window: tuple[float, float]
) -> tuple[float, ...]:
    """Where more balls start, beside the reader's own."""
    given = options["starts"]
    if not (isinstance(given, list) and len(given) <= MOST_STARTS):
        told = f"'starts' is a list of numbers (allowed: at most {MOST_STARTS})"
        raise OptionError("starts", told)
    starts = []
    for index, start in enumerate(given):
        try:
            starts.append(read_place({"start": start}, "start", function, window))
        except OptionError as error:
            raise OptionError(f"starts.{index}", str(error)) from None
    return tuple(starts)


def read_basins(options: Mapping[str, Any]) -> bool:
    """Whether the picture maps which start ends where."""
    given = options["basins"]
    if given not in ("yes", "no"):
        told = f"'{given}' does not say whether there is a map (allowed: yes, no)"
        raise OptionError("basins", told)
    return bool(given == "yes")


def start_state(options: Mapping[str, Any], function: Function, window: tuple[float, float]) -> str:
    """The state before the first step, checked."""
    return write_state(
        start=f"{read_place(options, 'start', function, window):g}",
        rate=f"{read_rate(options):g}",
        optimiser=read_optimiser(options),
        rival=read_rival(options),
        steps=0,
    )
