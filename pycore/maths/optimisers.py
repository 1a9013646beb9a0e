"""Five ways to go downhill, each a frozen setting that steps from state to state.

A point is a tuple of parameters, a gradient takes a point to the tuple of partial derivatives
there, of the same length; rates are in units of the parameter over units of the gradient. Nothing
raises on points or gradients that are infinite or nan: they only spread.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from math import inf, sqrt
from typing import Any, ClassVar

from pycore.frozen import frozen

type Point = tuple[float, ...]
type Gradient = Callable[[Point], Point]


@frozen
class State:
    """Where an optimiser is; one with more than a point has a state of its own."""

    point: Point
    """The parameters."""


@frozen
class MomentumState(State):
    """The state of an optimiser with momentum."""

    velocity: Point
    """The last step, of the shape of the point."""


@frozen
class RMSPropState(State):
    """The state of RMSProp."""

    square: Point
    """Running mean of the squared gradients."""


@frozen
class AdamState(State):
    """The state of Adam."""

    mean: Point
    """Running mean of the gradients, from 0."""
    square: Point
    """Running mean of the squared gradients, from 0."""
    beta1_power: float
    """beta1 to the power of the steps so far: what the mean lacks, since it began at 0."""
    beta2_power: float
    """beta2 to the power of the steps so far: what the square lacks."""


@frozen
class Optimiser[S: State](ABC):
    """A rule for the next step. Raises ValueError where a setting is out of its range."""

    rate: float
    """Learning rate, finite and greater than 0."""

    title: ClassVar[str]
    """What readers call it."""

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            _check_setting(name, value)

    @abstractmethod
    def begin(self, point: Point) -> S:
        """The state before the first step."""

    @abstractmethod
    def step(self, state: S, gradient: Gradient) -> S:
        """The state one step further down; the gradient is asked for once."""


@frozen
class GradientDescent(Optimiser[State]):
    """point − rate · gradient. Source: Cauchy, *Comptes rendus* 25 (1847)."""

    title = "Gradient descent"

    def begin(self, point: Point) -> State:
        """The point."""
        return State(point)

    def step(self, state: State, gradient: Gradient) -> State:
        """One step against the gradient."""
        slopes = gradient(state.point)
        return State(
            tuple(x - self.rate * slope for x, slope in zip(state.point, slopes, strict=True))
        )


@frozen
class Momentum(Optimiser[MomentumState]):
    """A heavy ball: velocity ← beta · velocity − rate · gradient; point ← point + velocity.

    Source: Polyak, "Some methods of speeding up the convergence of iteration methods" (1964).
    """

    beta: float = 0.9
    """Part of the last velocity in the next, in [0, 1)."""

    title = "Momentum"

    def begin(self, point: Point) -> MomentumState:
        """The point, at rest."""
        return MomentumState(point, tuple(0.0 for _ in point))

    def step(self, state: MomentumState, gradient: Gradient) -> MomentumState:
        """One step with the new velocity."""
        return self._move(state, gradient(state.point))

    def _move(self, state: MomentumState, slopes: Point) -> MomentumState:
        velocity = tuple(
            self.beta * velocity - self.rate * slope
            for velocity, slope in zip(state.velocity, slopes, strict=True)
        )
        point = tuple(x + move for x, move in zip(state.point, velocity, strict=True))
        return MomentumState(point, velocity)


@frozen
class Nesterov(Momentum):
    """Momentum with the gradient taken ahead, at point + beta · velocity.

    Source: Nesterov (1983), in the form of Sutskever, Martens, Dahl & Hinton, "On the importance
    of initialization and momentum in deep learning" (2013), equations 3 and 4.
    """

    title = "Nesterov momentum"

    def step(self, state: MomentumState, gradient: Gradient) -> MomentumState:
        """One step with the new velocity."""
        ahead = tuple(
            x + self.beta * velocity
            for x, velocity in zip(state.point, state.velocity, strict=True)
        )
        return self._move(state, gradient(ahead))


@frozen
class RMSProp(Optimiser[RMSPropState]):
    """Steps of a gradient that is divided by its own recent size.

    square ← beta · square + (1 − beta) · gradient²;
    point ← point − rate · gradient / (√square + epsilon).
    Source: Tieleman & Hinton, *Neural Networks for Machine Learning*, lecture 6.5 (2012).
    """

    beta: float = 0.9
    """Decay of the running mean, in [0, 1)."""
    epsilon: float = 1e-8
    """Keeps the divisor from 0; in units of the gradient, finite and greater than 0."""

    title = "RMSProp"

    def begin(self, point: Point) -> RMSPropState:
        """The point, with no gradient seen yet."""
        return RMSPropState(point, tuple(0.0 for _ in point))

    def step(self, state: RMSPropState, gradient: Gradient) -> RMSPropState:
        """One scaled step against the gradient."""
        slopes = gradient(state.point)
        square = _running_mean(state.square, tuple(slope * slope for slope in slopes), self.beta)
        moved = (
            x - self.rate * slope / (sqrt(size) + self.epsilon)
            for x, slope, size in zip(state.point, slopes, square, strict=True)
        )
        return RMSPropState(tuple(moved), square)


@frozen
class Adam(Optimiser[AdamState]):
    """Momentum and RMSProp at once, both means freed from their start at 0.

    Source: Kingma & Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1; rate,
    beta1, beta2 and epsilon are its α, β₁, β₂ and ε.
    """

    beta1: float = 0.9
    """Decay of the running mean, in [0, 1)."""
    beta2: float = 0.999
    """Decay of the running mean of squares, in [0, 1)."""
    epsilon: float = 1e-8
    """Keeps the divisor from 0; in units of the gradient, finite and greater than 0."""

    title = "Adam"

    def begin(self, point: Point) -> AdamState:
        """The point, with no gradient seen yet."""
        zeros = tuple(0.0 for _ in point)
        return AdamState(point, zeros, zeros, 1.0, 1.0)

    def step(self, state: AdamState, gradient: Gradient) -> AdamState:
        """One scaled step against the mean gradient."""
        slopes = gradient(state.point)
        mean = _running_mean(state.mean, slopes, self.beta1)
        square = _running_mean(state.square, tuple(slope * slope for slope in slopes), self.beta2)
        beta1_power = state.beta1_power * self.beta1
        beta2_power = state.beta2_power * self.beta2
        moved = (
            x - self.rate * (m / (1 - beta1_power)) / (sqrt(v / (1 - beta2_power)) + self.epsilon)
            for x, m, v in zip(state.point, mean, square, strict=True)
        )
        return AdamState(tuple(moved), mean, square, beta1_power, beta2_power)


OPTIMISERS: dict[str, type[Optimiser[Any]]] = {
    "gradient-descent": GradientDescent,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "rmsprop": RMSProp,
    "adam": Adam,
}


def _check_setting(name: str, value: float) -> None:
    """ValueError where a beta is not in [0, 1), or another setting not finite and above 0."""
    if name.startswith("beta"):
        if not 0 <= value < 1:
            raise ValueError(f"{name} {value} is out of range (allowed: from 0, below 1)")
    elif not 0 < value < inf:
        raise ValueError(f"{name} {value} is out of range (allowed: finite, greater than 0)")


def _running_mean(old: Point, new: Point, beta: float) -> Point:
    """The exponential moving average: beta · old + (1 − beta) · new."""
    return tuple(beta * a + (1 - beta) * b for a, b in zip(old, new, strict=True))
