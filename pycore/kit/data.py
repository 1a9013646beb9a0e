"""The option `data`, and the marks of a data set."""

from collections.abc import Mapping
from typing import Any

from pycore.drawing.plot import Dot, Mark, Segment
from pycore.kit.widget import OptionError, read_number
from pycore.maths.data import Data

LARGEST = 1e6
"""No feature and no label is larger, whatever its sign."""
MOST_EXAMPLES = 100
DATA_RADIUS = 5


def data_marks(data: Data) -> list[Mark]:
    """A dot for each example: the layer `data`."""
    return [Dot(example, DATA_RADIUS) for example in data.examples]


def residual_marks(data: Data, predictions: tuple[float, ...]) -> list[Mark]:
    """An upright line from each label to its prediction: the layer `residuals`."""
    pairs = zip(data.examples, predictions, strict=True)
    return [Segment((x, y), (x, prediction)) for (x, y), prediction in pairs]


def read_data(options: Mapping[str, Any], option: str = "data") -> Data:
    """The data set of an option [[x, y], …]; OptionError where it is none.

    The option must be there. The path of an error names the example, as in "data.2".
    """
    given = options[option]
    if not isinstance(given, list):
        raise OptionError(option, f"'{option}' is a list of examples {SHAPE}")
    if len(given) > MOST_EXAMPLES:
        told = f"'{option}' has {len(given)} examples"
        raise OptionError(option, f"{told} (allowed: at most {MOST_EXAMPLES})")
    examples = tuple(read_example(each, f"{option}.{index}") for index, each in enumerate(given))
    if len({x for x, _ in examples}) < 2:
        told = f"'{option}' has no two examples with different x"
        raise OptionError(option, f"{told} (allowed: at least two such examples)")
    return Data(examples)


def read_example(given: object, path: str) -> tuple[float, float]:
    """The numbers of one example; OptionError under its path."""
    if not (isinstance(given, list) and len(given) == 2):
        raise OptionError(path, f"an example is two numbers {SHAPE}")
    try:
        x, y = (
            read_number({name: number}, name, -LARGEST, LARGEST)
            for name, number in zip("xy", given, strict=True)
        )
    except OptionError as error:
        raise OptionError(path, str(error)) from None
    return (x, y)


SHAPE = "(allowed: [[x, y], …], feature and label of each)"
