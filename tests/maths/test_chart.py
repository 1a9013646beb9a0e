"""The chart of a value by step: what is drawn where values leave it, and in which kinds."""

from math import inf, nan
from typing import Any

import pytest

from pycore.drawing.chart import step_line
from pycore.drawing.plot import Axes, Segment
from pycore.drawing.runs import Node, children
from pycore.kit.widget import Widget
from pycore.widgets.descent import Descent
from pycore.widgets.family import Family
from pycore.widgets.losses import Losses

AXES = Axes((0, 10), (0, 5), width=100, height=50)


@pytest.mark.parametrize(
    ("values", "end"),
    [
        ([1.0, 3.0], (1, 3)),
        ([1.0, 5.0], (1, 5)),
        ([1.0, 9.0], (0.5, 5)),
        ([1.0, inf], (0, 5)),
        ([1.0, nan], (0, 5)),
        ([1.0, 1e308], (0, 5)),
        ([1.0, -1.0], None),
        ([1.0, -inf], None),
        ([5.1, 1.0], None),
        ([nan, 1.0], None),
        ([inf, inf], None),
    ],
)
def test_a_step_that_leaves_the_chart_is_cut_at_its_upper_edge(
    values: list[float], end: tuple[float, float] | None
) -> None:
    wanted = end and Segment((0, values[0]), end).draw(AXES)
    assert step_line(AXES, values, 0) == wanted


def losses_of(widget: Widget, state: str) -> list[Node]:
    """The lines in the chart of a state."""
    inside = children(widget.frame(state).drawings["chart"])
    groups = [node for node in inside if not isinstance(node, str)]
    (found,) = [node for node in groups if node[1] == {"class": "losses"}]
    return [node for node in children(found) if not isinstance(node, str)]


RACE = "optimiser=gradient-descent&rival=none"
KINDS: list[tuple[type[Any], dict[str, Any], str]] = [
    (Losses, {"y": "3.1", "prediction": "4.1"}, "y=3.1&prediction=4.1&rate=1.2&steps=6"),
    (Family, {"data": [["0", "1"], ["1", "3"]]}, "m=0&b=0&rate=2&steps=6"),
    (Descent, {"function": "x**2", "start": "1"}, f"start=1&rate=1.2&{RACE}&steps=8"),
]


@pytest.mark.parametrize(("kind", "options", "state"), KINDS)
def test_a_descent_that_diverges_leaves_its_chart_at_the_top(
    kind: type[Any], options: dict[str, Any], state: str
) -> None:
    lines = losses_of(kind.parse(options), state)
    *_, (_, last, *_) = lines
    assert float(last["y2"]) == 0 < float(last["y1"])
