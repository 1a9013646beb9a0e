"""What an author may choose of a family, and what a reader's state may say."""

from collections.abc import Mapping
from typing import Any

from pycore.data import Data, read_data
from pycore.models import GREATEST_DEGREE, Polynomial, best_fit
from pycore.places import Places, read_range
from pycore.rates import read_rate
from pycore.widget import OptionError, read_number, write_state

DEFAULT_RANGE = ["-5", "5"]


def read_model(options: Mapping[str, Any]) -> Polynomial:
    """The family of the option `degree`."""
    degree = read_number(options, "degree", 1, GREATEST_DEGREE)
    if degree != int(degree):
        told = f"degree {options['degree']} is no whole number"
        raise OptionError("degree", f"{told} (allowed: 1 to {GREATEST_DEGREE})")
    return Polynomial(int(degree))


def read_examples(options: Mapping[str, Any], model: Polynomial) -> Data:
    """The data, which must tell the parameters apart."""
    if "data" not in options:
        raise OptionError("data", "widget 'family' needs the option 'data'")
    data = read_data(options)
    try:
        best_fit(model, data)
    except ZeroDivisionError:
        told = f"degree {model.degree} needs at least {model.degree + 1} examples of different x"
        raise OptionError("data", told) from None
    return data


def read_ranges(options: Mapping[str, Any], model: Polynomial) -> dict[str, Places]:
    """What each parameter's slider reaches."""
    given = read_mapping(options, "ranges", model)
    return {
        name: read_range(given.get(name, DEFAULT_RANGE), f"ranges.{name}") for name in model.names
    }


def read_mapping(options: Mapping[str, Any], option: str, model: Polynomial) -> Mapping[str, Any]:
    """An option that says something of each parameter, by its name."""
    given = options.get(option, {})
    names = ", ".join(model.names)
    if not isinstance(given, dict):
        raise OptionError(option, f"'{option}' names parameters (allowed: {names})")
    for name in given:
        if name not in model.names:
            told = f"unknown parameter '{name}' of degree {model.degree}"
            raise OptionError(f"{option}.{name}", told, model.names, name)
    return given


def start_state(options: Mapping[str, Any], model: Polynomial) -> str:
    """The state before the first step, checked; a parameter that is not named starts at 0."""
    given = read_mapping(options, "start", model)
    start = {}
    for name, places in read_ranges(options, model).items():
        nearest = min(max(0.0, places.low), places.high)
        try:
            start[name] = places.read({name: nearest, **given}, name)
        except OptionError as error:
            raise OptionError(f"start.{name}", str(error)) from None
    return write_state(**start, rate=f"{read_rate(options):g}", steps=0)
