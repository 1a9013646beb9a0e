"""What stays while balls go down: the curve with its axes and minima, and the chart's axes."""

from functools import lru_cache
from math import isfinite

from pycore.drawing.numerals import MINUS, decimals
from pycore.drawing.plot import Axes, Dot, Label, Mark, Path, Segment, draw_layers, ticks
from pycore.drawing.runs import Node, Run, whole
from pycore.frozen import frozen
from pycore.maths.functions import Extremum, Function

GRAPH_POINTS = 160
ABOVE, BELOW = 0.05, 0.12
"""Room above and below the graph, as parts of its height: below stand the labels of minima."""
HEIGHT = 400
"""Of the curve's part of the picture, in SVG units, as of all below."""
LANES, LANE, FOOT = 72, 26, 36
"""From there to the first lane of the map, from lane to lane, and below the last one."""

type Layers = dict[str, list[Mark | Run | Node]]


@frozen
class Ground:
    """The curve, and how much of it is seen."""

    function: Function
    """Its value plays the part of the loss."""
    window: tuple[float, float]
    """Lowest and highest x of the picture."""
    mapped: bool
    """Whether there is room below for a map of the basins."""

    @property
    def minima(self) -> tuple[Extremum, ...]:
        """The local minima in the window by x."""
        return find_minima(self)

    @property
    def heights(self) -> tuple[float, float]:
        """Lowest and highest y of the curve's part of the picture."""
        return find_heights(self)

    @property
    def axes(self) -> Axes:
        """The whole picture."""
        room = LANES + LANE * len(self.minima) + FOOT if self.mapped else 0
        return Axes(self.window, (self.below(room), self.heights[1]), height=HEIGHT + room)

    def holds(self, x: float, y: float) -> bool:
        """Whether (x, y) lies in the curve's part of the picture; nan never does."""
        low, high = self.heights
        return self.window[0] <= x <= self.window[1] and low <= y <= high

    def lane(self, end: int | None) -> float:
        """The y of the lane for starts that end at a minimum, or at none."""
        number = len(self.minima) if end is None else end
        return self.below(LANES + LANE * number)

    def below(self, units: float) -> float:
        """The y so many SVG units below the curve's own part of the picture."""
        low, high = self.heights
        return low - (high - low) * units / HEIGHT


@lru_cache(maxsize=64)
def find_minima(ground: Ground) -> tuple[Extremum, ...]:
    """The local minima in the window by x."""
    return ground.function.minima_in(*ground.window)


@lru_cache(maxsize=64)
def find_heights(ground: Ground) -> tuple[float, float]:
    """From below the graph to above it."""
    values = [y for _, y in graph(ground).points if isfinite(y)] or [0.0]
    low, high = min(values), max(values)
    height = high - low or 1.0
    return (low - BELOW * height, high + ABOVE * height)


@lru_cache(maxsize=64)
def curve_scenery(ground: Ground) -> Run:
    """What stays while balls move: axes, ticks, graph, minima with their places."""
    window, (low, high) = ground.window, ground.heights
    floor = min(max(0.0, low), high)
    minima = [(found.x, found.value) for found in ground.minima]
    layers: Layers = {
        "axis": [
            Segment((window[0], floor), (window[1], floor)),
            *([Segment((0, low), (0, high))] if window[0] < 0 < window[1] else []),
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
    if ground.mapped:
        add_lanes(ground, layers)
    return whole(draw_layers(ground.axes, layers))


def add_lanes(ground: Ground, layers: Layers) -> None:
    """Adds a lane for each minimum, and one for none of them."""
    middle = sum(ground.window) / 2
    lanes = [ground.lane(end) for end in (*range(len(ground.minima)), None)]
    layers["axis"] += [Segment((ground.window[0], y), (ground.window[1], y)) for y in lanes]
    layers["ticks"] += [
        Label((middle, ground.below(0)), "Which start ends where", (0, 52)),
        Label((middle, lanes[-1]), "at no minimum", (0, 28)),
    ]


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
