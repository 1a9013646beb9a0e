"""Where Step, Back and Reset lead: a way back to the lesson's own first state is always there."""

from typing import Any

import pytest

from pycore.kit.widget import Slider, Widget, buttons, read_state, write_state
from pycore.widgets.descent import Descent
from pycore.widgets.family import Family
from pycore.widgets.losses import Losses
from support.landscape_lessons import BOWL, landscape

WIDGETS: list[Widget] = [
    Descent.parse({"function": "x**2", "start": "1"}),
    Family.parse({"data": [["0", "1"], ["1", "3"]]}),
    Losses.parse({"y": "3.1", "prediction": "4.1"}),
    landscape(BOWL),
]


@pytest.mark.parametrize(
    ("parts", "step", "goes_on", "led"),
    [
        ({"rate": "1"}, 0, True, {"step": "rate=1&steps=1"}),
        ({"rate": "2"}, 0, True, {"step": "rate=2&steps=1", "reset": "rate=1&steps=0"}),
        ({"rate": "2"}, 0, False, {"reset": "rate=1&steps=0"}),
        ({"rate": "2"}, 2, False, {"back": "rate=2&steps=1", "reset": "rate=2&steps=0"}),
    ],
)
def test_reset_leads_to_step_zero_and_from_there_to_the_first_state(
    parts: dict[str, str], step: int, goes_on: bool, led: dict[str, str]
) -> None:
    assert buttons({**parts, "steps": str(step)}, step, goes_on, "rate=1&steps=0") == led


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
def test_every_kind_leads_back_to_its_first_state(widget: Any) -> None:
    assert "reset" not in widget.frame(widget.first()).actions
    slider = next(each for each in widget.controls() if isinstance(each, Slider))
    names = tuple(each.partition("=")[0] for each in widget.first().split("&"))
    moved = write_state(**read_state(widget.first(), names) | {slider.name: slider.high})
    assert widget.frame(moved).actions["reset"] == widget.first()
    stepped = widget.frame(widget.frame(moved).actions["step"])
    assert stepped.actions["reset"] == moved
