"""The drawer: where marks come to lie, and what their nodes say."""

from math import inf, nan

import pytest

from pycore.drawing.plot import (
    Axes,
    Dot,
    Handle,
    Label,
    Mark,
    Path,
    Segment,
    Tangent,
    coordinate,
    draw,
    ticks,
)
from pycore.drawing.runs import Node, Run
from support.recordings import tree_of

AXES = Axes((0, 10), (0, 5), width=100, height=50)


@pytest.mark.parametrize(
    ("low", "high", "places"),
    [
        (-2.7, 2.7, (-2, -1, 1, 2)),
        (-3, 3, (-3, -2, -1, 1, 2, 3)),
        (0, 10, (2, 4, 6, 8, 10)),
        (0, 200, (50, 100, 150, 200)),
        (-0.25, 0.25, (-0.2, -0.1, 0.1, 0.2)),
        (-1000, 1000, (-1000, -500, 500, 1000)),
        (3, 5, (3, 3.5, 4, 4.5, 5)),
        (1, 7, (2, 3, 4, 5, 6, 7)),
        (-0.3, 0.3, (-0.3, -0.2, -0.1, 0.1, 0.2, 0.3)),
    ],
)
def test_ticks(low: float, high: float, places: tuple[float, ...]) -> None:
    assert ticks(low, high) == pytest.approx(places)


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.0, "12"), (0.05, "0.1"), (-0.04, "0"), (0.04, "0"), (-1.26, "-1.3"), (1e3, "1000")],
)
def test_coordinates_are_rounded(value: float, text: str) -> None:
    assert coordinate(value) == text


@pytest.mark.parametrize(
    ("mark", "node"),
    [
        (Path(((0, 0), (1, 1), (10, 5))), ("path", {"d": "M0 50L10 40L100 0"})),
        (Path(((0, 0), (1, nan), (2, 1), (3, 1))), ("path", {"d": "M0 50M20 40L30 40"})),
        (Path(((0, inf),)), ("path", {"d": ""})),
        (Segment((0, 0), (10, 5)), ("line", {"x1": "0", "y1": "50", "x2": "100", "y2": "0"})),
        (Tangent((5, 2), 0, 20), ("line", {"x1": "40", "y1": "30", "x2": "60", "y2": "30"})),
        (
            Tangent((5, 2), 1, 2**0.5),
            ("line", {"x1": "49.5", "y1": "30.5", "x2": "50.5", "y2": "29.5"}),
        ),
        (Dot((1, 1), 2.5), ("circle", {"cx": "10", "cy": "40", "r": "2.5"})),
        (
            Handle((1, 1), "start"),
            ("circle", {"cx": "10", "cy": "40", "r": "26", "data-across": "start 0 10"}),
        ),
        (
            Handle((1, 1), "w", "b"),
            (
                "circle",
                {"cx": "10", "cy": "40", "r": "26", "data-across": "w 0 10", "data-up": "b 0 5"},
            ),
        ),
        (Label((1, 1), "one", (5, -5)), ("text", {"x": "15", "y": "35"}, "one")),
    ],
)
def test_marks(mark: Mark, node: object) -> None:
    assert mark.draw(AXES) == node


def test_the_same_place_after_rounding_is_the_same_node() -> None:
    assert Dot((1.0001, 1)).draw(AXES) == Dot((1, 1)).draw(AXES)


def test_layers_are_groups_in_order() -> None:
    behind: list[Node] = [("g", {"class": "behind"})]
    dots = Run([("circle", {"r": str(radius)}) for radius in (1, 2, 3)], 2)
    drawn = draw(AXES, {"below": [Dot((1, 1), 1)], "above": [], "past": [dots]}, Run(behind, 1))
    assert tree_of(drawn) == [
        "svg",
        {"viewBox": "0 0 100 50"},
        ["g", {"class": "behind"}],
        ["g", {"class": "below"}, ["circle", {"cx": "10", "cy": "40", "r": "1"}]],
        ["g", {"class": "above"}],
        ["g", {"class": "past"}, ["circle", {"r": "1"}], ["circle", {"r": "2"}]],
    ]


@pytest.mark.parametrize(
    ("x", "y", "held"),
    [(0, 0, True), (10, 5, True), (10.1, 5, False), (nan, 1, False), (1, inf, False)],
)
def test_what_axes_hold(x: float, y: float, held: bool) -> None:
    assert AXES.holds(x, y) is held
