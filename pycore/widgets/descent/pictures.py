"""The two pictures of the descent: the curve with the balls, and f(x) by step."""

from functools import lru_cache

from pycore.drawing.plot import Dot, Label, Segment, draw, draw_layers
from pycore.drawing.runs import Node, Run, whole
from pycore.frozen import frozen
from pycore.widgets.descent.ball import CHART_SIZES, Ball
from pycore.widgets.descent.basins import Stretch
from pycore.widgets.descent.ground import HEIGHT, Ground, Layers, chart_scenery, curve_scenery

RIVAL = "rival "
"""Before the names of the layers of a second competitor."""
QUIET_RADIUS = 6


@frozen
class Pictures:
    """The pictures of one descent, of a race, or of balls from several starts, step by step."""

    ground: Ground
    """The curve."""
    ball: Ball
    """The reader's own."""
    rival: Ball | None
    """The ball that it races against."""
    others: tuple[Ball, ...]
    """Quiet balls, which start elsewhere."""
    basins: tuple[Stretch, ...]
    """Which start ends where; empty where there is no map."""

    @property
    def racers(self) -> tuple[tuple[str, Ball], ...]:
        """The balls with the prefix of their layers; the reader's own is last, on top."""
        own = ("", self.ball)
        return ((RIVAL, self.rival), own) if self.rival else (own,)

    @property
    def steps(self) -> int:
        """After so many all have come to their ends."""
        return max(ball.trail.steps for ball in (*dict(self.racers).values(), *self.others))

    def curve(self, step: int) -> Node:
        """The graph with its minima, and on it each ball with its past positions."""
        layers: Layers = {}
        if self.basins:
            layers |= self.map()
        if self.others:
            layers["others trail"] = [
                apart(ball.past.first(ball.step(step))) for ball in self.others
            ]
            layers["others"] = [Dot(ball.shown(step), QUIET_RADIUS) for ball in self.others]
        for prefix, ball in self.racers:
            layers[f"{prefix}trail"] = [ball.past.first(ball.step(step))]
        leaps = "overshoot now" if self.ball.crossed(step) else "overshoot"
        layers[leaps] = [self.ball.leaps.first(self.ball.step(step))]
        layers |= self.ball.tangent(step)
        if self.rival:
            layers |= self.legend() | self.rival.draw(step, RIVAL)
        layers |= self.ball.draw(step, handle="start")
        return draw(self.ground.axes, layers, curve_scenery(self.ground))

    def map(self) -> Layers:
        """Every start in the lane of the minimum where it ends, and the reader's own start."""
        start = self.ball.trail.points[0]
        here = next(each for each in self.basins if start <= each.high)
        return {
            "basins": [draw_basins(self.ground, self.basins)],
            "basins now": [Dot((start, self.ground.lane(here.end)), 5)],
        }

    def legend(self) -> Layers:
        """Whose ball is which, above the curve's middle."""
        layers: Layers = {}
        left, right = self.ground.window
        for line, (prefix, ball) in enumerate(reversed(self.racers)):
            at = (left + 0.36 * (right - left), self.ground.below(22 + 32 * line - HEIGHT))
            layers[f"{prefix}legend"] = [Dot(at, 7), Label(at, ball.title, (18, 6))]
        return layers

    def chart(self, step: int) -> Node:
        """The values at every step so far, on the same height scale as the curve."""
        size = next(size for size in CHART_SIZES if step <= size)
        axes, scenery = chart_scenery(size, self.ground.heights)
        layers: Layers = {}
        if self.others:
            layers["others losses"] = [
                apart(ball.lines[size].first(ball.step(step))) for ball in self.others
            ]
        for prefix, ball in self.racers:
            at = ball.step(step)
            now = (float(at), ball.trail.values[at])
            layers[f"{prefix}losses"] = [ball.lines[size].first(at)]
            layers[f"{prefix}now"] = [Dot(now, 5)] if axes.holds(*now) else []
        return draw(axes, layers, scenery)


def apart(marks: Run) -> Node:
    """Marks in a group of their own: what joins them moves no other ball's to another place."""
    return ("g", {}, marks)


@lru_cache(maxsize=64)
def draw_basins(ground: Ground, basins: tuple[Stretch, ...]) -> Run:
    """A bar for each stretch of starts, and each minimum in its lane.

    Made once for all the frames that show the map.
    """
    minima = [Dot((found.x, ground.lane(at)), 5) for at, found in enumerate(ground.minima)]
    layers: Layers = {"reached": [], "lost": [], "minima": [*minima]}
    for each in basins:
        y = ground.lane(each.end)
        bar = Segment((each.low, y), (each.high, y))
        layers["lost" if each.end is None else "reached"].append(bar)
    return whole(draw_layers(ground.axes, layers))
