"""What stays while balls go down: the curve with its axes and minima, and the chart's axes."""

from functools import lru_cache
from math import isfinite

from pycore.frozen import frozen
from pycore.functions import Extremum, Function
from pycore.plot import Axes, Dot, Label, Mark, Path, Segment, draw_layers, ticks
from pycore.runs import Run, whole
from pycore.widget import MINUS, decimals

GRAPH_POINTS = 160
ABOVE, BELOW = 0.05, 0.12
"""Room above and below the graph, as parts of its height: below stand the labels of minima."""

type Layers = dict[str, list[Mark | Run]]


@frozen
class Ground:
    """The curve, and how much of it is seen."""

    function: Function
    """Its value plays the part of the loss."""
    window: tuple[float, float]
    """Lowest and highest x of the picture."""

    @property
    def minima(self) -> tuple[Extremum, ...]:
        """The local minima in the window by x."""
        return find_minima(self)

    @property
    def axes(self) -> Axes:
        """The window, as high as the graph in it."""
        return curve_axes(self)


@lru_cache(maxsize=64)
def find_minima(ground: Ground) -> tuple[Extremum, ...]:
    """The local minima in the window by x."""
    return ground.function.minima_in(*ground.window)


@lru_cache(maxsize=64)
def curve_axes(ground: Ground) -> Axes:
    """The window, as high as the graph in it."""
    values = [y for _, y in graph(ground).points if isfinite(y)] or [0.0]
    low, high = min(values), max(values)
    height = high - low or 1.0
    return Axes(ground.window, (low - BELOW * height, high + ABOVE * height))


@lru_cache(maxsize=64)
def curve_scenery(ground: Ground) -> Run:
    """What stays while balls move: axes, ticks, graph, minima with their places."""
    axes, window = ground.axes, ground.window
    floor = min(max(0.0, axes.y[0]), axes.y[1])
    minima = [(found.x, found.value) for found in ground.minima]
    layers: Layers = {
        "axis": [
            Segment((window[0], floor), (window[1], floor)),
            *([Segment((0, axes.y[0]), (0, axes.y[1]))] if window[0] < 0 < window[1] else []),
        ],
        "graph": [graph(ground)],
        "ticks": [
            mark
            for tick in ticks(*window)
            for mark in (
                Dot((tick, floor), 2),
                Label((tick, floor), f"{tick:g}".replace("-", MINUS), (0, 24)),
            )
        ],
        "minima": [mark for at in minima for mark in (Dot(at, 5), minimum_label(at))],
    }
    return whole(draw_layers(axes, layers))


@lru_cache(maxsize=64)
def graph(ground: Ground) -> Path:
    """The function at equally spaced x."""
    low, high = ground.window
    places = [low + (high - low) * count / GRAPH_POINTS for count in range(GRAPH_POINTS + 1)]
    return Path(tuple((x, ground.function(x)) for x in places))


def minimum_label(at: tuple[float, float]) -> Label:
    """The x of a minimum, below it."""
    return Label(at, decimals(at[0], 3), (0, 28))


@lru_cache(maxsize=64)
def chart_scenery(size: int, y: tuple[float, float]) -> tuple[Axes, Run]:
    """The axes of a chart of so many steps, and what stays while it grows."""
    axes = Axes((-0.04 * size, 1.04 * size), y, height=260)
    floor = min(max(0.0, y[0]), y[1])
    layers: Layers = {
        "axis": [Segment((axes.x[0], floor), (axes.x[1], floor)), Segment((0, y[0]), (0, y[1]))],
        "ticks": [Label((tick, floor), f"{tick:g}", (0, 24)) for tick in ticks(*axes.x, 5)],
    }
    return axes, whole(draw_layers(axes, layers))
