"""The one loop: an optimiser goes down a function, step by step, until something ends it."""

from enum import Enum
from functools import lru_cache
from math import isfinite

from pycore.frozen import frozen
from pycore.functions import Function
from pycore.jets import Jet
from pycore.optimisers import Optimiser, Point, State

FLAT = 1e-6
"""A gradient up to this size counts as zero."""
STILL = 1e-6
"""A move up to this length counts as none."""
FAR = 1e6
"""Beyond this distance from 0 a point counts as lost."""


class Outcome(Enum):
    """How a descent ended, in words."""

    CONVERGED = "converged"
    """It came to rest where the function is flat: mostly a minimum, but a maximum keeps it too."""
    DIVERGED = "diverged"
    """Point, value or gradient ceased to be finite, or the point got further than 1e6 from 0."""
    OUT_OF_STEPS = "out of steps"
    """It was still on its way when its steps were used up."""


@frozen
class Trail:
    """Every point of a descent, from the start to the end."""

    points: tuple[float, ...]
    """The parameter x before the first step and after each step."""
    values: tuple[float, ...]
    """f(x) at each point."""
    gradients: tuple[float, ...]
    """f'(x) at each point."""
    outcome: Outcome
    """How it ended, at the last point."""

    @property
    def steps(self) -> int:
        """How many steps it took."""
        return len(self.points) - 1

    @property
    def end(self) -> float:
        """The last point."""
        return self.points[-1]


def descend[S: State](
    function: Function, optimiser: Optimiser[S], start: float, steps: int = 200
) -> Trail:
    """The way that the optimiser takes from the start in at most so many steps.

    It ends early with the step after which |f'(x)| and the move are both at most 1e-6 (converged;
    a flat start takes no step at all), and with the step that leads to |x| > 1e6 or to anything
    that is not finite (diverged); the point reached is the last entry.

    Raises ValueError where steps is negative.
    """
    if steps < 0:
        raise ValueError(f"steps {steps} is out of range (allowed: 0 or more)")
    jet = lru_cache(maxsize=1)(function.jet)

    def gradient(point: Point) -> Point:
        return (jet(point[0]).gradient,)

    state = optimiser.begin((float(start),))
    points, jets = [state.point[0]], [jet(state.point[0])]
    outcome = judge(points[0], jets[0], move=0.0)
    while outcome is None and len(points) <= steps:
        state = optimiser.step(state, gradient)
        points.append(state.point[0])
        jets.append(jet(points[-1]))
        outcome = judge(points[-1], jets[-1], move=abs(points[-1] - points[-2]))
    return Trail(
        points=tuple(points),
        values=tuple(each.value for each in jets),
        gradients=tuple(each.gradient for each in jets),
        outcome=outcome or Outcome.OUT_OF_STEPS,
    )


def judge(x: float, jet: Jet, move: float) -> Outcome | None:
    """How a descent ends at x after a last move of that length; None where it goes on."""
    if not (abs(x) <= FAR and isfinite(jet.value) and isfinite(jet.gradient)):
        return Outcome.DIVERGED
    if abs(jet.gradient) <= FLAT and move <= STILL:
        return Outcome.CONVERGED
    return None
