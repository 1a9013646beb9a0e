"""Three engines, five homes: every widget of the other lessons, NumPy included."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from any_widget import block_of, look_of
from builder.lesson_blocks import WidgetBlock
from builder.single import make_single
from engines.homes import Home, Places
from engines.reader import LIVE, Reader, expect
from lesson_page import LOOK, blocks

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
    ids = [each.id for each in blocks(source) if isinstance(each, WidgetBlock)]
    for name in ids:
        reader.click(f"#{name} [data-action=step]")
        expect_step(reader, source, name, 1)
    for name in ids:
        expect(reader, f"{found(name)}.dataset.state", "live", LIVE)
        reader.press(f"#{name} [data-action=step]", "Enter")
        expect_step(reader, source, name, 2)


def expect_step(reader: Reader, source: str, name: str, steps: int) -> None:
    """Waits for all that the widget ought to show after so many steps, as CPython says it."""
    widget = block_of(source, name).widget
    state = widget.first().removesuffix("steps=0") + f"steps={steps}"
    wanted = json.loads(json.dumps(look_of(widget.frame(state))))
    expect(reader, f"(({{ beside, ...look }}) => look)(({LOOK})({found(name)}))", wanted)


def found(name: str) -> str:
    return f"document.getElementById('{name}')"
