"""A chart that grows: a value by step, drawn as far as the steps have come."""

from collections.abc import Sequence
from functools import lru_cache, partial
from math import isfinite

from pycore.drawing.plot import Axes, Dot, Mark, Segment, draw, draw_layers
from pycore.drawing.runs import Growing, Node, Run, whole
from pycore.drawing.scenery import frame_scenery, framed_axes

SIZES = (10, 20, 50, 100, 200, 500)
"""How many steps the chart holds: it grows by jumps, so that it seldom redraws what it shows."""
HEIGHT = 300


class Chart:
    """The chart of values that are never negative, from 0 up to `top`."""

    def __init__(self, values: Sequence[float], top: float, target: float | None = None) -> None:
        self._values = values
        self._top = top
        self._target = target
        """A value that is worth reaching, as a line across."""
        self._lines = {size: Growing(partial(self._line, size)) for size in SIZES}

    def draw(self, step: int) -> Node:
        """The values up to a step."""
        size = next(size for size in SIZES if step <= size)
        axes, scenery = chart_scenery(size, self._top, self._target)
        now = (float(step), self._values[step])
        layers: dict[str, list[Mark | Run]] = {
            "losses": [self._lines[size].first(step)],
            "now": [Dot(now, 5)] if axes.holds(*now) else [],
        }
        return draw(axes, layers, scenery)

    def _line(self, size: int, step: int) -> Node | None:
        axes, _ = chart_scenery(size, self._top, self._target)
        return step_line(axes, self._values, step)


def step_line(axes: Axes, values: Sequence[float], step: int) -> Node | None:
    """From the value at a step to the next one; up to the upper edge where it leaves the chart.

    None where the step begins outside, or leaves the chart at the bottom. To a value that is no
    number, or infinite, it goes straight up.
    """
    here, there = [(float(each), values[each]) for each in (step, step + 1)]
    if not axes.holds(*here) or there[1] < axes.y[0]:
        return None
    if not axes.holds(*there):
        rise, room = there[1] - here[1], axes.y[1] - here[1]
        there = (step + room / rise if isfinite(rise) else float(step), axes.y[1])
    return Segment(here, there).draw(axes)


@lru_cache(maxsize=64)
def chart_scenery(size: int, top: float, target: float | None) -> tuple[Axes, Run]:
    """The axes of a chart of so many steps, and what stays while it grows."""
    x, y = (0.0, size * 1.03), (0.0, top)
    axes = framed_axes(x, y, HEIGHT)
    behind = frame_scenery(axes, x, y)
    if target is None:
        return axes, behind
    line = Segment((0, target), (x[1], target))
    return axes, whole([*behind.nodes, *draw_layers(axes, {"target": [line]})])
