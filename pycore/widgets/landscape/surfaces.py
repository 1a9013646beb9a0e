"""The losses over two parameters that a landscape can show, each with the model behind it."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from pycore.drawing.plot import Curve, Segment
from pycore.frozen import frozen
from pycore.maths.contours import Grid
from pycore.maths.data import Data
from pycore.maths.models import LINE, best_fit, error_gradient, mean_squared_error
from pycore.maths.network import loss_and_gradient, losses_on, predictions, steepnesses
from pycore.maths.optimisers import Point
from pycore.maths.stationary import Stationary, find_stationary

PIECES = 11
"""Of the curve of a network: the pieces are cubic."""


@frozen
class Surface(ABC):
    """The mean squared error of a model with two parameters on a data set."""

    data: Data
    """The examples."""

    names: ClassVar[tuple[str, str]]
    """Of the parameters, as states and formulas write them."""
    labels: ClassVar[tuple[str, str]]
    """What readers call them."""
    word: ClassVar[str]
    """What readers call the model."""
    needs: ClassVar[tuple[str, ...]]
    """Python packages that it computes with."""

    @abstractmethod
    def slope(self, point: Point) -> tuple[float, Point]:
        """The loss and its gradient."""

    @abstractmethod
    def losses(self, across: Sequence[float], up: Sequence[float]) -> Grid:
        """The losses on a grid: a row for each second parameter, in it one for each first."""

    def stationary(
        self, grid: Grid, across: Sequence[float], up: Sequence[float]
    ) -> tuple[Stationary, ...]:
        """Where the loss is flat, inside the grid, the lowest first."""
        return find_stationary(self.slope, grid, across, up)

    @abstractmethod
    def graph(self, point: Point, x: tuple[float, float]) -> Curve | Segment:
        """The predictions of the model with those parameters, from one end of x to the other."""


class LineSurface(Surface):
    """A line m x + b: its loss is a bowl."""

    names = LINE.names[0], LINE.names[1]
    labels = "Slope m", "Bias b"
    word = "line"
    needs = ()

    def slope(self, point: Point) -> tuple[float, Point]:
        """The loss and its gradient."""
        loss = mean_squared_error(LINE, point, self.data)
        return loss, error_gradient(LINE, point, self.data)

    def losses(self, across: Sequence[float], up: Sequence[float]) -> Grid:
        """The losses on a grid, from those at six points: the loss is a polynomial of degree 2."""
        bottom, (by_m, by_b) = self.slope((0.0, 0.0))
        mm, mb = (
            at - start for at, start in zip(self.slope((1.0, 0.0))[1], (by_m, by_b), strict=True)
        )
        bb = self.slope((0.0, 1.0))[1][1] - by_b
        return [
            [bottom + m * (by_m + mm * m / 2 + mb * b) + b * (by_b + bb * b / 2) for m in across]
            for b in up
        ]

    def stationary(
        self, grid: Grid, across: Sequence[float], up: Sequence[float]
    ) -> tuple[Stationary, ...]:
        """The one minimum, where it lies inside."""
        best = best_fit(LINE, self.data)
        inside = across[0] <= best[0] <= across[-1] and up[0] <= best[1] <= up[-1]
        return (Stationary(best, self.slope(best)[0], "minimum"),) if inside else ()

    def graph(self, point: Point, x: tuple[float, float]) -> Curve | Segment:
        """The line."""
        low, high = x
        return Segment((low, LINE.predict(point, low)), (high, LINE.predict(point, high)))


class NetworkSurface(Surface):
    """A network of two neurons, s(x − u) − s(x − v): its loss has several valleys."""

    names = "u", "v"
    labels = "First neuron u", "Second neuron v"
    word = "curve"
    needs = ("numpy",)

    def slope(self, point: Point) -> tuple[float, Point]:
        """The loss and its gradient."""
        return loss_and_gradient(point, self.data)

    def losses(self, across: Sequence[float], up: Sequence[float]) -> Grid:
        """The losses on a grid."""
        return losses_on(across, up, self.data)

    def graph(self, point: Point, x: tuple[float, float]) -> Curve | Segment:
        """A smooth curve."""
        low, high = x
        xs = [low + (high - low) * count / PIECES for count in range(PIECES + 1)]
        return Curve(tuple(zip(xs, predictions(point, xs), steepnesses(point, xs), strict=True)))


SURFACES: dict[str, type[Surface]] = {"line": LineSurface, "network": NetworkSurface}
