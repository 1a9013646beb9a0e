"""A model's parameters as authors and readers set them: a start, and the ranges of sliders."""

from collections.abc import Mapping
from math import floor, log10
from typing import Any

from pycore.widget import OptionError, read_number

DEFAULT_RANGE = ["-5", "5"]
WIDEST = 1e4
MOST_PLACES = 200
"""A slider has at most so many."""

type Range = tuple[float, float, float]
"""Lowest value, highest value and step of a slider."""


def read_ranges(options: Mapping[str, Any], names: tuple[str, ...], model: str) -> dict[str, Range]:
    """The option `ranges`: the slider of each parameter, by its name."""
    given = read_mapping(options, "ranges", names, model)
    return {name: read_range(given.get(name, DEFAULT_RANGE), name) for name in names}


def read_range(given: object, name: str) -> Range:
    """Of one slider; the step is the least round number that makes no more than 200 places."""
    path = f"ranges.{name}"
    if not (isinstance(given, list) and len(given) == 2):
        raise OptionError(path, "a range is two numbers (allowed: [lowest value, highest value])")
    low, high = (read_number({name: end}, name, -WIDEST, WIDEST) for end in given)
    if low >= high:
        told = f"the range [{low:g}, {high:g}] is empty (allowed: the lower number first)"
        raise OptionError(path, told)
    least = (high - low) / MOST_PLACES
    power = 10.0 ** floor(log10(least))
    step = next(nice * power for nice in (1, 2, 5, 10) if nice * power >= least * 0.999)
    return (low, high, float(f"{step:g}"))


def read_start(
    options: Mapping[str, Any], ranges: Mapping[str, Range], model: str
) -> dict[str, str]:
    """The option `start`, as a state writes it; a parameter that is not named starts at 0."""
    given = read_mapping(options, "start", tuple(ranges), model)
    start = {}
    for name, (low, high, step) in ranges.items():
        try:
            value = read_number({name: given.get(name, min(max(0.0, low), high))}, name, low, high)
        except OptionError as error:
            raise OptionError(f"start.{name}", str(error)) from None
        if abs((value - low) / step - round((value - low) / step)) > 1e-6:
            told = f"{name} {value:g} lies between two places of its slider"
            raise OptionError(f"start.{name}", f"{told} (allowed: {low:g} and steps of {step:g})")
        start[name] = f"{value:g}"
    return start


def with_start(options: Mapping[str, Any], tried: Mapping[str, Any]) -> Mapping[str, Any]:
    """An experiment's options; what its start leaves out is as in the widget's."""
    start, usual = tried.get("start"), options.get("start")
    if isinstance(start, dict) and isinstance(usual, dict):
        return {**tried, "start": {**usual, **start}}
    return tried


def read_mapping(
    options: Mapping[str, Any], option: str, names: tuple[str, ...], model: str
) -> Mapping[str, Any]:
    """An option that says something of each parameter, by its name."""
    given = options.get(option, {})
    if not isinstance(given, dict):
        raise OptionError(option, f"'{option}' names parameters (allowed: {', '.join(names)})")
    for name in given:
        if name not in names:
            raise OptionError(
                f"{option}.{name}", f"unknown parameter '{name}' of {model}", names, name
            )
    return given
