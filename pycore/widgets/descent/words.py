"""What has happened to the balls, in a few sentences."""

from collections.abc import Iterable
from math import inf

from pycore.drawing.numerals import counted, decimals
from pycore.maths.iterate import FAR, Outcome, Trail
from pycore.widgets.descent.ball import Ball
from pycore.widgets.descent.basins import share
from pycore.widgets.descent.pictures import Pictures

NEARLY_FLAT = 0.00005
"""A slope that four decimals show as 0.0000."""


def describe(pictures: Pictures, step: int) -> str:
    """The reader's own descent, or the race; the quiet balls; the map."""
    own, rival = pictures.ball, pictures.rival
    said = describe_race(own, rival, step) if rival else describe_ball(own, step)
    told = [said, describe_others(pictures, step), "" if step else describe_map(pictures)]
    return " ".join(filter(None, told))


def describe_ball(ball: Ball, step: int) -> str:
    """Where a ball is, what its last step did, and where the next one leads."""
    trail, at = ball.trail, ball.step(step)
    x, slope = trail.points[at], trail.gradients[at]
    place = place_of(trail, at)
    if over(ball, step) and trail.outcome is Outcome.DIVERGED and abs(x) <= FAR:
        return f"Stopped: f(x) has no value or no slope at x = {decimals(x)}, so no step leads on."
    if over(ball, step):
        ending = ENDINGS[trail.outcome]
        return ending.format(step=at, steps=counted(at), x=decimals(x), place=place)
    said = f"Step {step}: {place}." if step else f"Start: {place}."
    if crossed := ball.crossed(step):
        said = f"{said} It overshot the minimum at {decimals(crossed.x, 3)}."
    if abs(slope) < NEARLY_FLAT:
        return f"{said} The curve is nearly flat here."
    way = "left" if slope > 0 else "right"
    return f"{said} The slope is {decimals(slope)}, so downhill is to the {way}."


def describe_others(pictures: Pictures, step: int) -> str:
    """Where the quiet balls start; how many go on without the others; where they have ended."""
    others = pictures.others
    if not (others and (step == 0 or over(pictures.ball, step))):
        return ""
    if step == 0 < pictures.steps:
        places = listed(decimals(ball.trail.points[0], 2) for ball in others)
        which = "them" if pictures.rival else "it"
        return f"Quiet balls start beside {which}, at x = {places}."
    going = sum(not over(ball, step) for ball in others)
    if going:
        verb = "is" if going == 1 else "are"
        return f"Of the quiet balls, {going} {verb} still on the way."
    return f"The quiet balls ended {listed(map(ending, others))}."


def ending(ball: Ball) -> str:
    """Where a ball has come to its end."""
    if ball.trail.outcome is Outcome.DIVERGED:
        return "far out of the picture"
    return f"at {decimals(ball.trail.end, 3)}"


def describe_map(pictures: Pictures) -> str:
    """Which part of all starts ends where."""
    if not pictures.basins:
        return ""
    ends = {number: found.x for number, found in enumerate(pictures.ground.minima)}
    parts = {end: share(pictures.basins, end) for end in ends}
    told = [f"{percent(parts[end])} at {decimals(x, 3)}" for end, x in ends.items()]
    lost = share(pictures.basins, None)
    told += [f"{percent(lost)} at no minimum"] if lost else []
    return f"Where all starts end: {listed(told)}."


def percent(part: float) -> str:
    """A part of a whole, for readers."""
    return "under 1%" if 0 < part < 0.005 else f"{100 * part:.0f}%"


def listed(parts: Iterable[str]) -> str:
    """The parts as words: "a, b and c"."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def describe_race(own: Ball, rival: Ball, step: int) -> str:
    """Who is lower, for both alike; and how each ended that has."""
    balls = (own, rival)
    titles = own.title, rival.title if rival.title != own.title else f"a second {rival.title}"
    if not step:
        return f"Start: {titles[0]} and {titles[1]} are both at {place_of(own.trail, 0)}."
    lower, higher = sorted(balls, key=lambda ball: height(ball, step))
    low, high = (decimals(ball.trail.values[ball.step(step)]) for ball in (lower, higher))
    said = f"{lower.title} is lower, f(x) = {low} against {high}."
    if low == high:
        said = f"both are equally low, f(x) = {low}."
    if height(lower, step) == inf:
        said = "neither has a height any more."
    ended = [describe_end(each) for each in balls if over(each, step)]
    if len(ended) < len(balls):
        return " ".join([f"Step {step}: {said}", *ended])
    return " ".join([*ended, f"In the end {said}"])


def describe_end(ball: Ball) -> str:
    """How a ball's own descent ended."""
    steps = counted(ball.trail.steps)
    return RACE_ENDS[ball.trail.outcome].format(title=ball.title, steps=steps)


def over(ball: Ball, step: int) -> bool:
    """Whether a ball has come to its end."""
    return step >= ball.trail.steps


def height(ball: Ball, step: int) -> float:
    """How high a ball is; infinity where it has no height."""
    value = ball.trail.values[ball.step(step)]
    return value if value == value else inf


def place_of(trail: Trail[float], step: int) -> str:
    """Where that is, and how high."""
    return f"x = {decimals(trail.points[step])}, f(x) = {decimals(trail.values[step])}"


ENDINGS = {
    Outcome.CONVERGED: "Converged after {steps} at {place}. "
    "The slope is zero here, to five decimals.",
    Outcome.DIVERGED: "Diverged: step {step} threw the ball to x = {x}, far out of the picture. "
    "Either the learning rate is too large, or the curve has no bottom there.",
    Outcome.OUT_OF_STEPS: "Out of steps: after {step} the ball has not come to rest. "
    "It is at {place}.",
}
RACE_ENDS = {
    Outcome.CONVERGED: "{title} came to rest after {steps}.",
    Outcome.DIVERGED: "{title} flew out of the picture after {steps}.",
    Outcome.OUT_OF_STEPS: "{title} has used up its {steps}.",
}
