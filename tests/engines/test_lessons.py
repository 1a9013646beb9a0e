"""Three engines, five homes: every widget of the other lessons, NumPy included."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from builder.exports.single_file import make_single
from engines.homes import Home, Places
from engines.reader import LIVE, SOON, Reader, expect
from pycore.kit.widget import Scale, Widget, recorded_frames, write_state
from support.any_widget import LOOK, look_of, widgets_of

SECTION = "framing-the-problem"
OTHERS = {
    "what-can-be-learned-from-examples": "01",
    "how-does-gradient-descent-find-its-way": "03",
}


@pytest.fixture(scope="session", params=OTHERS)
def other(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def alone(other: str, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The other lesson as one file."""
    path = tmp_path_factory.mktemp("alone") / f"{other}.html"
    path.write_bytes(make_single(site, f"{SECTION}/{other}.html", ""))
    return path


def test_every_widget_steps_and_is_live(
    reader: Reader, home: Home, places: Places, other: str, alone: Path
) -> None:
    source = f"{SECTION}/{OTHERS[other]}-{other}.md"
    there = replace(places, lesson=f"{SECTION}/{other}.html", single=alone)
    reader.expected = home.complaints
    reader.open(home.address(there), framed=home.framed)
    widgets = widgets_of(source)
    for name, widget in widgets.items():
        reader.click(f"#{name} [data-action=step]")
        expect_step(reader, name, widget, widget.first(), SOON)
    for name, widget in widgets.items():
        state = unrecorded(widget)
        reader.run(f"location.hash = '#{name}?{state}'")
        expect_state(reader, name, widget, state, LIVE)
        reader.press(f"#{name} [data-action=step]", "Enter")
        expect_step(reader, name, widget, state, LIVE)


def unrecorded(widget: Widget) -> str:
    """The first state at a learning rate that only live Python knows."""
    recorded = {each.state for each in recorded_frames(widget)}
    rates = next(each for each in widget.controls() if each.name == "rate")
    assert isinstance(rates, Scale)
    first = dict(part.split("=") for part in widget.first().split("&"))
    states = [write_state(**first | {"rate": rate}) for rate in rates.values]
    return next(state for state in states if state not in recorded)


def expect_step(reader: Reader, name: str, widget: Widget, state: str, seconds: float) -> None:
    """Waits for the first step from a state."""
    expect_state(reader, name, widget, state.replace("steps=0", "steps=1"), seconds)


def expect_state(reader: Reader, name: str, widget: Widget, state: str, seconds: float) -> None:
    """Waits for all that the widget ought to show, as CPython says it."""
    wanted = json.loads(json.dumps(look_of(name, widget, widget.frame(state))))
    expect(reader, f"({LOOK})(document.getElementById('{name}'))", wanted, seconds)
