"""What has happened to a family's model, in a sentence or two."""

from pycore.drawing.numerals import counted, decimals, plain
from pycore.maths.iterate import Outcome
from pycore.widgets.family.pictures import Pictures

ALL_BUT = 1.01
"""A loss up to so many times the least is as good as the least."""


def describe(pictures: Pictures, step: int) -> str:
    """The largest miss and what to do about it; at the end, how it ended."""
    training, word = pictures.training, pictures.model.word
    loss, least = training.values[step], pictures.least
    if step == training.steps and (step or training.outcome is not Outcome.CONVERGED):
        return ENDINGS[training.outcome].format(
            step=step,
            steps=counted(step),
            word=word,
            loss=decimals(loss),
            least=decimals(least),
        )
    if step:
        before = training.values[step - 1]
        way = "down" if loss <= before else "up"
        said = f"Step {step}: the loss is {decimals(loss)}, {way} from {decimals(before)}."
        return f"{said} {largest_miss(pictures, step)}"
    said = largest_miss(pictures, step)
    if loss <= least * ALL_BUT or decimals(loss) == decimals(least):
        return f"{said} You have found it: no {word} has a loss below {decimals(least)}."
    return f"{said} {advice(pictures)}"


def largest_miss(pictures: Pictures, step: int) -> str:
    """Where the model is furthest from a label, and on which side."""
    misses = pictures.misses(step)
    number, miss = max(enumerate(misses), key=lambda each: abs(each[1]))
    side = "too low" if miss > 0 else "too high"
    x = plain(pictures.data.xs[number], 2)
    word = pictures.model.word
    place = f"x = {x}".replace(" ", "\N{NO-BREAK SPACE}")
    return f"The largest miss is at {place}: the {word} is {decimals(abs(miss), 2)} {side}."


def advice(pictures: Pictures) -> str:
    """Which one slider helps most, and which way.

    Along one parameter the loss is a parabola: from a slope g and half its curvature h, the mean of
    the squared derivatives of the predictions, it can fall by g² / 4h at best.
    """
    model, data = pictures.model, pictures.data
    gradient = pictures.training.gradients[0]
    squares = [0.0] * len(gradient)
    for x in data.xs:
        for place, slope in enumerate(model.slopes(x)):
            squares[place] += slope * slope
    gains = [slope * slope / square for slope, square in zip(gradient, squares, strict=True)]
    place = max(range(len(gains)), key=gains.__getitem__)
    verb = "Lower" if gradient[place] > 0 else "Raise"
    return f"{verb} {written(model.names[place])}: that slider alone helps most now."


def written(name: str) -> str:
    """A parameter's name as readers see it: "m", "w₂"."""
    return f"w{SUBSCRIPTS[int(name[1])]}" if name[1:] else name


SUBSCRIPTS = "₀₁₂₃₄"
ENDINGS = {
    Outcome.CONVERGED: "Converged after {steps}: the loss is {loss}, and no {word} has less.",
    Outcome.DIVERGED: "Diverged: step {step} threw the {word} far out of the picture. "
    "The learning rate is too large.",
    Outcome.OUT_OF_STEPS: "Out of steps: after {step} the loss is {loss}; "
    "that of the best {word} is {least}.",
}
