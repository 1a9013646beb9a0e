"""The pictures of a family: the data with one member, and the loss by step; and their table."""

from functools import lru_cache

from pycore.drawing.chart import Chart
from pycore.drawing.numerals import decimals
from pycore.drawing.plot import Curve, Dot, Handle, Inside, Mark, draw
from pycore.drawing.runs import Node, Run, row
from pycore.drawing.scenery import Ends, frame_scenery, framed_axes, written
from pycore.kit.data import data_marks, residual_marks
from pycore.maths.data import Data, spread
from pycore.maths.iterate import walk
from pycore.maths.models import (
    Polynomial,
    best_fit,
    error_gradient,
    mean_squared_error,
    predictions,
)
from pycore.maths.optimisers import GradientDescent, Point

PIECES = {1: 1, 2: 1, 3: 1, 4: 6}
"""Of a polynomial's graph, by its degree; up to degree 3 one piece is exact."""


class Pictures:
    """The pictures of one descent from one setting of the sliders, step by step."""

    def __init__(
        self,
        model: Polynomial,
        data: Data,
        names: tuple[str, ...],
        start: Point,
        rate: float,
        steps: int,
    ) -> None:
        self.model, self.data, self.names = model, data, names

        def slope(point: Point) -> tuple[float, Point]:
            loss = mean_squared_error(model, point, data)
            return loss, error_gradient(model, point, data)

        self.training = walk(slope, GradientDescent(rate), start, steps)
        self.least = mean_squared_error(model, best_fit(model, data), data)
        """The loss of the best member."""
        top = max(1.1 * self.training.values[0], 1.3 * self.least) or 1.0
        self._chart = Chart(self.training.values, top, self.least)

    def misses(self, step: int) -> tuple[float, ...]:
        """Label minus prediction for each example."""
        told = predictions(self.model, self.training.points[step], self.data)
        return tuple(y - each for y, each in zip(self.data.ys, told, strict=True))

    def fit(self, step: int) -> Node:
        """The data, the graph of the model, and the miss of each example."""
        point = self.training.points[step]
        x, y = window(self.data)
        axes = framed_axes(x, y, names=self.names)
        inside = [
            min(max(told, y[0]), y[1]) if told == told else y[1]
            for told in predictions(self.model, point, self.data)
        ]
        layers: dict[str, list[Mark | Run]] = {
            "residuals": [*residual_marks(self.data, tuple(inside))],
            "graph": [Inside(x, y, self._graph(point, x))],
            "data": [*data_marks(self.data)],
        }
        layers |= self._ball(None if step else point[-1], x, y)
        return draw(axes, layers, frame_scenery(axes, x, y, self.names))

    def chart(self, step: int) -> Node:
        """The loss up to a step."""
        return self._chart.draw(step)

    def rows(self, step: int) -> tuple[Node, ...]:
        """Feature, label, prediction, miss and its square for each example."""
        lines = zip(self.data.examples, self.misses(step), strict=True)
        return tuple(
            row(
                written(x),
                written(y),
                *(decimals(each, 2) for each in (y - miss, miss, miss * miss)),
            )
            for (x, y), miss in lines
        )

    def _graph(self, point: Point, x: Ends) -> Curve:
        pieces = PIECES[self.model.degree]
        places = [x[0] + (x[1] - x[0]) * count / pieces for count in range(pieces + 1)]
        model = self.model
        return Curve(
            tuple((at, model.predict(point, at), model.steepness(point, at)) for at in places)
        )

    def _ball(self, b: float | None, x: Ends, y: Ends) -> dict[str, list[Mark | Run]]:
        """Where the graph crosses x = 0: there its height is b, for the reader to drag.

        It stays at the edge when b lies outside, so that it can be dragged back.
        """
        if b is None or not x[0] <= 0 <= x[1]:
            return {"ball": []}
        at = (0.0, min(max(b, y[0]), y[1]))
        return {"ball" if at[1] == b else "ball outside": [Dot(at, 8), Handle(at, up="b")]}


@lru_cache(maxsize=16)
def window(data: Data) -> tuple[Ends, Ends]:
    """Where the data lie, and zero where it is not far from them."""
    return (towards_zero(data.xs), towards_zero(data.ys))


def towards_zero(values: tuple[float, ...]) -> Ends:
    """The ends of a picture of values; zero is not far where half of their width leads to it."""
    low, high = spread(values)
    reach = (high - low) / 2
    if 0 < low <= reach or low < 0 <= min(values):
        low = 0.0
    if -reach <= high < 0 or max(values) <= 0 < high:
        high = 0.0
    return (low, high)
