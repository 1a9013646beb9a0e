"""A state that a link names, judged as the page judges it (js/address.js), in the same words."""

import re
from bisect import bisect_right
from math import floor

from builder.model.source import allowed_names
from pycore.kit.widget import (
    Choice,
    Control,
    OptionError,
    Scale,
    Slider,
    Widget,
    read_name,
    write_state,
)

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
COUNT = re.compile("[0-9]{1,9}")
CLOSE = 1e-9
"""So near a place, in steps, a number stands on it."""


def state_problem(widget: Widget, text: str) -> str:
    """Why what follows "?" in a link names no state of the widget; mostly nothing."""
    try:
        widget.frame(completed(widget, text))
    except OptionError as error:
        told = allowed_names(error.allowed, error.given) if error.allowed else ""
        return f"{error}{told}"
    return ""


def completed(widget: Widget, text: str) -> str:
    """The state that is named: "rate=0.8" is the first state but for its rate."""
    state = dict(part.partition("=")[::2] for part in widget.first().split("&"))
    controls = {each.name: each for each in widget.controls()}
    named: set[str] = set()
    for part in filter(None, text.split("&")):
        name, _, value = part.partition("=")
        if name not in state:
            raise OptionError(name, f"unknown name '{name}'", tuple(state), name)
        if name in named:
            raise OptionError(name, f"{name} stands in it twice")
        named.add(name)
        state[name] = judged(controls.get(name), name, value)
    return write_state(**state)


def judged(control: Control | None, name: str, text: str) -> str:
    """A value as the state has it. What has no control is a count, such as that of the steps."""
    match control:
        case None:
            if not COUNT.fullmatch(text):
                told = f"{name} '{text}' is not a whole number (allowed: 0 and more)"
                raise OptionError(name, told)
            return str(int(text))
        case Choice():
            values = tuple(value for value, _ in control.options)
            return read_name({name: text}, name, values)
        case Slider():
            return slid(control, text)
        case Scale():
            return on_scale(control, text)


def slid(slider: Slider, text: str) -> str:
    """A number on a place of a slider."""
    number = within(slider.name, text, slider.low, slider.high)
    low, step = float(slider.low), float(slider.step)
    count = (number - low) / step
    if abs(count - round(count)) < CLOSE:
        return f"{number + 0.0:g}"
    raise between(slider.name, text, low + floor(count) * step, low + (floor(count) + 1) * step)


def on_scale(scale: Scale, text: str) -> str:
    """A number of a scale."""
    number = within(scale.name, text, scale.values[0], scale.values[-1])
    below = bisect_right(scale.values, number, key=float) - 1
    if float(scale.values[below]) == number:
        return scale.values[below]
    raise between(scale.name, text, *map(float, scale.values[below : below + 2]))


def within(name: str, text: str, low: str, high: str) -> float:
    """A number from a range."""
    if not NUMBER.fullmatch(text):
        raise OptionError(name, f"{name} '{text}' is not a number")
    if not float(low) <= float(text) <= float(high):
        raise OptionError(name, f"{name} '{text}' is out of range (allowed: {low} to {high})")
    return float(text)


def between(name: str, text: str, low: float, high: float) -> OptionError:
    """What is wrong with a number that is none of a slider's."""
    nearest = f"nearest: {low + 0.0:g} and {high + 0.0:g}"
    return OptionError(name, f"{name} '{text}' lies between two places of the slider ({nearest})")
