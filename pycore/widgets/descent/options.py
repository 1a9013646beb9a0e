"""What an author may choose of a descent, and what a reader's state may say."""

from collections.abc import Mapping
from typing import Any

from pycore.functions import Function
from pycore.optimisers import OPTIMISERS
from pycore.widget import Experiment, OptionError, read_name, read_number, write_state

STATE = ("start", "rate", "optimiser", "steps")
"""The parts of a state, in order."""
START_STEP = 0.01
NARROWEST = 0.1
"""The narrowest window: a slider must have some places."""
LEAST_RATE, GREATEST_RATE = 1e-4, 10.0


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


def start_state(options: Mapping[str, Any], window: tuple[float, float]) -> str:
    """The state before the first step, checked."""
    return write_state(
        start=f"{read_hundredths(options, 'start', *window):g}",
        rate=f"{read_number(options, 'rate', LEAST_RATE, GREATEST_RATE):g}",
        optimiser=read_name(options, "optimiser", tuple(OPTIMISERS)),
        steps=0,
    )


def read_experiments(
    options: Mapping[str, Any], window: tuple[float, float]
) -> tuple[Experiment, ...]:
    """The author's experiments; what one leaves out is as in the widget itself."""
    if not isinstance(options["try"], list):
        raise OptionError("try", "'try' is a list of experiments, each with a 'label'")
    made = []
    for index, each in enumerate(options["try"]):
        try:
            if not isinstance(each, dict) or "label" not in each:
                raise OptionError("label", "an experiment needs a 'label'")
            for option in each:
                if option not in EXPERIMENT:
                    raise OptionError(
                        option, f"unknown option '{option}' of an experiment", EXPERIMENT, option
                    )
            made.append(Experiment(str(each["label"]), start_state({**options, **each}, window)))
        except OptionError as error:
            path = f"try.{index}.{error.option}"
            raise OptionError(path, str(error), error.allowed, error.given) from None
    return tuple(made)


EXPERIMENT = ("label", "start", "rate", "optimiser")
