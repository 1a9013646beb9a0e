"""The mark of a step that led across a minimum."""

from math import sqrt

from pycore.drawing.plot import Axes, coordinate
from pycore.drawing.runs import Node
from pycore.frozen import frozen


@frozen
class Leap:
    """A leap from one point to another: a curve that rises above both."""

    start: tuple[float, float]
    """Where it begins, (x, y)."""
    end: tuple[float, float]
    """Where it ends, (x, y)."""

    def draw(self, axes: Axes) -> Node:
        """One ``path``, a quadratic Bézier curve whose top stays inside the picture."""
        (left, top), (right, bottom) = axes.place(*self.start), axes.place(*self.end)
        rise = 20 + abs(right - left) / 4
        # With its third point at −p, a curve between a and b just touches the edge where p² = ab.
        peak = max(min(top, bottom) - rise, -sqrt(top * bottom))
        places = ((left, top), ((left + right) / 2, peak), (right, bottom))
        first, *others = [f"{coordinate(x)} {coordinate(y)}" for x, y in places]
        return ("path", {"d": f"M{first}Q{' '.join(others)}"})
