"""Where a landscape is flat: against landscapes whose flat points are known."""

import pytest

from pycore.maths.iterate import Slope
from pycore.maths.optimisers import Point
from pycore.maths.stationary import Stationary, find_stationary


def wells(point: Point) -> tuple[float, Point]:
    """(x² − 1)² + 2y² + x/10: two wells, the left one deeper, and a pass between."""
    x, y = point
    square = x * x - 1
    return square * square + 2 * y * y + x / 10, (4 * x * square + 0.1, 4 * y)


def ridge(point: Point) -> tuple[float, Point]:
    """−x² − y²: a hilltop."""
    x, y = point
    return -x * x - y * y, (-2 * x, -2 * y)


def found_in(slope: Slope, low: float, high: float) -> tuple[Stationary, ...]:
    ends = [low + (high - low) * count / 40 for count in range(41)]
    grid = [[slope((x, y))[0] for x in ends] for y in ends]
    return find_stationary(slope, grid, ends, ends)


def test_two_wells_and_the_pass_between() -> None:
    left, right, between = found_in(wells, -2, 2.1)
    assert [each.kind for each in (left, right, between)] == ["minimum", "minimum", "saddle"]
    assert left.point == pytest.approx((-1.0123, 0), abs=1e-4)
    assert right.point == pytest.approx((0.9872, 0), abs=1e-4)
    assert between.point == pytest.approx((0.0250, 0), abs=1e-4)
    for each in (left, right, between):
        assert each.value == wells(each.point)[0]
        assert wells(each.point)[1] == pytest.approx((0, 0), abs=1e-9)
    assert left.value < right.value < between.value


def test_a_hilltop_is_a_maximum() -> None:
    (top,) = found_in(ridge, -1, 1.1)
    assert top.kind == "maximum"
    assert top.value == pytest.approx(0)


def test_a_slope_without_end_has_none() -> None:
    assert found_in(lambda point: (point[0], (1.0, 0.0)), -1, 1) == ()
