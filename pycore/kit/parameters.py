"""A model's parameters as authors set them: the ranges of their sliders, and a start."""

from collections.abc import Mapping
from typing import Any

from pycore.kit.grid import Grid, read_range
from pycore.kit.widget import OptionError

DEFAULT_RANGE = ["-5", "5"]


def read_ranges(options: Mapping[str, Any], names: tuple[str, ...], model: str) -> dict[str, Grid]:
    """The option `ranges`: what each parameter's slider reaches, by its name."""
    given = read_mapping(options, "ranges", names, model)
    return {name: read_range(given.get(name, DEFAULT_RANGE), f"ranges.{name}") for name in names}


def read_start(
    options: Mapping[str, Any], ranges: Mapping[str, Grid], model: str
) -> dict[str, str]:
    """The option `start`, as a state says it; a parameter that is not named starts at 0."""
    given = read_mapping(options, "start", tuple(ranges), model)
    start = {}
    for name, grid in ranges.items():
        nearest = min(max(0.0, grid.low), grid.high)
        try:
            start[name] = grid.read({name: nearest, **given}, name)
        except OptionError as error:
            raise OptionError(f"start.{name}", str(error)) from None
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
            told = f"unknown parameter '{name}' of {model}"
            raise OptionError(f"{option}.{name}", told, names, name)
    return given
