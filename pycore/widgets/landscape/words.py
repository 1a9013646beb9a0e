"""What happens in a landscape, in a sentence or two."""

from math import inf

from pycore.drawing.numerals import counted, decimals
from pycore.maths.iterate import Outcome
from pycore.widgets.landscape.pictures import Pictures, Racer


def describe(pictures: Pictures, step: int) -> str:
    """What the step did to the loss; in a race, who is ahead; at the end, how it ended."""
    if len(pictures.racers) > 1:
        return describe_race(pictures.racers, step)
    (racer,) = pictures.racers
    if step == pictures.steps:
        return describe_end(pictures, racer)
    if step:
        return f"Step {step}: {change(racer, step)}."
    return f"Start: the loss of this {pictures.surface.word} is {decimals(racer.loss(0))}."


def change(racer: Racer, step: int) -> str:
    """What a step did to the loss."""
    before, now = racer.loss(step - 1), racer.loss(step)
    if decimals(before) == decimals(now):
        return f"the loss stays at {decimals(now)}, for it is nearly flat here"
    return (
        f"the loss {'fell' if now < before else 'rose'} from {decimals(before)} to {decimals(now)}"
    )


def describe_race(racers: tuple[Racer, ...], step: int) -> str:
    """Who is ahead, and by how much; and how each ended that has."""
    said = f"Start: both have the loss {decimals(racers[0].loss(0))}."
    if step:
        ahead, behind = sorted(racers, key=lambda racer: height(racer.loss(step)))
        low, high = decimals(ahead.loss(step)), decimals(behind.loss(step))
        said = f"Step {step}: {ahead.title} is ahead, loss {low} against {high}."
        if low == high:
            said = f"Step {step}: both have the loss {low}."
    ended = [racer for racer in racers if step >= racer.trail.steps]
    return " ".join([said, *map(describe_racer, ended)])


def describe_racer(racer: Racer) -> str:
    """How a racer's own descent ended."""
    steps = counted(racer.trail.steps)
    return RACE_ENDS[racer.trail.outcome].format(title=racer.title, steps=steps)


def height(loss: float) -> float:
    """The loss; infinity for what is none."""
    return loss if loss == loss else inf


def describe_end(pictures: Pictures, racer: Racer) -> str:
    """How a descent ended, and where."""
    steps, loss = racer.trail.steps, decimals(racer.trail.values[-1])
    if racer.trail.outcome is Outcome.DIVERGED:
        told = f"Diverged: step {steps} threw the ball far out of the picture"
        return f"{told}. The learning rate is too large."
    if racer.trail.outcome is Outcome.OUT_OF_STEPS:
        return f"Out of steps: after {steps} the loss is {loss}, and the ball has not come to rest."
    minima = [each for each in pictures.terrain.stationary if each.kind == "minimum"]
    here = pictures.terrain.flat_near(racer.trail.end)
    if here and here.kind != "minimum":
        told = f"Stopped after {counted(steps)} at the loss {loss}, on a {NAMES[here.kind]}"
        return f"{told}: it is flat here, and yet it goes down from here."
    if here and here == minima[0]:
        best = f"no {pictures.surface.word} has less" if len(minima) == 1 else "the deepest valley"
        return f"Converged after {counted(steps)} at the loss {loss}: {best}."
    told = f"Converged after {counted(steps)} at the loss {loss}"
    return (
        f"{told}, but the deepest valley has {decimals(minima[0].value)}." if minima else f"{told}."
    )


NAMES = {"saddle": "saddle point", "maximum": "hilltop"}
RACE_ENDS = {
    Outcome.CONVERGED: "{title} came to rest after {steps}.",
    Outcome.DIVERGED: "{title} flew out of the picture after {steps}.",
    Outcome.OUT_OF_STEPS: "{title} has used up its {steps}.",
}
