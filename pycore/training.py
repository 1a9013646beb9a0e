"""The loop in more than one dimension: an optimiser takes a model's parameters down their loss."""

from collections.abc import Callable
from functools import lru_cache
from math import isfinite

from pycore.frozen import frozen
from pycore.iterate import FAR, Outcome
from pycore.optimisers import Gradient, Optimiser, Point, State

FLAT = 1e-3
"""A gradient counts as zero where none of its parts is larger."""
STILL = 1e-3
"""A move counts as none where no parameter changes by more."""


@frozen
class Training:
    """Every setting of the parameters on the way, from the start to the end."""

    points: tuple[Point, ...]
    """The parameters before the first step and after each step."""
    losses: tuple[float, ...]
    """The loss at each point."""
    gradients: tuple[Point, ...]
    """Its gradient at each point, of the shape of the parameters."""
    outcome: Outcome
    """How it ended, at the last point."""

    @property
    def steps(self) -> int:
        """How many steps it took."""
        return len(self.points) - 1

    @property
    def end(self) -> Point:
        """The last point."""
        return self.points[-1]


def train[S: State](
    loss: Callable[[Point], float],
    gradient: Gradient,
    optimiser: Optimiser[S],
    start: Point,
    steps: int = 200,
) -> Training:
    """The way that the optimiser takes from the start in at most so many steps.

    It ends early with the step after which no part of the gradient and no part of the move is
    larger than 0.001 (converged), and with the step that leads further than 1e6 from 0 or to
    anything that is not finite (diverged); the point reached is the last entry.
    """
    slopes_at = lru_cache(maxsize=1)(gradient)
    state = optimiser.begin(start)
    points, losses, gradients = [start], [loss(start)], [slopes_at(start)]
    outcome = judge(start, losses[0], gradients[0], start)
    while outcome is None and len(points) <= steps:
        state = optimiser.step(state, slopes_at)
        points.append(state.point)
        losses.append(loss(state.point))
        gradients.append(slopes_at(state.point))
        outcome = judge(state.point, losses[-1], gradients[-1], points[-2])
    return Training(tuple(points), tuple(losses), tuple(gradients), outcome or Outcome.OUT_OF_STEPS)


def judge(point: Point, loss: float, gradient: Point, before: Point) -> Outcome | None:
    """How training ends at a point that was reached from the one before; None where it goes on."""
    inside = all(abs(parameter) <= FAR for parameter in point)
    if not (inside and isfinite(loss) and all(isfinite(slope) for slope in gradient)):
        return Outcome.DIVERGED
    flat = all(abs(slope) <= FLAT for slope in gradient)
    moves = (abs(here - there) for here, there in zip(point, before, strict=True))
    return Outcome.CONVERGED if flat and all(move <= STILL for move in moves) else None
