"""Widget kind "landscape": the loss over two parameters, and balls that go down it."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from pycore.drawing.numerals import decimals
from pycore.drawing.scenery import Ends
from pycore.frozen import changed, frozen
from pycore.kit.experiments import read_experiments
from pycore.kit.grid import Grid
from pycore.kit.parameters import with_start
from pycore.kit.race import NOBODY, race_choices, read_optimiser, read_rival
from pycore.kit.rates import rate_scale, read_rate
from pycore.kit.widget import (
    Control,
    Experiment,
    Frame,
    buttons,
    read_number,
    read_state,
    write_state,
)
from pycore.maths.iterate import Trail
from pycore.maths.optimisers import OPTIMISERS, Optimiser, Point
from pycore.maths.stationary import Stationary
from pycore.widgets.landscape.options import (
    DEFAULTS,
    ranges_of,
    read_surface,
    start_state,
)
from pycore.widgets.landscape.pictures import MOST_STEPS, Pictures, descend, pictures_of, racer_of
from pycore.widgets.landscape.surfaces import Surface
from pycore.widgets.landscape.terrain import Terrain, survey
from pycore.widgets.landscape.words import describe

RECORDED_STEPS = 20
"""How far a recording goes from the first state; what lies behind it is asked of live Python."""
TRIED_STEPS = 10
"""How far it goes from an experiment."""
LIMITS = (1, RECORDED_STEPS + 1, MOST_STEPS)
"""How far a descent is computed: whoever only drags the ball asks for no more than its start."""


@frozen
class Landscape:
    """What the author chose; every method follows from it."""

    surface: Surface
    """The model and its data: they make the loss."""
    ranges: tuple[Grid, Grid]
    """What the slider of each parameter reaches."""
    opening: str
    """The state in which the widget opens."""
    tries: tuple[Experiment, ...] = ()
    """The experiments that the author invites to."""

    OPTIONS: ClassVar[tuple[str, ...]] = (
        "model",
        "data",
        "ranges",
        "start",
        "rate",
        "optimiser",
        "rival",
        "try",
    )

    @classmethod
    def parse(cls, options: Mapping[str, Any]) -> Self:
        """The landscape of the author's options; OptionError where they cannot be."""
        options = {**DEFAULTS, **options}
        surface = read_surface(options)
        first, second = ranges_of(options, surface).values()

        def write(tried: Mapping[str, Any]) -> str:
            return start_state(with_start(options, tried), surface)

        widget = cls(surface, (first, second), start_state(options, surface))
        allowed = ("start", "rate", "optimiser", "rival")
        return changed(widget, tries=read_experiments(options, allowed, write))

    def needs(self) -> tuple[str, ...]:
        """What the model computes with."""
        return self.surface.needs

    def readouts(self) -> Mapping[str, str]:
        """Both parameters, the loss and the steps."""
        letters = {name: name for name in self.surface.names}
        return {**letters, "loss": r"\text{loss}", "steps": r"\text{steps}"}

    def pictures(self) -> Mapping[str, str]:
        """The map of the loss, and the data."""
        first, second = self.surface.names
        return {
            "map": f"The loss by {first} and {second} in contour lines, with the ball and its way",
            "fit": f"The ball as a {self.surface.word} through the data",
        }

    def columns(self) -> tuple[str, ...]:
        """Step by step, as the readouts; and the rival's loss."""
        return (r"\text{step}", *self.surface.names, r"\text{loss}", r"\text{rival's loss}")

    def controls(self) -> tuple[Control, ...]:
        """Both parameters, learning rate, optimiser and rival."""
        parts = self.parts(self.opening)
        sliders = [
            places.slider(name, label, parts[name])
            for name, label, places in zip(
                self.surface.names, self.surface.labels, self.ranges, strict=True
            )
        ]
        tried = (self.parts(each.state)["rate"] for each in self.tries)
        return (
            *sliders,
            rate_scale(float(parts["rate"]), tried),
            *race_choices(parts["optimiser"], parts["rival"]),
        )

    def experiments(self) -> tuple[Experiment, ...]:
        """The author's, in order."""
        return self.tries

    def first(self) -> str:
        """The author's start, before the first step."""
        return self.opening

    def frame(self, state: str) -> Frame:
        """The balls after the state's steps, or at their ends where those come earlier."""
        parts = self.parts(state)
        wanted = int(read_number(parts, "steps", 0, MOST_STEPS))
        pictures = self.pictures_at(parts, wanted)
        step = min(wanted, pictures.steps)
        ended = step == pictures.steps
        racer = pictures.racers[0]
        values = zip(self.surface.names, racer.point(step), strict=True)
        return Frame(
            state=write_state(**parts | {"steps": step}),
            readouts={
                **{name: decimals(value, 3) for name, value in values},
                "loss": decimals(racer.loss(step)),
                "steps": str(step),
            },
            drawings={"map": pictures.map(step), "fit": pictures.fit(step)},
            table=(pictures.rows.first(step + 1),),
            sentence=describe(pictures, step),
            outcome=racer.trail.outcome.value if ended else "running",
            actions=buttons(parts, step, not ended, self.first()),
        )

    def recorded(self) -> dict[str, int]:
        """From the first state and from every experiment."""
        states = (self.opening, *(each.state for each in self.tries))
        return dict.fromkeys(states, TRIED_STEPS) | {self.opening: RECORDED_STEPS}

    def parts(self, state: str) -> dict[str, str]:
        """What a state says, as texts."""
        return read_state(state, (*self.surface.names, "rate", "optimiser", "rival", "steps"))

    def pictures_at(self, parts: Mapping[str, str], wanted: int) -> Pictures:
        """The pictures of a state, reaching at least so many steps."""
        names = (read_optimiser(parts), read_rival(parts))
        sliders = zip(self.surface.names, self.ranges, strict=True)
        start = tuple(read_number(parts, name, each.low, each.high) for name, each in sliders)
        rate = read_rate(parts)
        steps = next((each for each in LIMITS if wanted < each), MOST_STEPS)
        racers = (
            racer_of(self.surface, self.ends, OPTIMISERS[name], rate, start, steps)
            for name in names
            if name != NOBODY
        )
        return pictures_of(self.surface, self.ends, tuple(racers))

    @property
    def ends(self) -> tuple[Ends, Ends]:
        """Of both parameters in the picture."""
        across, up = self.ranges
        return (across.low, across.high), (up.low, up.high)

    @property
    def terrain(self) -> Terrain:
        """The landscape without the balls."""
        return survey(self.surface, *self.ends)

    @property
    def start(self) -> Point:
        """The parameters with which the widget opens."""
        parts = self.parts(self.opening)
        return tuple(float(parts[name]) for name in self.surface.names)

    @property
    def rate(self) -> float:
        """The learning rate with which the widget opens."""
        return float(self.parts(self.opening)["rate"])

    @property
    def minima(self) -> tuple[Stationary, ...]:
        """The local minima in the picture, the lowest first: each has a point and a value."""
        return tuple(each for each in self.terrain.stationary if each.kind == "minimum")

    @property
    def saddles(self) -> tuple[Stationary, ...]:
        """The saddle points in the picture, the lowest first."""
        return tuple(each for each in self.terrain.stationary if each.kind == "saddle")

    @property
    def minimum(self) -> Stationary:
        """The lowest minimum. Raises ValueError where the picture has none."""
        if not self.minima:
            raise ValueError("the picture of this landscape has no minimum")
        return self.minima[0]

    def loss(self, first: float, second: float) -> float:
        """The loss for both parameters."""
        return self.surface.slope((float(first), float(second)))[0]

    def gradient(self, first: float, second: float) -> Point:
        """Its derivatives by both."""
        return self.surface.slope((float(first), float(second)))[1]

    def descend(
        self, optimiser: Optimiser[Any], start: Point | None = None, steps: int = MOST_STEPS
    ) -> Trail[Point]:
        """The way that an optimiser takes, as the widget shows it."""
        point = self.start if start is None else tuple(map(float, start))
        return descend(self.surface, optimiser, point, steps)


WIDGET = Landscape
