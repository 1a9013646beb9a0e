"""The two pictures of the descent: the curve with the ball, and f(x) by step."""

from functools import lru_cache, partial
from math import isfinite

from pycore.functions import Function
from pycore.iterate import Trail
from pycore.plot import (
    Axes,
    Dot,
    Handle,
    Label,
    Mark,
    Path,
    Segment,
    Tangent,
    draw,
    draw_layers,
    ticks,
)
from pycore.runs import Growing, Node, Run, row, whole
from pycore.widget import MINUS, decimals

GRAPH_POINTS = 160
ABOVE, BELOW = 0.05, 0.12
"""Room above and below the graph, as parts of its height: below stand the labels of minima."""
PAST_RADIUS = 4
CHART_SIZES = (10, 20, 50, 100, 200)
"""How many steps the chart holds: it grows by jumps, so that it seldom redraws what it shows."""

type Layers = dict[str, list[Mark | Run]]


class Pictures:
    """The pictures of one descent, step by step.

    A frame adds at most one mark to the trail and one to the chart: each is drawn once, when a
    step first needs it.
    """

    def __init__(self, function: Function, window: tuple[float, float], trail: Trail) -> None:
        self.trail = trail
        self.axes = curve_axes(function, window)
        self.scenery = curve_scenery(function, window)
        self.rows = Growing(self._row)
        self._past = Growing(self._past_dot)
        self._lines = {size: Growing(partial(self._line, size)) for size in CHART_SIZES}

    def curve(self, step: int) -> Node:
        """The graph with its minima, and on it the ball, its tangent and its past positions."""
        at = (x, y) = self._place(step)
        slope = self.trail.gradients[step]
        inside = self.axes.holds(x, y)
        ball = at if inside else into(self.axes, x, y)
        layers: Layers = {
            "trail": [self._past.first(step)],
            "tangent": [Tangent(at, slope)] if inside and isfinite(slope) else [],
            "ball" if inside else "ball outside": [Dot(ball, 9), Handle(ball, "start")],
        }
        return draw(self.axes, layers, self.scenery)

    def chart(self, step: int) -> Node:
        """The value f(x) at every step so far, on the same height scale as the curve."""
        size = next(size for size in CHART_SIZES if step <= size)
        axes, scenery = chart_scenery(size, self.axes.y)
        now = (float(step), self.trail.values[step])
        layers: Layers = {
            "losses": [self._lines[size].first(step)],
            "now": [Dot(now, 5)] if axes.holds(*now) else [],
        }
        return draw(axes, layers, scenery)

    def _place(self, step: int) -> tuple[float, float]:
        return (self.trail.points[step], self.trail.values[step])

    def _row(self, step: int) -> Node:
        trail = self.trail
        numbers = (trail.points[step], trail.values[step], trail.gradients[step])
        return row(str(step), *(decimals(number) for number in numbers))

    def _past_dot(self, step: int) -> Node | None:
        at = self._place(step)
        return Dot(at, PAST_RADIUS).draw(self.axes) if self.axes.holds(*at) else None

    def _line(self, size: int, step: int) -> Node | None:
        """From the value at a step to the next one."""
        axes, _ = chart_scenery(size, self.axes.y)
        here, there = [(float(each), self.trail.values[each]) for each in (step, step + 1)]
        inside = axes.holds(*here) and axes.holds(*there)
        return Segment(here, there).draw(axes) if inside else None


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


@lru_cache(maxsize=64)
def curve_axes(function: Function, window: tuple[float, float]) -> Axes:
    """The window, as high as the graph in it."""
    values = [y for _, y in graph(function, window).points if isfinite(y)] or [0.0]
    low, high = min(values), max(values)
    height = high - low or 1.0
    return Axes(window, (low - BELOW * height, high + ABOVE * height))


@lru_cache(maxsize=64)
def curve_scenery(function: Function, window: tuple[float, float]) -> Run:
    """What stays while the ball moves: axes, ticks, graph, minima with their places."""
    axes = curve_axes(function, window)
    floor = min(max(0.0, axes.y[0]), axes.y[1])
    minima = [(found.x, found.value) for found in function.minima_in(*window)]
    layers: Layers = {
        "axis": [
            Segment((window[0], floor), (window[1], floor)),
            *([Segment((0, axes.y[0]), (0, axes.y[1]))] if window[0] < 0 < window[1] else []),
        ],
        "graph": [graph(function, window)],
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
def graph(function: Function, window: tuple[float, float]) -> Path:
    """The function at equally spaced x."""
    low, high = window
    places = [low + (high - low) * count / GRAPH_POINTS for count in range(GRAPH_POINTS + 1)]
    return Path(tuple((x, function(x)) for x in places))


def minimum_label(at: tuple[float, float]) -> Label:
    """The x of a minimum, below it."""
    return Label(at, decimals(at[0], 3), (0, 28))


def into(axes: Axes, x: float, y: float) -> tuple[float, float]:
    """The nearest point inside the picture; what is not a number goes to the top left."""
    left = min(max(x, axes.x[0]), axes.x[1]) if x == x else axes.x[0]
    top = min(max(y, axes.y[0]), axes.y[1]) if y == y else axes.y[1]
    return (left, top)
