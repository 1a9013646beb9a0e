"""The values of a slider that an author gives a range."""

from collections.abc import Mapping
from math import floor, log10
from typing import Any

from pycore.frozen import frozen
from pycore.kit.widget import OptionError, Slider, read_number

WIDEST = 1e4
"""No end of a slider is larger, whatever its sign."""
MOST_VALUES = 200


@frozen
class Grid:
    """The values of a slider: equal steps from the lowest to the highest."""

    low: float
    """The lowest."""
    high: float
    """What none is higher than."""
    step: float
    """From one to the next."""

    def slider(self, name: str, label: str, value: str) -> Slider:
        """The slider with these values."""
        return Slider(name, label, f"{self.low:g}", f"{self.high:g}", f"{self.step:g}", value)

    def read(self, options: Mapping[str, Any], option: str) -> str:
        """An author's number, which must be one of them, as a state says it."""
        value = read_number(options, option, self.low, self.high)
        count = (value - self.low) / self.step
        if abs(count - round(count)) > 1e-6:
            told = f"{option} {value:g} lies between two places of its slider"
            allowed = f"allowed: {self.low:g} and steps of {self.step:g} from there"
            raise OptionError(option, f"{told} ({allowed})")
        return f"{value:g}"


def read_range(given: object, path: str) -> Grid:
    """The values of an option [lowest, highest]: at most 200, a round number apart."""
    if not (isinstance(given, list) and len(given) == 2):
        raise OptionError(path, "a range is two numbers (allowed: [lowest, highest])")
    name = path.rpartition(".")[2]
    try:
        low, high = (read_number({name: end}, name, -WIDEST, WIDEST) for end in given)
    except OptionError as error:
        raise OptionError(path, str(error)) from None
    if low >= high:
        told = f"the range [{low:g}, {high:g}] is empty (allowed: the lower number first)"
        raise OptionError(path, told)
    least = (high - low) / MOST_VALUES
    power = 10.0 ** floor(log10(least))
    step = next(nice * power for nice in (1, 2, 5, 10) if nice * power >= least * 0.999)
    return Grid(low, high, float(f"{step:g}"))
