"""Widget kind "losses": what a prediction costs, and the way down to the label."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar, Self

from pycore.drawing.numerals import counted, decimals
from pycore.frozen import changed, frozen
from pycore.kit.experiments import read_experiments
from pycore.kit.grid import Grid, read_range
from pycore.kit.rates import rate_scale, read_rate
from pycore.kit.widget import (
    Choice,
    Control,
    Experiment,
    Frame,
    OptionError,
    buttons,
    read_name,
    read_number,
    read_state,
    write_state,
)
from pycore.maths.iterate import Outcome, Trail
from pycore.widgets.losses.pictures import Pictures
from pycore.widgets.losses.prices import (
    PRICES,
    CrossEntropy,
    Price,
    SquaredError,
    bring_down,
)

STATE = ("y", "prediction", "rate", "steps")
"""The parts of a state, in order."""
MOST_STEPS = 200
"""After so many steps the descent ends as "out of steps"."""
RECORDED_STEPS, TRIED_STEPS = 40, 10
"""How far a recording goes, from the first state and from each experiment; what lies behind it is
asked of live Python."""
PROBABILITIES = Grid(0.01, 0.99, 0.01)
YES_OR_NO = {"1": "yes (1)", "0": "no (0)"}


@frozen
class Losses:
    """What the author chose; every method follows from it."""

    kind: str
    """Which loss, a name in PRICES."""
    places: Grid
    """Of the prediction's slider."""
    opening: str
    """The state in which the widget opens."""
    tries: tuple[Experiment, ...] = ()
    """The experiments that the author invites to."""

    OPTIONS: ClassVar[tuple[str, ...]] = ("loss", "window", "y", "prediction", "rate", "try")

    @classmethod
    def parse(cls, options: Mapping[str, Any]) -> Self:
        """The losses of the author's options; OptionError where they cannot be."""
        kind = read_name({"loss": "squared-error", **options}, "loss", tuple(PRICES))
        quantity = kind == "squared-error"
        if not quantity and "window" in options:
            told = "cross-entropy has no window: a probability lies between 0 and 1"
            raise OptionError("window", told)
        for option in ("y", "prediction"):
            if option not in options:
                raise OptionError(option, f"widget 'losses' needs the option '{option}'")
        options = {"rate": "0.1" if quantity else "0.005", **options}
        places = PROBABILITIES
        if quantity:
            places = read_range(options.get("window", ["0", "10"]), "window")

        def write(told: Mapping[str, Any]) -> str:
            y = places.read(told, "y") if quantity else read_name(told, "y", tuple(YES_OR_NO))
            rate = f"{read_rate(told):g}"
            return write_state(y=y, prediction=places.read(told, "prediction"), rate=rate, steps=0)

        widget = cls(kind, places, write(options))
        tries = read_experiments(options, ("y", "prediction", "rate"), write)
        return changed(widget, tries=tries)

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def readouts(self) -> Mapping[str, str]:
        """Prediction, or probability of the right class; loss, slope and steps."""
        told = r"\hat{y}" if self.quantity else r"\hat{y}_{\text{correct}}"
        words = {name: rf"\text{{{name}}}" for name in ("loss", "slope", "steps")}
        return {"told": told, **words}

    def pictures(self) -> Mapping[str, str]:
        """The curve and the chart."""
        return {
            "curve": "The price of every prediction, with the ball at the present one",
            "chart": "The price by step",
        }

    def columns(self) -> tuple[str, ...]:
        """As the readouts, step by step."""
        miss = r"y - \hat{y}" if self.quantity else r"\hat{y}_{\text{correct}}"
        return (r"\text{step}", r"\hat{y}", miss, r"\text{loss}", r"\text{slope}")

    def controls(self) -> tuple[Control, ...]:
        """Label, prediction and learning rate."""
        parts = read_state(self.opening, STATE)
        label: Control = Choice("y", "True label", tuple(YES_OR_NO.items()), parts["y"])
        if self.quantity:
            label = self.places.slider("y", "True label", parts["y"])
        name = "Prediction" if self.quantity else "Probability of “yes”"
        tried = (read_state(each.state, STATE)["rate"] for each in self.tries)
        return (
            label,
            self.places.slider("prediction", name, parts["prediction"]),
            rate_scale(float(parts["rate"]), tried),
        )

    def experiments(self) -> tuple[Experiment, ...]:
        """The author's, in order."""
        return self.tries

    def first(self) -> str:
        """The author's prediction, before the first step."""
        return self.opening

    def frame(self, state: str) -> Frame:
        """The prediction after the state's steps, or at the descent's end if that is earlier."""
        parts = read_state(state, STATE)
        wanted = int(read_number(parts, "steps", 0, MOST_STEPS))
        ends = (self.places.low, self.places.high)
        if not self.quantity:
            read_name(parts, "y", tuple(YES_OR_NO))
        y = read_number(parts, "y", *(ends if self.quantity else (0, 1)))
        pictures = pictures_of(
            PRICES[self.kind](y),
            ends if self.quantity else (0.0, 1.0),
            read_number(parts, "prediction", *ends),
            read_rate(parts),
        )
        trail = pictures.trail
        step = min(wanted, trail.steps)
        ended = step == trail.steps
        x = trail.points[step]
        told = x if self.quantity else pictures.price.miss(x)
        return Frame(
            state=write_state(**parts | {"steps": step}),
            readouts={
                "told": decimals(told),
                "loss": decimals(trail.values[step]),
                "slope": decimals(trail.gradients[step]),
                "steps": str(step),
            },
            drawings={"curve": pictures.curve(step), "chart": pictures.chart(step)},
            table=(pictures.rows.first(step + 1),),
            sentence=describe(pictures.price, trail, step),
            outcome=trail.outcome.value if ended else "running",
            actions=buttons(parts, step, not ended, self.first()),
        )

    def recorded(self) -> dict[str, int]:
        """From the first state and from every experiment."""
        states = (self.opening, *(each.state for each in self.tries))
        return dict.fromkeys(states, TRIED_STEPS) | {self.opening: RECORDED_STEPS}

    @property
    def y(self) -> float:
        """The author's label."""
        return float(read_state(self.opening, STATE)["y"])

    @property
    def prediction(self) -> float:
        """The author's prediction."""
        return float(read_state(self.opening, STATE)["prediction"])

    @property
    def quantity(self) -> bool:
        """Whether the label is a quantity, and not a class."""
        return self.kind == "squared-error"


@lru_cache(maxsize=64)
def pictures_of(
    price: SquaredError | CrossEntropy, window: tuple[float, float], start: float, rate: float
) -> Pictures:
    """The pictures of a descent, made once for all the frames along it."""
    return Pictures(price, window, bring_down(price, start, rate, MOST_STEPS))


def describe(price: Price, trail: Trail[float], step: int) -> str:
    """What the prediction costs at a step, in a sentence or two."""
    x = trail.points[step]
    if step == trail.steps and step:
        return ENDINGS[trail.outcome].format(step=step, steps=counted(step), end=price.end(x))
    said = price.told(x)
    if step:
        return f"Step {step}: {said[0].lower()}{said[1:]}"
    return f"{said} {price.compared(x)}"


ENDINGS = {
    Outcome.CONVERGED: "Converged after {steps}. {end}",
    Outcome.DIVERGED: "Diverged: step {step} threw the prediction far out of the picture. "
    "The learning rate is too large.",
    Outcome.OUT_OF_STEPS: "Out of steps: after {step} the prediction is still on its way.",
}

WIDGET = Losses
