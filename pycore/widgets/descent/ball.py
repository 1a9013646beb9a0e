"""A ball on its way down: all the marks that it leaves in both pictures."""

from functools import lru_cache, partial
from math import isfinite
from typing import Any

from pycore.drawing.chart import step_line
from pycore.drawing.numerals import decimals
from pycore.drawing.plot import Dot, Handle, Tangent
from pycore.drawing.runs import Growing, Node, row
from pycore.maths.functions import Extremum
from pycore.maths.iterate import Trail, descend
from pycore.maths.optimisers import Optimiser
from pycore.widgets.descent.ground import Ground, Layers, chart_scenery
from pycore.widgets.descent.leap import Leap

BALL_RADIUS, PAST_RADIUS = 9, 4
CHART_SIZES = (10, 20, 50, 100, 200)
"""How many steps the chart holds: it grows by jumps, so that it seldom redraws what it shows."""


class Ball:
    """One descent, step by step; each step's marks are drawn once, when they are first needed.

    After its own last step it stays where it is, while others may still be on their way.
    """

    def __init__(self, ground: Ground, title: str, trail: Trail[float]) -> None:
        self.title, self.trail = title, trail
        self._ground, self._axes = ground, ground.axes
        self.past = Growing(self._past_dot)
        """Where it has been."""
        self.leaps = Growing(self._leap)
        """Its steps across a minimum."""
        self.rows = Growing(self._row)
        """Step, place, value and slope."""
        self.lines = {size: Growing(partial(self._line, size)) for size in CHART_SIZES}
        """The chart of its values, by the chart's size."""

    def step(self, step: int) -> int:
        """The same step, or its last where it has come to its end before."""
        return min(step, self.trail.steps)

    def place(self, step: int) -> tuple[float, float]:
        """Where it is after a step, on the curve."""
        at = self.step(step)
        return (self.trail.points[at], self.trail.values[at])

    def shown(self, step: int) -> tuple[float, float]:
        """Where it is drawn: at the edge of the picture, when it has left that."""
        return into(self._ground, *self.place(step))

    def inside(self, step: int) -> bool:
        """Whether the picture shows the place where it is."""
        return self._ground.holds(*self.place(step))

    def crossed(self, step: int) -> Extremum | None:
        """The minimum that its step led across, the last one of several."""
        if not 0 < step <= self.trail.steps:
            return None
        before, after = self.trail.points[step - 1 : step + 1]
        low, high = sorted((before, after))
        found = [each for each in self._ground.minima if low < each.x < high]
        return found[-1 if before < after else 0] if found else None

    def tangent(self, step: int) -> Layers:
        """The slope where it is, as a line."""
        slope = self.trail.gradients[self.step(step)]
        seen = self.inside(step) and isfinite(slope)
        return {"tangent": [Tangent(self.place(step), slope)] if seen else []}

    def draw(self, step: int, prefix: str = "", handle: str = "") -> Layers:
        """The ball itself, to be dragged by a handle that moves a slider of that name."""
        name = f"{prefix}ball" if self.inside(step) else f"{prefix}ball outside"
        at = self.shown(step)
        return {name: [Dot(at, BALL_RADIUS), *([Handle(at, handle)] if handle else [])]}

    def _row(self, step: int) -> Node:
        trail = self.trail
        numbers = (trail.points[step], trail.values[step], trail.gradients[step])
        return row(str(step), *(decimals(number) for number in numbers))

    def _past_dot(self, step: int) -> Node | None:
        seen = self.inside(step)
        return Dot(self.place(step), PAST_RADIUS).draw(self._axes) if seen else None

    def _leap(self, step: int) -> Node | None:
        seen = self.crossed(step + 1) and self.inside(step)
        return Leap(self.place(step), self.shown(step + 1)).draw(self._axes) if seen else None

    def _line(self, size: int, step: int) -> Node | None:
        axes, _ = chart_scenery(size, self._ground.heights)
        return step_line(axes, self.trail.values, step)


def into(ground: Ground, x: float, y: float) -> tuple[float, float]:
    """The nearest point inside the picture; what is not a number goes to the top left."""
    (left, right), (low, high) = ground.window, ground.heights
    across = min(max(x, left), right) if x == x else left
    return (across, min(max(y, low), high) if y == y else high)


@lru_cache(maxsize=128)
def ball_of(
    ground: Ground, optimiser: type[Optimiser[Any]], rate: float, start: float, steps: int
) -> Ball:
    """The ball that an optimiser moves, made once for all the frames that show it.

    It is known by the optimiser itself, not by its name: the reader's own rule is a new one with
    every change.
    """
    trail = descend(ground.function, optimiser(rate), start, steps)
    return Ball(ground, optimiser.title, trail)
