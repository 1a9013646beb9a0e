"""What an author may choose of a family, and what a reader's state may say."""

from collections.abc import Mapping
from typing import Any

from pycore.kit.data import read_data
from pycore.kit.grid import Grid
from pycore.kit.parameters import read_ranges, read_start
from pycore.kit.rates import read_rate
from pycore.kit.widget import OptionError, read_number, write_state
from pycore.maths.data import Data
from pycore.maths.models import GREATEST_DEGREE, Polynomial, best_fit


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


def ranges_of(options: Mapping[str, Any], model: Polynomial) -> dict[str, Grid]:
    """What each parameter's slider reaches."""
    return read_ranges(options, model.names, f"degree {model.degree}")


def start_state(options: Mapping[str, Any], model: Polynomial) -> str:
    """The state before the first step, checked."""
    start = read_start(options, ranges_of(options, model), f"degree {model.degree}")
    return write_state(**start, rate=f"{read_rate(options):g}", steps=0)
