"""Which start ends where: the map of the basins, for one optimiser with one learning rate.

It changes only with these two, so it is made once for them. A coarse grid of starts is tried, and
then the borders between unlike neighbours are halved until they are finer than the picture shows.
"""

from functools import lru_cache
from math import nan
from typing import Any

from pycore.frozen import frozen
from pycore.maths.iterate import FAR
from pycore.maths.optimisers import Optimiser, Point
from pycore.widgets.descent.ground import Ground

STEPS = 200
"""A ball that has come to no end after so many steps comes to none."""
STARTS = 60
"""In the coarse grid."""
HALVINGS, MOST_TRIES = 5, 60
"""How often a border is halved; how many starts are tried for all borders at most."""
NEAR = 0.01
"""So close to a minimum is at it, as a part of the window's width."""
CALM = 20
"""A ball that stays there for so many steps has come to its end."""
SAME = 1e-6
"""Up to so small a part of that a ball is where it was two steps before, and hops for ever."""


@frozen
class Stretch:
    """Neighbouring starts that end alike."""

    low: float
    """The leftmost."""
    high: float
    """The rightmost."""
    end: int | None
    """Which of the minima they reach, from the left; None for none of them."""


@lru_cache(maxsize=64)
def find_basins(ground: Ground, rule: Optimiser[Any]) -> tuple[Stretch, ...]:
    """All starts in the window, from left to right."""
    low, high = ground.window
    width = (high - low) / STARTS
    starts = [low + width * (count + 0.5) for count in range(STARTS)]
    ends = [end_of(ground, rule, start) for start in starts]
    unlike = [at for at in range(1, STARTS) if ends[at - 1] != ends[at]]
    halvings = min(HALVINGS, MOST_TRIES // max(len(unlike), 1))
    stretches: list[Stretch] = []
    begin = low
    for at in unlike:
        left, right = ((starts[each], ends[each]) for each in (at - 1, at))
        for border, end in find_borders(ground, rule, left, right, halvings):
            stretches.append(Stretch(begin, border, end))
            begin = border
    return (*stretches, Stretch(begin, high, ends[-1]))


type Tried = tuple[float, int | None]


def find_borders(
    ground: Ground, rule: Optimiser[Any], left: Tried, right: Tried, halvings: int
) -> list[Tried]:
    """Where starts between two unlike ones begin to end otherwise, and how those before it end."""
    middle = 0.6 * left[0] + 0.4 * right[0]  # a hilltop halfway is no start
    if not halvings:
        return [(middle, left[1])]
    tried = (middle, end_of(ground, rule, middle))
    if tried[1] == left[1]:
        return find_borders(ground, rule, tried, right, halvings - 1)
    if tried[1] == right[1]:
        return find_borders(ground, rule, left, tried, halvings - 1)
    return [
        ((left[0] + middle) / 2, left[1]),
        *find_borders(ground, rule, tried, right, halvings - 1),
    ]


def end_of(ground: Ground, rule: Optimiser[Any], start: float) -> int | None:
    """The minimum at which a descent ends."""
    jet = ground.function.expression.jet
    minima = [found.x for found in ground.minima]
    near = NEAR * (ground.window[1] - ground.window[0])

    def gradient(point: Point) -> Point:
        return (jet(point[0])[1],)

    state, end, calm = rule.begin((start,)), None, 0
    last, x = nan, start
    for _ in range(STEPS):
        state = rule.step(state, gradient)
        earlier, last, x = last, x, state.point[0]
        lost = not abs(x) <= FAR
        hops = abs(x - earlier) <= SAME * near and abs(x - last) > near
        if lost or hops:
            return None
        before, end = end, None
        for number, place in enumerate(minima):
            if abs(x - place) <= near:
                end = number
        calm = calm + 1 if end == before else 0
        if calm == CALM and end is not None:
            return end
    return None


def share(stretches: tuple[Stretch, ...], end: int | None) -> float:
    """Which part of all starts ends there."""
    whole = stretches[-1].high - stretches[0].low
    return sum(each.high - each.low for each in stretches if each.end == end) / whole
