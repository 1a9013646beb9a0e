"""Contour lines: on known shapes, on any grid, and the round values that they are drawn at."""

from collections.abc import Callable
from math import ceil, dist, floor, hypot, pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.maths.contours import ROUGH, Grid, Loop, Place, round_levels, trace

MIDDLE = 20


def grid_of(height: Callable[[float, float], float], size: int = 41) -> Grid:
    """Heights around the middle of a grid."""
    places = [at - MIDDLE for at in range(size)]
    return [[height(x, y) for x in places] for y in places]


def area(loop: Loop) -> float:
    """What a loop encloses: positive where it runs counter-clockwise."""
    pairs = zip(loop, (*loop[1:], loop[0]), strict=True)
    return sum(x * above - y * right for (x, y), (right, above) in pairs) / 2


def test_a_cone_has_circles_for_contours() -> None:
    lines = trace(grid_of(hypot), (4.5, 9.0, 15.25))
    for radius, loops in zip((4.5, 9.0, 15.25), lines, strict=True):
        (loop,) = loops
        for place in loop:
            assert dist(place, (MIDDLE, MIDDLE)) == pytest.approx(radius, abs=0.05)
        assert area(loop) == pytest.approx(pi * radius**2, rel=0.03)
        assert len(loop) < 6 * radius + 20


def test_a_hill_is_gone_around_the_other_way() -> None:
    """What is lower lies at the left, so a region with a hole can be filled."""
    ((rim, hole),) = (
        sorted(loops, key=area, reverse=True)
        for loops in trace(grid_of(lambda x, y: -hypot(x, y)), (-5.0,))
    )
    assert area(rim) == 40 * 40
    assert area(hole) == pytest.approx(-pi * 25, rel=0.05)


def test_a_line_that_leaves_the_grid_runs_along_its_rim() -> None:
    ((loop,),) = trace(grid_of(lambda x, _: x), (0.5,))
    assert sorted(set(loop)) == [(0.0, 0.0), (0.0, 40.0), (20.5, 0.0), (20.5, 40.0)]
    assert area(loop) == 20.5 * 40


@pytest.mark.parametrize(("level", "pieces"), [(-1.0, 2), (1.0, 1)])
def test_across_a_saddle_the_mean_decides(level: float, pieces: int) -> None:
    """Below the pass there are two regions, above it one."""
    (loops,) = trace(grid_of(lambda x, y: (x + 0.5) * (y + 0.5)), (level,))
    assert len(loops) == pieces


def test_a_level_that_nothing_reaches_has_no_line() -> None:
    below, above = trace(grid_of(hypot), (-1.0, 100.0))
    assert below == []
    ((*corners,),) = above
    assert area(tuple(corners)) == 40 * 40


heights = st.lists(
    st.lists(st.integers(0, 9), min_size=5, max_size=5).map(lambda row: [*map(float, row)]),
    min_size=4,
    max_size=4,
)


@given(heights, st.integers(1, 9))
def test_every_place_of_a_line_has_its_height(grid: list[list[float]], level: int) -> None:
    (loops,) = trace(grid, (float(level),))
    for loop in loops:
        for place in loop:
            assert on_rim(place) or height_on_edge(grid, place) == pytest.approx(level)


def on_rim(place: Place) -> bool:
    return place[0] in (0, 4) or place[1] in (0, 3)


def height_on_edge(grid: Grid, place: Place) -> float:
    """Between the two nodes that a place lies between."""
    x, y = place
    low, high = grid[floor(y)][floor(x)], grid[ceil(y)][ceil(x)]
    return low + (high - low) * (x - floor(x) + y - floor(y))


@given(heights, st.integers(1, 9))
def test_what_is_lower_lies_at_the_left(grid: list[list[float]], level: int) -> None:
    """All loops together wind once around each node that is lower, and around no other."""
    (loops,) = trace(grid, (level - 0.5,))
    for row in range(1, 3):
        for column in range(1, 4):
            winds = sum(winding(loop, (column, row)) for loop in loops)
            assert winds == (1 if grid[row][column] < level - 0.5 else 0)


def winding(loop: Loop, at: Place) -> int:
    """How often a loop goes counter-clockwise around a place."""
    count = 0
    for (x, y), (right, above) in zip(loop, (*loop[1:], loop[0]), strict=True):
        side = (right - x) * (at[1] - y) - (at[0] - x) * (above - y)
        if y <= at[1] < above and side > 0:
            count += 1
        if above <= at[1] < y and side < 0:
            count -= 1
    return count


def test_a_line_is_no_rougher_than_it_may_be() -> None:
    ((loop,),) = trace(grid_of(lambda x, y: hypot(x, 3 * y)), (12.3,))
    for (x, y), (right, above) in zip(loop, (*loop[1:], loop[0]), strict=True):
        between = ((x + right) / 2 - MIDDLE, (y + above) / 2 - MIDDLE)
        off = abs(hypot(between[0], 3 * between[1]) - 12.3)
        assert off < 3 * (ROUGH + 0.1)


@pytest.mark.parametrize(
    ("low", "high", "levels"),
    [
        (0.35, 7.2, (0.4, 0.5, 0.6, 0.8, 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6)),
        (0.08, 60, (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)),
        (1, 1e6, (3, 10, 30, 100, 300, 1000, 3000, 1e4, 3e4, 1e5, 3e5)),
        (3.1, 3.2, ()),
    ],
)
def test_levels_are_round(low: float, high: float, levels: tuple[float, ...]) -> None:
    assert round_levels(low, high) == levels
