"""What stays in a picture while its marks move: the axes at its left and its foot, with numbers."""

from functools import lru_cache

from pycore.drawing.numerals import MINUS
from pycore.drawing.plot import Axes, Label, Mark, Segment, draw_layers, ticks
from pycore.drawing.runs import Run, whole

LEFT, FOOT, TOP, NAME = 52, 36, 14, 24
"""Room for the numbers at the axes, above the window, and for a name at either axis: SVG units."""

type Ends = tuple[float, float]


@lru_cache(maxsize=64)
def framed_axes(
    x: Ends, y: Ends, height: float = 400, names: tuple[str, ...] = (), width: float = 600
) -> Axes:
    """The picture that shows a window with its axes at the left and below, and room for both."""
    name = NAME if names else 0
    across = (x[1] - x[0]) / (width - LEFT)
    up = (y[1] - y[0]) / (height - FOOT - TOP - 2 * name)
    low, high = y[0] - up * (FOOT + name), y[1] + up * (TOP + name)
    return Axes((x[0] - across * LEFT, x[1]), (low, high), width, height)


@lru_cache(maxsize=64)
def frame_scenery(axes: Axes, x: Ends, y: Ends, names: tuple[str, ...] = ()) -> Run:
    """The axes of a window in its picture: layers axis, ticks, and names where there are two.

    Where zero lies inside the window, it has a line too.
    """
    inner = [Segment((0, y[0]), (0, y[1]))] if x[0] < 0 < x[1] else []
    inner += [Segment((x[0], 0), (x[1], 0))] if y[0] < 0 < y[1] else []
    corner = (x[0], y[0])
    layers: dict[str, list[Mark | Run]] = {
        "axis": [Segment(corner, (x[1], y[0])), Segment(corner, (x[0], y[1])), *inner],
        "ticks": [
            *(Label((tick, y[0]), written(tick), (0, 24)) for tick in with_zero(x, 6)),
            *(Label((x[0], tick), written(tick), (-24, 6)) for tick in with_zero(y, 5)),
        ],
    }
    if names:
        across, up = names
        layers["names"] = [
            Label((x[1], y[0]), across, (0, FOOT + 14)),
            Label((x[0], y[1]), up, (-LEFT + 4, -TOP - 4)),
        ]
    return whole(draw_layers(axes, layers))


def with_zero(ends: Ends, most: int) -> list[float]:
    """Round numbers between the ends, zero too."""
    zero = [0.0] if ends[0] <= 0 <= ends[1] else []
    return [*ticks(*ends, most), *zero]


def written(tick: float) -> str:
    """The text of a round number: "−1.5", "2"."""
    return f"{tick:g}".replace("-", MINUS)
