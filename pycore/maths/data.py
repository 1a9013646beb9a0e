"""A data set of examples with one feature and one label each."""

from pycore.frozen import frozen

ROOM = 0.08
"""Room beyond the outermost examples on each side, as a part of what they span."""


@frozen
class Data:
    """Examples with one feature each. Raises nothing."""

    examples: tuple[tuple[float, float], ...]
    """Feature x and label y of each example, at least two, and not all of one x."""

    def __len__(self) -> int:
        return len(self.examples)

    @property
    def xs(self) -> tuple[float, ...]:
        """The features, in the order of the examples."""
        return tuple(x for x, _ in self.examples)

    @property
    def ys(self) -> tuple[float, ...]:
        """The labels, in the order of the examples."""
        return tuple(y for _, y in self.examples)

    @property
    def window(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """Lowest and highest x, lowest and highest y of a good picture: all examples, and room."""
        return (spread(self.xs), spread(self.ys))


def spread(values: tuple[float, ...]) -> tuple[float, float]:
    """From below the least to above the greatest; around one value 1 to either side."""
    low, high = min(values), max(values)
    room = (high - low) * ROOM or 1.0
    return (low - room, high + room)
