"""Widget kind "descent": a ball goes down the graph of a function of one parameter."""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Self

from pycore.drawing.numerals import decimals
from pycore.frozen import frozen
from pycore.kit.experiments import read_experiments
from pycore.kit.race import NOBODY, race_choices, read_optimiser, read_rival
from pycore.kit.rates import rate_scale, read_rate
from pycore.kit.widget import (
    Control,
    Experiment,
    Frame,
    OptionError,
    Slider,
    buttons,
    read_number,
    read_state,
    write_state,
)
from pycore.maths.functions import Function
from pycore.maths.optimisers import OPTIMISERS, Optimiser
from pycore.widgets.descent.ball import ball_of
from pycore.widgets.descent.basins import find_basins, share
from pycore.widgets.descent.ground import Ground
from pycore.widgets.descent.options import (
    DEFAULTS,
    EXPERIMENT,
    START_STEP,
    STATE,
    read_basins,
    read_function,
    read_starts,
    read_window,
    start_state,
)
from pycore.widgets.descent.pictures import Pictures
from pycore.widgets.descent.words import describe

MOST_STEPS = 200
"""After so many steps the descent ends as "out of steps"."""
RECORDED_STEPS, TRIED_STEPS = 40, 10
"""How far a recording goes; from an experiment less far where there are several balls or a map, for
it weighs on the page. What lies behind it is asked of live Python."""


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
    rival: str
    """Against whom it races at first: a name in OPTIMISERS, or "none"."""
    starts: tuple[float, ...]
    """Where more balls start, beside the reader's own."""
    basins: bool
    """Whether the picture maps which start ends where."""
    tries: tuple[Experiment, ...]
    """The experiments that the author invites to."""

    OPTIONS: ClassVar[tuple[str, ...]] = (
        *("function", "window", *EXPERIMENT, "starts", "basins", "try"),
    )

    @classmethod
    def parse(cls, options: Mapping[str, Any]) -> Self:
        """The descent of the author's options; OptionError where they cannot be."""
        options = {**DEFAULTS, **options}
        for option in ("function", "start"):
            if option not in options:
                raise OptionError(option, f"widget 'descent' needs the option '{option}'")
        function = read_function(options)
        window = read_window(options, function)
        write = partial(start_state, function=function, window=window)
        parts = read_state(write(options), STATE)
        return cls(
            function=function,
            window=window,
            start=float(parts["start"]),
            rate=float(parts["rate"]),
            optimiser=parts["optimiser"],
            rival=parts["rival"],
            starts=read_starts(options, function, window),
            basins=read_basins(options),
            tries=read_experiments(options, EXPERIMENT, write),
        )

    def needs(self) -> tuple[str, ...]:
        """Nothing."""
        return ()

    def readouts(self) -> Mapping[str, str]:
        """Place, value, slope and steps."""
        return {"x": "x", "fx": "f(x)", "dfx": "f'(x)", "steps": r"\text{steps}"}

    def pictures(self) -> Mapping[str, str]:
        """The curve and the chart."""
        map_ = ", and below it which start ends where" if self.basins else ""
        return {
            "curve": f"The curve with the ball, its tangent and its past positions{map_}",
            "chart": "The value f(x) by step",
        }

    def columns(self) -> tuple[str, ...]:
        """As the readouts, step by step."""
        return (r"\text{step}", "x", "f(x)", "f'(x)")

    def controls(self) -> tuple[Control, ...]:
        """Start, learning rate, optimiser and rival."""
        low, high = self.window
        tried = (read_state(each.state, STATE)["rate"] for each in self.tries)
        return (
            Slider("start", "Start", f"{low:g}", f"{high:g}", f"{START_STEP:g}", f"{self.start:g}"),
            rate_scale(self.rate, tried),
            *race_choices(self.optimiser, self.rival),
        )

    def experiments(self) -> tuple[Experiment, ...]:
        """The author's, in order."""
        return self.tries

    def first(self) -> str:
        """The author's start, before the first step."""
        chosen = {"start": f"{self.start:g}", "rate": f"{self.rate:g}"}
        return write_state(**chosen, optimiser=self.optimiser, rival=self.rival, steps=0)

    def frame(self, state: str) -> Frame:
        """The descent after the state's steps, or at its end where that comes earlier."""
        parts = read_state(state, STATE)
        wanted = int(read_number(parts, "steps", 0, MOST_STEPS))
        pictures = self.pictures_at(parts, wanted)
        step = min(wanted, pictures.steps)
        ended = step == pictures.steps
        trail, at = pictures.ball.trail, pictures.ball.step(step)
        return Frame(
            state=write_state(**parts | {"steps": step}),
            readouts={
                "x": decimals(trail.points[at]),
                "fx": decimals(trail.values[at]),
                "dfx": decimals(trail.gradients[at]),
                "steps": str(step),
            },
            drawings={"curve": pictures.curve(step), "chart": pictures.chart(step)},
            table=(pictures.ball.rows.first(at + 1),),
            sentence=describe(pictures, step),
            outcome=trail.outcome.value if ended else "running",
            actions=buttons(parts, step, not ended, self.first()),
        )

    def pictures_at(self, parts: Mapping[str, str], wanted: int) -> Pictures:
        """The pictures of a state, reaching at least so many steps."""
        ground = self.ground
        optimiser = OPTIMISERS[read_optimiser(parts)]
        rival = read_rival(parts)
        rate = read_rate(parts)
        start = read_number(parts, "start", *self.window)
        steps = MOST_STEPS if wanted > RECORDED_STEPS else RECORDED_STEPS + 1
        ball = partial(ball_of, ground, rate=rate, steps=steps)
        return Pictures(
            ground=ground,
            ball=ball(optimiser, start=start),
            rival=ball(OPTIMISERS[rival], start=start) if rival != NOBODY else None,
            others=tuple(ball(optimiser, start=other) for other in self.starts),
            basins=find_basins(ground, optimiser(rate)) if self.basins else (),
        )

    @property
    def ground(self) -> Ground:
        """What the ball lies on."""
        return Ground(self.function, self.window, self.basins)

    def share(self, rule: Optimiser[Any], end: int | None = None) -> float:
        """Which part of all starts a rule brings to a minimum, by its number; or to none."""
        return share(find_basins(self.ground, rule), end)

    def recorded(self) -> dict[str, int]:
        """From the first state and from every experiment; of one ball, with every optimiser too."""
        first = self.first()
        tried = [each.state for each in self.tries]
        if self.starts or self.basins:
            return dict.fromkeys([first, *tried], TRIED_STEPS) | {first: RECORDED_STEPS}
        parts = read_state(first, STATE)
        others = [write_state(**parts | {"optimiser": name}) for name in OPTIMISERS]
        return dict.fromkeys([first, *others, *tried], RECORDED_STEPS)


WIDGET = Descent
