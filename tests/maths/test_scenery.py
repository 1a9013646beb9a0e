"""What the pictures of data are made of: curves, windows, axes, charts; and sliders beside them."""

import re

import pytest

from pycore.drawing.chart import Chart
from pycore.drawing.plot import Axes, Curve, Inside, Segment
from pycore.drawing.runs import Node, Run, children
from pycore.drawing.scenery import frame_scenery, framed_axes
from pycore.kit.grid import read_range
from pycore.kit.rates import rate_scale
from pycore.kit.widget import OptionError
from pycore.maths.functions import polynomial
from support.recordings import tree_of

AXES = Axes((0, 10), (0, 5), width=100, height=50)


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?[0-9.]+", text)]


def words(nodes: Run) -> list[str]:
    """All texts of scenery."""
    marks = [mark for group in nodes.nodes for mark in tree_of(group)[2:]]
    return [mark[2] for mark in marks if mark[0] == "text"]


def test_one_curve_is_a_whole_cubic() -> None:
    cubic = polynomial(0.05, -0.6, 1.5, 3)
    ends = tuple((x, cubic(x), cubic.gradient(x)) for x in (0.0, 10.0))
    path = numbers(Curve(ends).draw(AXES)[1]["d"])
    points = list(zip(path[::2], path[1::2], strict=True))
    assert len(points) == 4
    for part in (0.2, 0.5, 0.9):
        rest = 1 - part
        weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
        left, top = (
            sum(weight * point[way] for weight, point in zip(weights, points, strict=True))
            for way in (0, 1)
        )
        x = left / 10
        assert top == pytest.approx(50 - 10 * cubic(x), abs=0.2)


def test_a_curve_breaks_off_where_it_is_lost() -> None:
    far = Curve(((0, 0, 0), (1, 1, 0), (2, 1e9, 0), (3, float("nan"), 0), (4, 1, 0), (5, 1, 0)))
    assert far.draw(AXES)[1]["d"].count("M") == 2
    assert far.draw(AXES)[1]["d"].count("C") == 2


def test_a_mark_is_cut_off_where_its_window_ends() -> None:
    node = Inside((2, 8), (1, 4), Segment((0, 0), (10, 5))).draw(AXES)
    sides = {"x": "20", "y": "10", "width": "60", "height": "30", "viewBox": "20 10 60 30"}
    assert node[:2] == ("svg", sides)
    assert list(node)[2] == Segment((0, 0), (10, 5)).draw(AXES)


def test_the_window_lies_inside_of_its_picture() -> None:
    axes = framed_axes((0.0, 4.0), (-2.0, 2.0), names=("hours", "pages"))
    left, top = axes.place(0, 2)
    right, bottom = axes.place(4, -2)
    assert left > 30
    assert top > 20
    assert right == pytest.approx(axes.width)
    assert bottom < axes.height - 40


def test_axes_have_numbers_zero_too_and_names() -> None:
    x, y, names = (0.0, 4.0), (-2.0, 2.0), ("hours", "pages")
    told = words(frame_scenery(framed_axes(x, y, names=names), x, y, names))
    assert told == ["1", "2", "3", "4", "0", "−2", "−1", "1", "2", "0", "hours", "pages"]


def lines(picture: Node, name: str) -> list[Node]:
    found = (each for each in children(picture) if not isinstance(each, str))
    (layer,) = [each for each in found if each[1].get("class") == name]
    return [each for each in children(layer) if not isinstance(each, str)]


def test_a_chart_grows_by_jumps_and_ends_at_its_upper_edge() -> None:
    chart = Chart([4.0, 2.0, 9.0, 1.0, *[1.0] * 20], 5.0, target=0.5)
    assert lines(chart.draw(0), "losses") == []
    assert len(lines(chart.draw(1), "losses")) == 1
    assert [line[1]["y2"] for line in lines(chart.draw(4), "losses")] == ["164", "0", "214"]
    assert lines(chart.draw(2), "now") == []
    assert len(lines(chart.draw(4), "now")) == 1
    assert len(lines(chart.draw(4), "target")) == 1
    behind = [list(chart.draw(step))[2] for step in (9, 10, 11)]
    assert behind[0] == behind[1] != behind[2]


@pytest.mark.parametrize(
    ("given", "step"),
    [(["-3", "3"], 0.05), (["0", "10"], 0.05), (["0", "1"], 0.005), (["0", "1000"], 5)],
)
def test_a_slider_has_at_most_200_places(given: list[str], step: float) -> None:
    places = read_range(given, "window")
    assert places.step == step
    assert (places.high - places.low) / step <= 200


def test_the_place_of_a_wrong_range_is_told() -> None:
    with pytest.raises(OptionError) as told:
        read_range(["low", "3"], "ranges.m")
    assert (told.value.option, str(told.value)) == ("ranges.m", "m 'low' is not a number")


def test_the_rates_of_experiments_are_on_the_slider() -> None:
    values = rate_scale(0.07, ["0.33"]).values
    assert {"0.07", "0.33", "0.001", "1"} <= set(values)
    assert list(values) == sorted(values, key=float)
