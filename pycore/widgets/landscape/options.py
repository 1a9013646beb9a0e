"""What an author may choose of a landscape, and what a reader's state may say."""

from collections.abc import Mapping
from typing import Any

from pycore.kit.data import read_data
from pycore.kit.grid import Grid
from pycore.kit.parameters import read_ranges, read_start
from pycore.kit.race import NOBODY, read_optimiser, read_rival
from pycore.kit.rates import read_rate
from pycore.kit.widget import OptionError, read_name, write_state
from pycore.widgets.landscape.surfaces import SURFACES, Surface

DEFAULTS: Mapping[str, Any] = {
    "model": "line",
    "start": {},
    "rate": "0.05",
    "optimiser": "gradient-descent",
    "rival": NOBODY,
}


def read_surface(options: Mapping[str, Any]) -> Surface:
    """The model and the data that it is to fit."""
    surface = SURFACES[read_name(options, "model", tuple(SURFACES))]
    if "data" not in options:
        raise OptionError("data", "widget 'landscape' needs the option 'data'")
    return surface(read_data(options))


def ranges_of(options: Mapping[str, Any], surface: Surface) -> dict[str, Grid]:
    """What the sliders of both parameters reach, by their names."""
    return read_ranges(options, surface.names, model_of(options))


def start_state(options: Mapping[str, Any], surface: Surface) -> str:
    """The state before the first step, checked."""
    ranges = ranges_of(options, surface)
    return write_state(
        **read_start(options, ranges, model_of(options)),
        rate=f"{read_rate(options):g}",
        optimiser=read_optimiser(options),
        rival=read_rival(options),
        steps=0,
    )


def model_of(options: Mapping[str, Any]) -> str:
    """The model as errors name it."""
    return f"model '{options['model']}'"
