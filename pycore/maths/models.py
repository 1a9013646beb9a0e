"""Models of one feature, how wrong they are on a data set, and which way that falls.

Parameters are a tuple of floats, an optimiser's point. Only +, −, × and ÷ come in, and powers are
running products, so a model is the same to the last bit on CPython and in the page. Nothing raises
on values that are too large: they become infinite or nan.
"""

from pycore.frozen import frozen
from pycore.maths.data import Data
from pycore.maths.optimisers import Point

GREATEST_DEGREE = 4


@frozen
class Polynomial:
    """ŷ = w_d xᵈ + … + w₁ x + b: degree d, d + 1 parameters, that of the highest power first.

    Degree 1 is the line m x + b with the parameters (m, b).
    """

    degree: int
    """From 1 to GREATEST_DEGREE."""

    @property
    def names(self) -> tuple[str, ...]:
        """Of the parameters, in order: m and b of a line, w2, w1 and b of a parabola, and so on."""
        if self.degree == 1:
            return ("m", "b")
        return (*(f"w{power}" for power in range(self.degree, 0, -1)), "b")

    @property
    def word(self) -> str:
        """What readers call a member of the family."""
        return "line" if self.degree == 1 else "curve"

    def predict(self, parameters: Point, x: float) -> float:
        """The prediction for a feature, in units of the label, by Horner's rule."""
        value = 0.0
        for parameter in parameters:
            value = value * x + parameter
        return value

    def steepness(self, parameters: Point, x: float) -> float:
        """The derivative of the prediction by the feature."""
        value = slope = 0.0
        for parameter in parameters:
            slope = slope * x + value
            value = value * x + parameter
        return slope

    def slopes(self, x: float) -> Point:
        """The derivatives of a prediction by each parameter, (xᵈ, …, x, 1), of shape (d + 1)."""
        powers = [1.0]
        for _ in range(self.degree):
            powers.append(powers[-1] * x)
        return tuple(reversed(powers))


LINE = Polynomial(1)


def predictions(model: Polynomial, parameters: Point, data: Data) -> tuple[float, ...]:
    """The prediction for each example, of shape (n), in units of the label."""
    return tuple(model.predict(parameters, x) for x in data.xs)


def mean_squared_error(model: Polynomial, parameters: Point, data: Data) -> float:
    """(1/n) Σ (ŷᵢ − yᵢ)², in squared units of the label.

    Source: Legendre, *Nouvelles méthodes pour la détermination des orbites des comètes* (1805).
    """
    total = 0.0
    for x, y in data.examples:
        miss = model.predict(parameters, x) - y
        total += miss * miss
    return total / len(data)


def error_gradient(model: Polynomial, parameters: Point, data: Data) -> Point:
    """Its gradient, (2/n) Σ (ŷᵢ − yᵢ) ∂ŷᵢ/∂θ, of the shape of the parameters."""
    totals = [0.0] * len(parameters)
    for x, y in data.examples:
        miss = model.predict(parameters, x) - y
        for place, slope in enumerate(model.slopes(x)):
            totals[place] += miss * slope
    return tuple(2.0 * total / len(data) for total in totals)


def best_fit(model: Polynomial, data: Data) -> Point:
    """The parameters of the least mean squared error, by the normal equations.

    Solved by elimination with the largest pivot. Raises ZeroDivisionError where the data have not
    more different x than the degree, so that many parameters do equally well.
    Source: Gauss, *Theoria motus corporum coelestium* (1809), article 180.
    """
    size = model.degree + 1
    rows = [[0.0] * (size + 1) for _ in range(size)]
    for x, y in data.examples:
        slopes = model.slopes(x)
        for row, slope in zip(rows, slopes, strict=True):
            for place, value in enumerate((*slopes, y)):
                row[place] += slope * value
    for step in range(size):
        pivot = max(range(step, size), key=lambda at: abs(rows[at][step]))
        rows[step], rows[pivot] = rows[pivot], rows[step]
        for below in rows[step + 1 :]:
            part = below[step] / rows[step][step]
            for place in range(step, size + 1):
                below[place] -= part * rows[step][place]
    solved = [0.0] * size
    for step in reversed(range(size)):
        known = sum(rows[step][place] * solved[place] for place in range(step + 1, size))
        solved[step] = (rows[step][size] - known) / rows[step][step]
    return tuple(solved)
