"""What a widget kind is made of: options in, controls and frames out.

A kind is one frozen class with the methods of `Widget`. It keeps nothing between two questions:
a **state** is a short text that says everything ("start=2.2&rate=0.05&…&steps=3"), and a **frame**
is all that the reader sees in that state, with the states that its buttons lead to. So the page
can follow the buttons through frames that were recorded when the site was built, and ask live
Python for the others, and never needs to know which is which.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Protocol, Self

from pycore.drawing.runs import Node, Run
from pycore.frozen import frozen


class OptionError(ValueError):
    """An option of a widget that cannot be used: which one, why, and what is allowed."""

    def __init__(self, option: str, message: str, allowed: tuple[str, ...] = (), given: str = ""):
        super().__init__(message)
        self.option = option
        """Its path, such as "rate" or "try.0.start"."""
        self.allowed = allowed
        """The names that could stand there, where it is a choice of names."""
        self.given = given
        """The name that stands there, where it is a choice of names."""


@frozen
class Slider:
    """A number from a range, in equal steps."""

    name: str
    """Of the control, and of its part of the state."""
    label: str
    """What the reader sees beside it."""
    low: str
    """The least value."""
    high: str
    """The greatest value."""
    step: str
    """From one value to the next."""
    value: str
    """Where it stands at first."""


@frozen
class Scale:
    """A number from a list, such as a logarithmic scale."""

    name: str
    """Of the control, and of its part of the state."""
    label: str
    """What the reader sees beside it."""
    values: tuple[str, ...]
    """All it can be, in order."""
    value: str
    """Where it stands at first."""


@frozen
class Choice:
    """One of a few named things."""

    name: str
    """Of the control, and of its part of the state."""
    label: str
    """What the reader sees beside it."""
    options: tuple[tuple[str, str], ...]
    """Value and title of each."""
    value: str
    """Which is chosen at first."""


type Control = Slider | Scale | Choice


@frozen
class Experiment:
    """A state worth trying, with the sentence that invites to it."""

    label: str
    """What its button says."""
    state: str
    """The state that the button leads to."""


@frozen
class Frame:
    """Everything that a widget shows in one state."""

    state: str
    """The state it shows."""
    readouts: dict[str, str]
    """Text of each readout by name."""
    drawings: dict[str, Node]
    """SVG tree of each picture by name."""
    table: tuple[Node | Run, ...]
    """Rows of what the pictures show, in words and numbers (`row` in `pycore/drawing/runs.py`)."""
    sentence: str
    """What has happened, in words."""
    outcome: str
    """"running", or how it ended: "converged", "diverged", "out of steps"."""
    actions: dict[str, str]
    """The state that each enabled button leads to; a button that is not named is disabled."""


class Widget(Protocol):
    """What a widget kind offers to the builder and to the page."""

    OPTIONS: ClassVar[tuple[str, ...]]
    """Names of the options that an author may set."""

    @classmethod
    def parse(cls, options: Mapping[str, Any]) -> Self:
        """The widget that the author's options describe; OptionError where they cannot."""
        ...

    def needs(self) -> tuple[str, ...]:
        """Python packages that its frames import, such as "numpy": only its pages load them."""
        ...

    def readouts(self) -> Mapping[str, str]:
        """LaTeX of each readout's label by the readout's name."""
        ...

    def pictures(self) -> Mapping[str, str]:
        """What each picture shows, in words, by the picture's name; the large one first."""
        ...

    def columns(self) -> tuple[str, ...]:
        """LaTeX of the head of each column of the table."""
        ...

    def controls(self) -> tuple[Control, ...]:
        """The reader's controls, in the order in which a state names them."""
        ...

    def experiments(self) -> tuple[Experiment, ...]:
        """The states that the author invites to."""
        ...

    def first(self) -> str:
        """The state in which the widget opens."""
        ...

    def frame(self, state: str) -> Frame:
        """What the reader sees in a state; OptionError where the text is no state."""
        ...

    def recorded(self) -> dict[str, int]:
        """How many steps the build records from which state, the first state first."""
        ...


def recorded_frames(widget: Widget) -> Iterator[Frame]:
    """The frames that the build writes into the page."""
    for state, count in widget.recorded().items():
        yield from take_steps(widget, state, count)


def take_steps(widget: Widget, state: str, count: int) -> Iterator[Frame]:
    """The frame of a state, and those of at most so many steps from there."""
    frame = widget.frame(state)
    yield frame
    for _ in range(count):
        if "step" not in frame.actions:
            return
        frame = widget.frame(frame.actions["step"])
        yield frame


def read_state(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """The parts of a state, as texts: "start=2.2&steps=0" gives {"start": "2.2", "steps": "0"}."""
    parts = dict(part.partition("=")[::2] for part in text.split("&"))
    if tuple(parts) != names:
        raise OptionError("state", f"'{text}' is no state (it names {', '.join(names)}, in order)")
    return parts


def write_state(**parts: object) -> str:
    """The text of a state: start=2.2, steps=0 gives "start=2.2&steps=0"."""
    return "&".join(f"{name}={value}" for name, value in parts.items())


def buttons(parts: Mapping[str, str], step: int, goes_on: bool, first: str) -> dict[str, str]:
    """The states that Step, Back and Reset lead to from a step of the state with these parts.

    Before the first step, Reset leads back to the widget's first state.
    """
    reached = {"step": step + 1} if goes_on else {}
    reached |= {"back": step - 1, "reset": 0} if step else {}
    led = {name: write_state(**{**parts, "steps": count}) for name, count in reached.items()}
    changed = not step and write_state(**{**parts, "steps": 0}) != first
    return led | {"reset": first} if changed else led


def read_given(options: Mapping[str, Any], option: str) -> Any:
    """What is given for an option; OptionError where it is left out."""
    if option not in options:
        raise OptionError(option, f"the option '{option}' is missing")
    return options[option]


def read_number(options: Mapping[str, Any], option: str, low: float, high: float) -> float:
    """A number of the author's or the reader's, inside [low, high]."""
    text = read_given(options, option)
    try:
        number = float(text)
    except (TypeError, ValueError):
        raise OptionError(option, f"{option} '{text}' is not a number") from None
    if not low <= number <= high:
        allowed = f"allowed: {low:g} to {high:g}"
        raise OptionError(option, f"{option} {text} is out of range ({allowed})")
    return number


def read_name(options: Mapping[str, Any], option: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed names."""
    name = str(read_given(options, option))
    if name not in allowed:
        raise OptionError(option, f"unknown {option} '{name}'", allowed, name)
    return name
