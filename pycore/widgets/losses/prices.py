"""The two losses as prices: what a prediction costs, given the true label."""

from typing import Protocol

from pycore.drawing.numerals import decimals, plain
from pycore.frozen import frozen
from pycore.maths.iterate import FAR, Outcome, Trail
from pycore.maths.losses import cross_entropy, squared_error

FLAT = 1e-3
"""A slope up to this size counts as zero."""
SURE = 0.999
"""No probability gets nearer to 1."""


class Price(Protocol):
    """What one prediction costs, for one true label."""

    def loss(self, prediction: float) -> float:
        """The price of a prediction."""
        ...

    def slope(self, prediction: float) -> float:
        """Its derivative by the prediction."""
        ...

    def kept(self, prediction: float) -> float:
        """The prediction, or the nearest that is allowed."""
        ...

    def miss(self, prediction: float) -> float:
        """What the price is made of: the readout beside it in the table."""
        ...

    def told(self, prediction: float) -> str:
        """The price in words."""
        ...

    def compared(self, prediction: float) -> str:
        """What it would be elsewhere."""
        ...

    def end(self, prediction: float) -> str:
        """What has been reached, in words."""
        ...


@frozen
class SquaredError:
    """(ŷ − y)² of a quantity."""

    y: float
    """The true label."""

    def loss(self, prediction: float) -> float:
        """(ŷ − y)²."""
        return squared_error(self.y, prediction)

    def slope(self, prediction: float) -> float:
        """2 (ŷ − y)."""
        return 2 * (prediction - self.y)

    def kept(self, prediction: float) -> float:
        """Every number is allowed."""
        return prediction

    def miss(self, prediction: float) -> float:
        """y − ŷ."""
        return self.y - prediction

    def told(self, prediction: float) -> str:
        """The square of the miss."""
        if prediction == self.y:
            return "The prediction is the label, and costs nothing."
        miss, loss = plain(abs(self.miss(prediction))), plain(self.loss(prediction))
        return f"A miss of {miss} costs {'next to nothing' if loss == '0' else loss}."

    def compared(self, prediction: float) -> str:
        """Twice the miss costs four times as much."""
        if prediction == self.y:
            return "Any other prediction costs something."
        return f"A miss twice as large would cost {plain(4 * self.loss(prediction))}."

    def end(self, _: float) -> str:
        """The label."""
        return f"The prediction has come to the label, {plain(self.y)}: it costs next to nothing."


@frozen
class CrossEntropy:
    """−log of the probability that was given to the right class, yes (1) or no (0)."""

    y: float
    """The true label: 1 or 0."""

    def loss(self, prediction: float) -> float:
        """−log p in nats, for the probability p of the right class."""
        return cross_entropy(self.miss(prediction))

    def slope(self, prediction: float) -> float:
        """−1/p where the label is yes, 1/p where it is no."""
        return (-1.0 if self.y else 1.0) / self.miss(prediction)

    def kept(self, prediction: float) -> float:
        """At most 0.999, at least 0.001: at 0 the price would be infinite."""
        return min(max(prediction, 1 - SURE), SURE)

    def miss(self, prediction: float) -> float:
        """The probability p of the right class."""
        return prediction if self.y else 1 - prediction

    def told(self, prediction: float) -> str:
        """The price of a probability."""
        name, loss = "yes" if self.y else "no", decimals(self.loss(prediction))
        p = plain(self.miss(prediction))
        return f"The right class, {name}, got a probability of {p}: that costs {loss}."

    def compared(self, prediction: float) -> str:
        """Half the probability costs log 2 more, wherever it is."""
        half = cross_entropy(self.miss(prediction) / 2)
        return f"With half of that probability, the price would be {decimals(half)}."

    def end(self, prediction: float) -> str:
        """All but sure."""
        name, loss = "yes" if self.y else "no", decimals(self.loss(prediction))
        return f"The prediction is all but sure of the right class, {name}, and costs {loss}."


PRICES: dict[str, type[SquaredError | CrossEntropy]] = {
    "squared-error": SquaredError,
    "cross-entropy": CrossEntropy,
}


def bring_down(price: Price, start: float, rate: float, steps: int) -> Trail[float]:
    """The way of a prediction by gradient descent on its price, in at most so many steps.

    It ends early where the slope is at most 0.001, where the next step would not move it, since no
    probability gets nearer to 1 (both: converged), and beyond 1e6 (diverged).
    """
    points, outcome = [start], None
    while outcome is None and len(points) <= steps:
        here = points[-1]
        there = price.kept(here - rate * price.slope(here))
        if abs(price.slope(here)) <= FLAT or there == here:
            outcome = Outcome.CONVERGED
            break
        points.append(there)
        if not abs(there) <= FAR:
            outcome = Outcome.DIVERGED
    return Trail(
        points=tuple(points),
        values=tuple(price.loss(point) for point in points),
        gradients=tuple(price.slope(point) for point in points),
        outcome=outcome or Outcome.OUT_OF_STEPS,
    )
