"""The two pictures of the descent: the curve with the ball, and f(x) by step."""

from functools import lru_cache
from math import isfinite, nan

from pycore.functions import Function
from pycore.iterate import Trail
from pycore.plot import (
    Axes,
    Dot,
    Dots,
    Handle,
    Label,
    Mark,
    Node,
    Path,
    Segment,
    Tangent,
    draw,
    draw_layers,
    ticks,
)
from pycore.widgets.model import MINUS, decimals

DRAWN_STEPS = 24
"""How many past positions the trail shows."""
GRAPH_POINTS = 160
ABOVE, BELOW = 0.05, 0.12
"""Room above and below the graph, as parts of its height: below stand the labels of minima."""
CHART_SIZES = (10, 20, 50, 100, 200)
"""How many steps the chart holds: it grows by jumps, so that it seldom redraws what it shows."""

type Layers = dict[str, list[Mark]]


def curve_picture(function: Function, window: tuple[float, float], trail: Trail, step: int) -> Node:
    """The graph with its minima, and on it the ball, its tangent and its past positions."""
    axes = curve_axes(function, window)
    x, y, slope = trail.points[step], trail.values[step], trail.gradients[step]
    positions = zip(trail.points[:step], trail.values[:step], strict=True)
    past = [at for at in positions if axes.holds(*at)][-DRAWN_STEPS:]
    at = into(axes, x, y)
    layers: Layers = {
        "trail": [Dots(tuple(past))],
        "tangent": [Tangent((x, y), slope)] if axes.holds(x, y) and isfinite(slope) else [],
        "ball" if axes.holds(x, y) else "ball outside": [Dot(at, 9), Handle(at, "start")],
    }
    return draw(axes, layers, behind=curve_scenery(function, window))


def chart_picture(function: Function, window: tuple[float, float], trail: Trail, step: int) -> Node:
    """The value f(x) at every step so far, on the same height scale as the curve."""
    size = next(size for size in CHART_SIZES if step <= size)
    axes, behind = chart_scenery(size, curve_axes(function, window).y)
    points = [
        (float(count), value if axes.holds(count, value) else nan)
        for count, value in enumerate(trail.values[: step + 1])
    ]
    layers: Layers = {
        "losses": [Path(tuple(points))],
        "now": [Dot(point, 5) for point in points[-1:] if axes.holds(*point)],
    }
    return draw(axes, layers, behind=behind)


@lru_cache(maxsize=64)
def chart_scenery(size: int, y: tuple[float, float]) -> tuple[Axes, tuple[Node, ...]]:
    """The axes of a chart of so many steps, and what stays while it grows."""
    axes = Axes((-0.04 * size, 1.04 * size), y, height=260)
    floor = min(max(0.0, y[0]), y[1])
    layers: Layers = {
        "axis": [Segment((axes.x[0], floor), (axes.x[1], floor)), Segment((0, y[0]), (0, y[1]))],
        "ticks": [Label((tick, floor), f"{tick:g}", (0, 24)) for tick in ticks(*axes.x, 5)],
    }
    return axes, draw_layers(axes, layers)


@lru_cache(maxsize=64)
def curve_axes(function: Function, window: tuple[float, float]) -> Axes:
    """The window, as high as the graph in it."""
    values = [y for _, y in graph(function, window).points if isfinite(y)] or [0.0]
    low, high = min(values), max(values)
    height = high - low or 1.0
    return Axes(window, (low - BELOW * height, high + ABOVE * height))


@lru_cache(maxsize=64)
def curve_scenery(function: Function, window: tuple[float, float]) -> tuple[Node, ...]:
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
    return draw_layers(axes, layers)


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
