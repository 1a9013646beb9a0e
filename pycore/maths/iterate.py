"""The one loop: an optimiser goes down a landscape, step by step, until something ends it."""

from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from math import isfinite

from pycore.frozen import frozen
from pycore.maths.functions import Function
from pycore.maths.optimisers import Optimiser, Point, State

SMALL = 1e-6
"""Of one variable, a gradient or a move up to this size counts as none."""
VISIBLE = 1e-3
"""Of several parameters, whose steps take longer and whose end is less sharp."""
FAR = 1e6
"""Beyond this distance from 0 a point counts as lost."""

type Slope = Callable[[Point], tuple[float, Point]]
"""Takes a point to the value there and to the tuple of partial derivatives."""


class Outcome(Enum):
    """How a descent ended, in words."""

    CONVERGED = "converged"
    """It came to rest where the ground is flat: mostly a minimum, but a maximum keeps it too."""
    DIVERGED = "diverged"
    """Point, value or gradient ceased to be finite, or the point got further than 1e6 from 0."""
    OUT_OF_STEPS = "out of steps"
    """It was still on its way when its steps were used up."""


@frozen
class Trail[P]:
    """Every point of a descent, from the start to the end: numbers, or tuples of parameters."""

    points: tuple[P, ...]
    """The parameters before the first step and after each step."""
    values: tuple[float, ...]
    """The height at each point."""
    gradients: tuple[P, ...]
    """The derivatives at each point."""
    outcome: Outcome
    """How it ended, at the last point."""

    @property
    def steps(self) -> int:
        """How many steps it took."""
        return len(self.points) - 1

    @property
    def end(self) -> P:
        """The last point."""
        return self.points[-1]


def descend[S: State](
    function: Function, optimiser: Optimiser[S], start: float, steps: int = 200
) -> Trail[float]:
    """The way down a function of one variable, as `walk` goes it."""

    def slope(point: Point) -> tuple[float, Point]:
        jet = function.jet(point[0])
        return jet.value, (jet.gradient,)

    trail = walk(slope, optimiser, (float(start),), steps, SMALL)
    return Trail(
        points=tuple(x for (x,) in trail.points),
        values=trail.values,
        gradients=tuple(gradient for (gradient,) in trail.gradients),
        outcome=trail.outcome,
    )


def walk[S: State](
    slope: Slope, optimiser: Optimiser[S], start: Point, steps: int = 200, small: float = VISIBLE
) -> Trail[Point]:
    """The way that the optimiser takes from the start in at most so many steps.

    It ends early with the step after which every derivative and every parameter's move are small
    (converged; a flat start takes no step at all), and with the step that leads a parameter beyond
    1e6 or to anything that is not finite (diverged); the point reached is the last entry.

    Raises ValueError where steps is negative.
    """
    if steps < 0:
        raise ValueError(f"steps {steps} is out of range (allowed: 0 or more)")
    known = lru_cache(maxsize=1)(slope)

    def gradient(point: Point) -> Point:
        return known(point)[1]

    state = optimiser.begin(start)
    points, found = [state.point], [known(state.point)]
    outcome = judge(points[0], points[0], *found[0], small)
    while outcome is None and len(points) <= steps:
        state = optimiser.step(state, gradient)
        points.append(state.point)
        found.append(known(state.point))
        outcome = judge(points[-2], points[-1], *found[-1], small)
    return Trail(
        points=tuple(points),
        values=tuple(value for value, _ in found),
        gradients=tuple(slopes for _, slopes in found),
        outcome=outcome or Outcome.OUT_OF_STEPS,
    )


def judge(before: Point, point: Point, value: float, slopes: Point, small: float) -> Outcome | None:
    """How a descent ends that has just come to the point; None where it goes on."""
    if not (all(abs(x) <= FAR for x in point) and all(map(isfinite, (value, *slopes)))):
        return Outcome.DIVERGED
    moves = (x - last for x, last in zip(point, before, strict=True))
    if all(abs(change) <= small for change in (*slopes, *moves)):
        return Outcome.CONVERGED
    return None
