"""Widget kind "descent": a ball goes down the graph of a function of one parameter."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, ClassVar, Self

from pycore.frozen import changed, frozen
from pycore.functions import ExpressionError, Function
from pycore.iterate import FAR, Outcome, Trail, descend
from pycore.optimisers import OPTIMISERS
from pycore.widget import (
    Choice,
    Control,
    Experiment,
    Frame,
    OptionError,
    Scale,
    Slider,
    decimals,
    read_name,
    read_number,
    read_state,
    write_state,
)
from pycore.widgets.descent.options import (
    GREATEST_RATE,
    LEAST_RATE,
    START_STEP,
    STATE,
    read_experiments,
    read_window,
    start_state,
)
from pycore.widgets.descent.pictures import Pictures

MOST_STEPS = 200
"""After so many steps the descent ends as "out of steps"."""
RECORDED_STEPS = 40
"""How far a recording goes; what lies behind it is asked of live Python."""
NEARLY_FLAT = 0.00005
"""A slope that four decimals show as 0.0000."""
RATES = tuple(
    f"{mantissa * power:g}"
    for power in (0.001, 0.01, 0.1)
    for mantissa in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
)
"""The learning-rate slider is logarithmic: ten values for each factor of ten, and the author's."""


@frozen
class Descent:
    """What the author chose; every method follows from it."""

    function: Function
    """The curve; its one parameter is called x, its value plays the part of the loss."""
    window: tuple[float, float]
    """Lowest and highest x of the picture, and of the start."""
    start: float
    """Where the ball lies at first."""
    rate: float
    """The learning rate at first."""
    optimiser: str
    """The optimiser at first, a name in OPTIMISERS."""
    tries: tuple[Experiment, ...] = ()
    """The experiments that the author invites to."""

    OPTIONS: ClassVar[tuple[str, ...]] = ("function", "window", "start", "rate", "optimiser", "try")

    @classmethod
    def parse(cls, options: Mapping[str, Any]) -> Self:
        """The descent of the author's options; OptionError where they cannot be."""
        options = {"rate": "0.05", "optimiser": "gradient-descent", "try": [], **options}
        for option in ("function", "start"):
            if option not in options:
                raise OptionError(option, f"widget 'descent' needs the option '{option}'")
        try:
            function = Function.parse(str(options["function"]))
        except ExpressionError as error:
            raise OptionError("function", str(error)) from None
        window = read_window(options, function)
        state = start_state(options, window)
        parts = read_state(state, STATE)
        widget = cls(
            function, window, float(parts["start"]), float(parts["rate"]), parts["optimiser"]
        )
        return changed(widget, tries=read_experiments(options, window))

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def readouts(self) -> Mapping[str, str]:
        """Place, value, slope and steps."""
        return {"x": "x", "fx": "f(x)", "dfx": "f'(x)", "steps": r"\text{steps}"}

    def pictures(self) -> Mapping[str, str]:
        """The curve and the chart."""
        return {
            "curve": "The curve with the ball, its tangent and its past positions",
            "chart": "The value f(x) by step",
        }

    def columns(self) -> tuple[str, ...]:
        """As the readouts, step by step."""
        return (r"\text{step}", "x", "f(x)", "f'(x)")

    def controls(self) -> tuple[Control, ...]:
        """Start, learning rate and optimiser."""
        low, high = self.window
        tried = (read_state(each.state, STATE)["rate"] for each in self.tries)
        rates = sorted({"1", f"{self.rate:g}", *RATES, *tried}, key=float)
        optimisers = tuple((name, kind.title) for name, kind in OPTIMISERS.items())
        return (
            Slider("start", "Start", f"{low:g}", f"{high:g}", f"{START_STEP:g}", f"{self.start:g}"),
            Scale("rate", "Learning rate", tuple(rates), f"{self.rate:g}"),
            Choice("optimiser", "Optimiser", optimisers, self.optimiser),
        )

    def experiments(self) -> tuple[Experiment, ...]:
        """The author's, in order."""
        return self.tries

    def first(self) -> str:
        """The author's start, before the first step."""
        options = {"start": self.start, "rate": self.rate, "optimiser": self.optimiser}
        return start_state(options, self.window)

    def frame(self, state: str) -> Frame:
        """The descent after the state's steps, or at its end where that comes earlier."""
        parts = read_state(state, STATE)
        wanted = int(read_number(parts, "steps", 0, MOST_STEPS))
        pictures = pictures_of(
            self.function,
            self.window,
            read_name(parts, "optimiser", tuple(OPTIMISERS)),
            read_number(parts, "rate", LEAST_RATE, GREATEST_RATE),
            read_number(parts, "start", *self.window),
            MOST_STEPS if wanted > RECORDED_STEPS else RECORDED_STEPS + 1,
        )
        trail = pictures.trail
        step = min(wanted, trail.steps)
        ended = step == trail.steps
        steps = {"step": step + 1, "back": step - 1, "reset": 0}
        enabled = {"step": not ended, "back": step > 0, "reset": step > 0}
        return Frame(
            state=write_state(**parts | {"steps": step}),
            readouts={
                "x": decimals(trail.points[step]),
                "fx": decimals(trail.values[step]),
                "dfx": decimals(trail.gradients[step]),
                "steps": str(step),
            },
            drawings={"curve": pictures.curve(step), "chart": pictures.chart(step)},
            table=(pictures.rows.first(step + 1),),
            sentence=describe(trail, step),
            outcome=trail.outcome.value if ended else "running",
            actions={
                name: write_state(**parts | {"steps": count})
                for name, count in steps.items()
                if enabled[name]
            },
        )

    def recorded(self) -> Iterator[Frame]:
        """From the first state with every optimiser, and every experiment, step by step."""
        parts = read_state(self.first(), STATE)
        optimised = (write_state(**parts | {"optimiser": name}) for name in OPTIMISERS)
        for first in dict.fromkeys(
            [self.first(), *optimised, *(each.state for each in self.tries)]
        ):
            frame = self.frame(first)
            yield frame
            for _ in range(RECORDED_STEPS):
                if "step" not in frame.actions:
                    break
                frame = self.frame(frame.actions["step"])
                yield frame


