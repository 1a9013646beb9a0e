"""The pictures of a price: its curve over predictions, the price by step; and their table."""

from collections.abc import Sequence
from functools import lru_cache

from pycore.drawing.chart import Chart
from pycore.drawing.numerals import decimals
from pycore.drawing.plot import (
    Axes,
    Curve,
    Dot,
    Handle,
    Inside,
    Label,
    Mark,
    Segment,
    Tangent,
    draw,
    draw_layers,
)
from pycore.drawing.runs import Growing, Node, Run, row, whole
from pycore.drawing.scenery import Ends, frame_scenery, framed_axes
from pycore.maths.iterate import Trail
from pycore.widgets.losses.prices import CrossEntropy, SquaredError

PAST_RADIUS = 4
TOP = 5.0
"""Of a picture of cross-entropies, in nats: about the price of a probability of 0.007."""
SHARE = 0.3
"""Of the largest squared error in a window, the part that its picture shows."""
LEAST, FACTOR = 0.004, 1.3
"""The least probability of the right class that is drawn, and from one place to the next."""
EDGE = 0.1
"""So close to the left edge, as a part of the window, the label has no room above the picture."""
NAMES = {
    SquaredError: ("prediction", "price of the miss"),
    CrossEntropy: ("probability of “yes”", "price of the miss"),
}

type Some = SquaredError | CrossEntropy


class Pictures:
    """The pictures of one prediction on its way down, step by step."""

    def __init__(self, price: Some, window: Ends, trail: Trail[float]) -> None:
        self.price, self.trail = price, trail
        self.window = window
        self.rows = Growing(self._row)
        self._past = Growing(self._past_dot)
        self._chart = Chart(trail.values, 1.1 * trail.values[0] or 1.0)

    def curve(self, step: int) -> Node:
        """The price of every prediction, and on it the ball, its tangent and its past positions."""
        axes, height, scenery = curve_scenery(self.price, self.window)
        (x, y), slope = self._place(step), self.trail.gradients[step]
        left = min(max(x, self.window[0]), self.window[1])
        inside = left == x and y <= height
        ball = (x, y) if inside else (left, min(y, height))
        layers: dict[str, list[Mark | Run]] = {
            "residuals": [Segment((self.price.y, 0), (left, 0)), Segment((left, 0), ball)],
            "trail": [self._past.first(step)],
            "tangent": [Inside(self.window, (0.0, height), Tangent(ball, slope))] if inside else [],
            "ball" if inside else "ball outside": [Dot(ball, 9), Handle(ball, "prediction")],
        }
        return draw(axes, layers, scenery)

    def chart(self, step: int) -> Node:
        """The price up to a step."""
        return self._chart.draw(step)

    def _place(self, step: int) -> tuple[float, float]:
        return (self.trail.points[step], self.trail.values[step])

    def _row(self, step: int) -> Node:
        x, y = self._place(step)
        numbers = (x, self.price.miss(x), y, self.trail.gradients[step])
        return row(str(step), *(decimals(number) for number in numbers))

    def _past_dot(self, step: int) -> Node | None:
        axes, height, _ = curve_scenery(self.price, self.window)
        x, y = self._place(step)
        shown = self.window[0] <= x <= self.window[1] and y <= height
        return Dot((x, y), PAST_RADIUS).draw(axes) if shown else None


@lru_cache(maxsize=64)
def curve_scenery(price: Some, window: Ends) -> tuple[Axes, float, Run]:
    """Axes, the highest price in view, and what stays while the ball moves."""
    low, high = window
    quantity = isinstance(price, SquaredError)
    height = SHARE * (high - low) * (high - low) if quantity else TOP
    ends, names = (0.0, height), NAMES[type(price)]
    axes = framed_axes(window, ends, names=names)
    rival: list[Mark | Run] = []
    if quantity:
        graph = smooth(price, window)
    else:  # beside it, what squared error would charge for the same probability
        graph, other = smooth(price, probabilities(price.y)), SquaredError(price.y)
        beside = 0.22 if price.y else 0.78
        rival = [
            Inside(window, ends, smooth(other, window)),
            Label((beside, other.loss(beside)), "squared error", (0, 22)),
        ]
    layers: dict[str, list[Mark | Run]] = {
        "target": [Segment((price.y, 0), (price.y, height)), label_mark(price, window, height)],
        "rival": rival,
        "graph": [Inside(window, ends, graph)],
    }
    behind = frame_scenery(axes, window, ends, names)
    return axes, height, whole([*behind.nodes, *draw_layers(axes, layers)])


def label_mark(price: Some, window: Ends, height: float) -> Label:
    """The word at the top of the line where the label is; at the left edge, inside the picture.

    Above that edge stand the axis' name and its highest number.
    """
    at_edge = price.y - window[0] < EDGE * (window[1] - window[0])
    return Label((price.y, height), "label", (34, 18) if at_edge else (0, -4))


def smooth(price: Some, places: Sequence[float]) -> Curve:
    """The price from place to place; a parabola needs but its ends."""
    return Curve(tuple((x, price.loss(x), price.slope(x)) for x in places))


def probabilities(y: float) -> tuple[float, ...]:
    """Where a cross-entropy is drawn: close together where it is steep, and not at the very end."""
    places = [LEAST]
    while places[-1] * FACTOR < 1:
        places.append(places[-1] * FACTOR)
    places.append(1.0)
    return tuple(places) if y else tuple(1 - each for each in reversed(places))
