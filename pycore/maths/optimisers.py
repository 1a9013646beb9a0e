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
    """Where an optimiser is; a rule that remembers something has a state of its own."""

    point: Point
    """The parameters."""


@frozen
class Rolling(State):
    """A state that keeps its direction."""

    velocity: Point
    """The last step, parameter by parameter."""


@frozen
class Scaled(State):
    """A state that knows how large the gradients were."""

    square: Point
    """Running mean of the squared gradients."""


@frozen
class Estimate(State):
    """A state that knows the mean and the size of the gradients."""

    mean: Point
    """Running mean of the gradients, from 0."""
    square: Point
    """Running mean of the squared gradients, from 0."""
    mean_missing: float
    """Weight that the 0 still has in the mean: memory to the power of the steps so far."""
    square_missing: float
    """Weight that the 0 still has in the square."""


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
class Momentum(Optimiser[Rolling]):
    """A heavy ball: velocity ← memory · velocity − rate · gradient; point ← point + velocity.

    Source: Polyak, "Some methods of speeding up the convergence of iteration methods" (1964).
    """

    memory: float = 0.9
    """Part of the velocity that is kept, in [0, 1)."""

    title = "Momentum"

    def begin(self, point: Point) -> Rolling:
        """The point, at rest."""
        return Rolling(point, tuple(0.0 for _ in point))

    def step(self, state: Rolling, gradient: Gradient) -> Rolling:
        """One step with the new velocity."""
        return self._roll(state, gradient(state.point))

    def _roll(self, state: Rolling, slopes: Point) -> Rolling:
        velocity = tuple(
            self.memory * kept - self.rate * slope
            for kept, slope in zip(state.velocity, slopes, strict=True)
        )
        point = tuple(x + move for x, move in zip(state.point, velocity, strict=True))
        return Rolling(point, velocity)


@frozen
class Nesterov(Momentum):
    """Momentum with the gradient taken ahead, at point + memory · velocity.

    Source: Nesterov (1983), in the form of Sutskever, Martens, Dahl & Hinton, "On the importance
    of initialization and momentum in deep learning" (2013), equations 3 and 4.
    """

    title = "Nesterov momentum"

    def step(self, state: Rolling, gradient: Gradient) -> Rolling:
        """One step with the new velocity."""
        ahead = tuple(
            x + self.memory * velocity
            for x, velocity in zip(state.point, state.velocity, strict=True)
        )
        return self._roll(state, gradient(ahead))


@frozen
class RMSProp(Optimiser[Scaled]):
    """Steps of a gradient that is divided by its own recent size.

    square ← memory · square + (1 − memory) · gradient²;
    point ← point − rate · gradient / (√square + floor).
    Source: Tieleman & Hinton, *Neural Networks for Machine Learning*, lecture 6.5 (2012).
    """

    memory: float = 0.9
    """Part of the running mean that is kept, in [0, 1)."""
    floor: float = 1e-8
    """Keeps the divisor from 0; in units of the gradient, finite and greater than 0."""

    title = "RMSProp"

    def begin(self, point: Point) -> Scaled:
        """The point, with no gradient seen yet."""
        return Scaled(point, tuple(0.0 for _ in point))

    def step(self, state: Scaled, gradient: Gradient) -> Scaled:
        """One scaled step against the gradient."""
        slopes = gradient(state.point)
        square = _blend(state.square, tuple(slope * slope for slope in slopes), self.memory)
        moved = (
            x - self.rate * slope / (sqrt(size) + self.floor)
            for x, slope, size in zip(state.point, slopes, square, strict=True)
        )
        return Scaled(tuple(moved), square)


@frozen
class Adam(Optimiser[Estimate]):
    """Momentum and RMSProp at once, both means freed from their start at 0.

    Source: Kingma & Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1; rate,
    memory, square_memory and floor are its α, β₁, β₂ and ε.
    """

    memory: float = 0.9
    """Part of the running mean that is kept, in [0, 1)."""
    square_memory: float = 0.999
    """Part of the running mean of squares that is kept, in [0, 1)."""
    floor: float = 1e-8
    """Keeps the divisor from 0; in units of the gradient, finite and greater than 0."""

    title = "Adam"

    def begin(self, point: Point) -> Estimate:
        """The point, with no gradient seen yet."""
        zeros = tuple(0.0 for _ in point)
        return Estimate(point, zeros, zeros, 1.0, 1.0)

    def step(self, state: Estimate, gradient: Gradient) -> Estimate:
        """One scaled step against the mean gradient."""
        slopes = gradient(state.point)
        mean = _blend(state.mean, slopes, self.memory)
        square = _blend(state.square, tuple(slope * slope for slope in slopes), self.square_memory)
        mean_missing = state.mean_missing * self.memory
        square_missing = state.square_missing * self.square_memory
        moved = (
            x - self.rate * (m / (1 - mean_missing)) / (sqrt(v / (1 - square_missing)) + self.floor)
            for x, m, v in zip(state.point, mean, square, strict=True)
        )
        return Estimate(tuple(moved), mean, square, mean_missing, square_missing)


OPTIMISERS: dict[str, type[Optimiser[Any]]] = {
    "gradient-descent": GradientDescent,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "rmsprop": RMSProp,
    "adam": Adam,
}


def _check_setting(name: str, value: float) -> None:
    """ValueError where a memory is not in [0, 1), or another setting not finite and above 0."""
    if name.endswith("memory"):
        if not 0 <= value < 1:
            raise ValueError(f"{name} {value} is out of range (allowed: from 0, below 1)")
    elif not 0 < value < inf:
        raise ValueError(f"{name} {value} is out of range (allowed: finite, greater than 0)")


def _blend(old: Point, new: Point, memory: float) -> Point:
    """The running mean, with the old one kept by so large a part."""
    return tuple(memory * a + (1 - memory) * b for a, b in zip(old, new, strict=True))