@lru_cache(maxsize=64)
def pictures_of(
    function: Function,
    window: tuple[float, float],
    optimiser: str,
    rate: float,
    start: float,
    steps: int,
) -> Pictures:
    """The pictures of a descent, made once for all the frames along it."""
    return Pictures(function, window, descend(function, OPTIMISERS[optimiser](rate), start, steps))


def describe(trail: Trail, step: int) -> str:
    """What has happened at a step, in a sentence or two."""
    x, slope = trail.points[step], trail.gradients[step]
    place = f"x = {decimals(x)}, f(x) = {decimals(trail.values[step])}"
    if step == trail.steps and trail.outcome is Outcome.DIVERGED and abs(x) <= FAR:
        return f"Stopped: f(x) has no value or no slope at x = {decimals(x)}, so no step leads on."
    if step == trail.steps:
        return ENDINGS[trail.outcome].format(step=step, x=decimals(x), place=place)
    said = f"Step {step}: {place}." if step else f"Start: {place}."
    if abs(slope) < NEARLY_FLAT:
        return f"{said} The curve is nearly flat here."
    way = "left" if slope > 0 else "right"
    return f"{said} The slope is {decimals(slope)}, so downhill is to the {way}."


ENDINGS = {
    Outcome.CONVERGED: "Converged after {step} steps at {place}. "
    "The slope is zero here, to five decimals.",
    Outcome.DIVERGED: "Diverged: step {step} threw the ball to x = {x}, far out of the picture. "
    "Either the learning rate is too large, or the curve has no bottom there.",
    Outcome.OUT_OF_STEPS: "Out of steps: after {step} the ball has not come to rest. "
    "It is at {place}.",
}

WIDGET = Descent
