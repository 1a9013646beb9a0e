"""The pictures of a landscape: the balls over the contours, and what they stand for in the data."""

from functools import lru_cache
from typing import Any

from pycore.drawing.numerals import decimals
from pycore.drawing.plot import Dot, Handle, Inside, Label, Mark, Segment, draw
from pycore.drawing.runs import Growing, Node, Run, row
from pycore.drawing.scenery import Ends, frame_scenery, framed_axes
from pycore.kit.data import data_marks
from pycore.maths.iterate import Trail, walk
from pycore.maths.optimisers import Optimiser, Point
from pycore.widgets.landscape.surfaces import Surface
from pycore.widgets.landscape.terrain import Terrain, survey

MOST_STEPS = 500
"""After so many steps a descent ends as "out of steps"."""
BALL_RADIUS, PAST_RADIUS = 9, 3

type Layers = dict[str, list[Mark | Run]]


class Racer:
    """One optimiser on its way over a terrain."""

    def __init__(self, title: str, trail: Trail[Point], terrain: Terrain) -> None:
        self.title = title
        """What readers call it."""
        self.trail = trail
        """Every point of its way."""
        self._terrain = terrain
        self.past = Growing(self._past)
        """Each point that it left, with the line to the next."""

    def step(self, step: int) -> int:
        """The same step, or its last where it has come to its end before."""
        return min(step, self.trail.steps)

    def point(self, step: int) -> Point:
        """Where it is after a step."""
        return self.trail.points[self.step(step)]

    def loss(self, step: int) -> float:
        """How high that is."""
        return self.trail.values[self.step(step)]

    def _past(self, step: int) -> Node | None:
        (x, y), (across, up) = here, there = self.trail.points[step : step + 2]
        axes, holds = self._terrain.axes, self._terrain.holds
        if not holds(here):
            return None
        dot = Dot((x, y), PAST_RADIUS).draw(axes)
        return ("g", {}, Segment((x, y), (across, up)).draw(axes), dot) if holds(there) else dot


class Pictures:
    """The pictures of one optimiser, or of two that race, step by step."""

    def __init__(self, surface: Surface, terrain: Terrain, racers: tuple[Racer, ...]) -> None:
        self.surface, self.terrain, self.racers = surface, terrain, racers
        self.steps = max(racer.trail.steps for racer in racers)
        """After so many all have come to their ends."""
        self.rows = Growing(self._row)

    def map(self, step: int) -> Node:
        """The contours, and on them each ball with its way."""
        layers = self._legend() if len(self.racers) > 1 else {}
        for racer, prefix in self._behind_first():
            layers[f"{prefix}trail"] = [racer.past.first(racer.step(step))]
        for racer, prefix in self._behind_first():
            layers |= self._ball(racer, prefix, step)
        return draw(self.terrain.axes, layers, self.terrain.scenery)

    def fit(self, step: int) -> Node:
        """The examples, and what each ball stands for: the predictions of its parameters."""
        x, y = self.surface.data.window
        axes = framed_axes(x, y)
        layers: Layers = {}
        for racer, prefix in self._behind_first():
            layers[f"{prefix}ball"] = [Inside(x, y, self.surface.graph(racer.point(step), x))]
        layers["data"] = [*data_marks(self.surface.data)]
        return draw(axes, layers, frame_scenery(axes, x, y))

    def _behind_first(self) -> list[tuple[Racer, str]]:
        """The racers with the prefixes of their layers, the rival first: it lies behind."""
        return [*zip(self.racers, PREFIXES, strict=False)][::-1]

    def _ball(self, racer: Racer, prefix: str, step: int) -> Layers:
        point, terrain = racer.point(step), self.terrain
        inside = terrain.holds(point)
        x, y = (nearest(*each) for each in zip(point, (terrain.across, terrain.up), strict=True))
        marks: list[Mark | Run] = [Dot((x, y), BALL_RADIUS)]
        if not prefix:
            across, up = self.surface.names
            marks.append(Handle((x, y), across=across, up=up))
        return {f"{prefix}ball" + ("" if inside else " outside"): marks}

    def _legend(self) -> Layers:
        """Whose ball is which, above the window."""
        legend: Layers = {}
        (left, right), (_, top) = self.terrain.across, self.terrain.up
        for racer, prefix, part in zip(self.racers, PREFIXES, (0.12, 0.56), strict=False):
            at = (left + part * (right - left), top)
            marks: list[Mark | Run] = [Label(at, racer.title, (14, -14))]
            legend[f"{prefix}legend"] = [Dot((at[0], top + self._above()), 6), *marks]
        return legend

    def _above(self) -> float:
        """How far above the window the dots of the legend stand, as a value of the axis."""
        axes = self.terrain.axes
        return 19 * (axes.y[1] - axes.y[0]) / axes.height

    def _row(self, step: int) -> Node:
        """Step, parameters and loss; the rival's loss, or a dash."""
        first, *others = self.racers
        losses = [decimals(racer.loss(step)) for racer in (first, *others)]
        parameters = [decimals(value, 3) for value in first.point(step)]
        return row(str(step), *parameters, *losses, *["–"] * (not others))


PREFIXES = ("", "rival ")


def nearest(value: float, ends: Ends) -> float:
    """The value, or the end that is nearest to it; the lower one where it is none."""
    return min(max(value, ends[0]), ends[1]) if value == value else ends[0]


@lru_cache(maxsize=64)
def pictures_of(surface: Surface, ends: tuple[Ends, Ends], racers: tuple[Racer, ...]) -> Pictures:
    """The pictures of a descent or a race, made once for all the frames along it."""
    return Pictures(surface, survey(surface, *ends), racers)


@lru_cache(maxsize=64)
def racer_of(
    surface: Surface,
    ends: tuple[Ends, Ends],
    optimiser: type[Optimiser[Any]],
    rate: float,
    start: Point,
    steps: int,
) -> Racer:
    """An optimiser on its way, made once for all the frames and races that show it."""
    trail = descend(surface, optimiser(rate), start, steps)
    return Racer(optimiser.title, trail, survey(surface, *ends))


def descend(surface: Surface, optimiser: Optimiser[Any], start: Point, steps: int) -> Trail[Point]:
    """The way that the optimiser takes; ValueError where there are too many steps."""
    if steps > MOST_STEPS:
        raise ValueError(f"{steps} steps are too many (allowed: up to {MOST_STEPS})")
    return walk(surface.slope, optimiser, start, steps)
