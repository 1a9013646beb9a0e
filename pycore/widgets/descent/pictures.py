"""The two pictures of the descent: the curve with the balls, and f(x) by step."""

from pycore.frozen import frozen
from pycore.plot import Dot, Label, draw
from pycore.runs import Node
from pycore.widgets.descent.ball import CHART_SIZES, Ball
from pycore.widgets.descent.ground import Ground, Layers, chart_scenery, curve_scenery

RIVAL = "rival "
"""Before the names of the layers of a second competitor."""


@frozen
class Pictures:
    """The pictures of one descent or of a race, step by step."""

    ground: Ground
    """The curve."""
    ball: Ball
    """The reader's own."""
    rival: Ball | None
    """The ball that it races against."""

    @property
    def racers(self) -> tuple[tuple[str, Ball], ...]:
        """The balls with the prefix of their layers; the reader's own is last, on top."""
        own = ("", self.ball)
        return ((RIVAL, self.rival), own) if self.rival else (own,)

    @property
    def steps(self) -> int:
        """After so many all have come to their ends."""
        return max(ball.trail.steps for _, ball in self.racers)

    def curve(self, step: int) -> Node:
        """The graph with its minima, and on it each ball with its past positions."""
        layers: Layers = {}
        for prefix, ball in self.racers:
            layers[f"{prefix}trail"] = [ball.past.first(ball.step(step))]
        leaps = "overshoot now" if self.ball.crossed(step) else "overshoot"
        layers[leaps] = [self.ball.leaps.first(self.ball.step(step))]
        layers |= self.ball.tangent(step)
        if self.rival:
            layers |= self.legend() | self.rival.draw(step, RIVAL)
        layers |= self.ball.draw(step, handle="start")
        return draw(self.ground.axes, layers, curve_scenery(self.ground))

    def legend(self) -> Layers:
        """Whose ball is which, above the curve's middle."""
        layers: Layers = {}
        axes = self.ground.axes
        (left, right), (low, high) = axes.x, axes.y
        for line, (prefix, ball) in enumerate(reversed(self.racers)):
            y = high - (high - low) * (22 + 32 * line) / axes.height
            at = (left + 0.36 * (right - left), y)
            layers[f"{prefix}legend"] = [Dot(at, 7), Label(at, ball.title, (18, 6))]
        return layers

    def chart(self, step: int) -> Node:
        """The values at every step so far, on the same height scale as the curve."""
        size = next(size for size in CHART_SIZES if step <= size)
        axes, scenery = chart_scenery(size, self.ground.axes.y)
        layers: Layers = {}
        for prefix, ball in self.racers:
            at = ball.step(step)
            now = (float(at), ball.trail.values[at])
            layers[f"{prefix}losses"] = [ball.lines[size].first(at)]
            layers[f"{prefix}now"] = [Dot(now, 5)] if axes.holds(*now) else []
        return draw(axes, layers, scenery)
