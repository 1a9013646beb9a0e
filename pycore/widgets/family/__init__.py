"""Widget kind "family": a line or a polynomial over data, by hand or by descent."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar, Self

from pycore.drawing.numerals import decimals
from pycore.frozen import changed, frozen
from pycore.kit.experiments import read_experiments
from pycore.kit.grid import Grid
from pycore.kit.parameters import with_start
from pycore.kit.rates import rate_scale, read_rate
from pycore.kit.widget import (
    Control,
    Experiment,
    Frame,
    OptionError,
    buttons,
    read_number,
    read_state,
    write_state,
)
from pycore.maths.data import Data
from pycore.maths.models import Polynomial, best_fit
from pycore.maths.optimisers import Point
from pycore.widgets.family.member import Member
from pycore.widgets.family.options import (
    ranges_of,
    read_examples,
    read_model,
    start_state,
)
from pycore.widgets.family.pictures import Pictures
from pycore.widgets.family.words import describe, written

MOST_STEPS = 500
"""After so many steps the descent ends as "out of steps"."""
RECORDED_STEPS, TRIED_STEPS = 40, 10
"""How far a recording goes from the first state and from an experiment, for it weighs on the page:
what lies behind it is asked of live Python."""
LIMITS = (1, RECORDED_STEPS + 1, MOST_STEPS)
"""How far a descent is computed: whoever only moves a slider asks for no more than its start."""


@frozen
class Family:
    """What the author chose; every method follows from it."""

    model: Polynomial
    """The family: all polynomials of one degree, one for each setting of their parameters."""
    data: Data
    """The examples."""
    ranges: tuple[Grid, ...]
    """What each parameter's slider reaches."""
    opening: str
    """The state in which the widget opens."""
    names: tuple[str, ...] = ()
    """What x and y stand for, to be written at the axes."""
    tries: tuple[Experiment, ...] = ()
    """The experiments that the author invites to."""

    OPTIONS: ClassVar[tuple[str, ...]] = (
        "data",
        "degree",
        "axes",
        "start",
        "ranges",
        "rate",
        "try",
    )

    @classmethod
    def parse(cls, options: Mapping[str, Any]) -> Self:
        """The family of the author's options; OptionError where they cannot be."""
        options = {"degree": "1", "rate": "0.05", "start": {}, **options}
        model = read_model(options)
        data = read_examples(options, model)
        opening = start_state(options, model)
        names = options.get("axes", [])
        if not (isinstance(names, list) and len(names) in (0, 2)):
            raise OptionError("axes", "'axes' is two names (allowed: [of x, of y])")

        def write(tried: Mapping[str, Any]) -> str:
            return start_state(with_start(options, tried), model)

        ranges = tuple(ranges_of(options, model).values())
        widget = cls(model, data, ranges, opening, tuple(str(name) for name in names))
        return changed(widget, tries=read_experiments(options, ("start", "rate"), write))

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def readouts(self) -> Mapping[str, str]:
        """The parameters, the loss and the steps."""
        letters = {name: "_".join(name) for name in self.model.names}
        return {**letters, "loss": r"\text{loss}", "steps": r"\text{steps}"}

    def pictures(self) -> Mapping[str, str]:
        """The data with the model, and the chart."""
        return {
            "fit": f"The examples, the {self.model.word}, and between them the misses",
            "chart": f"The loss by step; dashed, the least of all {self.model.word}s",
        }

    def columns(self) -> tuple[str, ...]:
        """Of one example: what it is, what is predicted, and the miss."""
        return ("x", "y", r"\hat{y}", r"y - \hat{y}", r"(y - \hat{y})^2")

    def controls(self) -> tuple[Control, ...]:
        """The parameters and the learning rate."""
        parts = self.parts(self.opening)
        kinds = {"m": "Slope", "b": "Bias"}
        sliders = [
            places.slider(name, f"{kinds.get(name, 'Weight')} {written(name)}", parts[name])
            for name, places in zip(self.model.names, self.ranges, strict=True)
        ]
        tried = (self.parts(each.state)["rate"] for each in self.tries)
        return (*sliders, rate_scale(float(parts["rate"]), tried))

    def experiments(self) -> tuple[Experiment, ...]:
        """The author's, in order."""
        return self.tries

    def first(self) -> str:
        """The author's start, before the first step."""
        return self.opening

    def frame(self, state: str) -> Frame:
        """The model after the state's steps, or at the descent's end where that comes earlier."""
        parts = self.parts(state)
        wanted = int(read_number(parts, "steps", 0, MOST_STEPS))
        limit = next((each for each in LIMITS if wanted < each), MOST_STEPS)
        pictures = pictures_of(
            self.model, self.data, self.names, self.point(parts), read_rate(parts), limit
        )
        training = pictures.training
        step = min(wanted, training.steps)
        ended = step == training.steps
        values = zip(self.model.names, training.points[step], strict=True)
        return Frame(
            state=write_state(**parts | {"steps": step}),
            readouts={
                **{name: decimals(value, 3) for name, value in values},
                "loss": decimals(training.values[step]),
                "steps": str(step),
            },
            drawings={"fit": pictures.fit(step), "chart": pictures.chart(step)},
            table=pictures.rows(step),
            sentence=describe(pictures, step),
            outcome=training.outcome.value if ended else "running",
            actions=buttons(parts, step, not ended, self.first()),
        )

    def recorded(self) -> dict[str, int]:
        """From the first state and from every experiment."""
        states = (self.opening, *(each.state for each in self.tries))
        return dict.fromkeys(states, TRIED_STEPS) | {self.opening: RECORDED_STEPS}

    def parts(self, state: str) -> dict[str, str]:
        """What a state says, as texts."""
        return read_state(state, (*self.model.names, "rate", "steps"))

    def point(self, parts: Mapping[str, str]) -> Point:
        """The parameters that a state says."""
        sliders = zip(self.model.names, self.ranges, strict=True)
        return tuple(read_number(parts, name, each.low, each.high) for name, each in sliders)

    def at(self, *parameters: float) -> Member:
        """The member of the family with those parameters."""
        return Member(self.model, self.data, tuple(float(each) for each in parameters))

    @property
    def start(self) -> Member:
        """The member in which the widget opens."""
        return self.at(*self.point(self.parts(self.opening)))

    @property
    def rate(self) -> float:
        """The learning rate with which the widget opens."""
        return float(self.parts(self.opening)["rate"])

    @property
    def best(self) -> Member:
        """The member with the least loss."""
        return self.best_of_degree(self.model.degree)

    def best_of_degree(self, degree: int) -> Member:
        """The best that a polynomial of another degree can do with the same data."""
        model = Polynomial(degree)
        return Member(model, self.data, best_fit(model, self.data))

    def after(self, steps: int) -> Member:
        """The member that so many steps lead to, from the start at the first learning rate."""
        frame = pictures_of(
            self.model, self.data, self.names, self.start.parameters, self.rate, MOST_STEPS
        )
        return self.at(*frame.training.points[min(steps, frame.training.steps)])


@lru_cache(maxsize=64)
def pictures_of(
    model: Polynomial, data: Data, names: tuple[str, ...], start: Point, rate: float, steps: int
) -> Pictures:
    """The pictures of a descent, made once for all the frames along it."""
    return Pictures(model, data, names, start, rate, steps)


WIDGET = Family
