"""The one loop, against a NumPy loop and by its endings."""

from collections.abc import Callable
from math import inf, isfinite, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.maths.functions import Function
from pycore.maths.iterate import Outcome, Trail, descend, walk
from pycore.maths.optimisers import OPTIMISERS, Adam, GradientDescent, Momentum, Point

LESSON = Function.parse("0.4*x**4 - 2*x**2 + 0.5*x + 2")


def test_the_lesson_rolls_into_the_right_minimum() -> None:
    trail = descend(LESSON, GradientDescent(0.05), 2.2)
    assert trail.outcome is Outcome.CONVERGED
    assert trail.end == pytest.approx(LESSON.minima[1].x, abs=1e-6)
    assert trail.points[:2] == (2.2, 2.2 - 0.05 * LESSON.gradient(2.2))
    assert trail.steps == len(trail.points) - 1 < 200
    assert trail.end == trail.points[-1]


def test_from_the_left_hill_it_rolls_into_the_left_minimum() -> None:
    trail = descend(LESSON, GradientDescent(0.05), -0.5)
    assert trail.end == pytest.approx(LESSON.minima[0].x, abs=1e-6)


@given(st.floats(-2.5, 2.5), st.floats(1e-3, 0.08))
def test_same_way_as_a_numpy_loop(start: float, rate: float) -> None:
    trail = descend(LESSON, GradientDescent(rate), start, 25)
    slope, x = np.polyder([0.4, 0, -2, 0.5, 2]), start
    for point in trail.points:
        assert point == pytest.approx(x, abs=1e-9)
        x -= rate * float(np.polyval(slope, x))


@given(st.sampled_from(list(OPTIMISERS)), st.floats(-3, 3), st.floats(1e-3, 3))
def test_what_holds_for_every_trail(name: str, start: float, rate: float) -> None:
    trail = descend(LESSON, OPTIMISERS[name](rate), start, 60)
    assert trail.points[0] == start
    assert trail.values == pytest.approx([LESSON(x) for x in trail.points], nan_ok=True)
    assert trail.gradients == pytest.approx(list(map(LESSON.gradient, trail.points)), nan_ok=True)
    assert all(map(isfinite, trail.points[:-1] + trail.values[:-1]))
    assert all(abs(x) <= 1e6 for x in trail.points[:-1])
    match trail.outcome:
        case Outcome.CONVERGED:
            assert abs(trail.gradients[-1]) <= 1e-6
            assert not trail.steps or abs(trail.points[-1] - trail.points[-2]) <= 1e-6
        case Outcome.DIVERGED:
            assert not (abs(trail.end) <= 1e6 and isfinite(trail.values[-1]))
        case Outcome.OUT_OF_STEPS:
            assert trail.steps == 60


@pytest.mark.parametrize(
    ("text", "start", "steps", "words", "taken"),
    [
        ("x**2", 0, 200, "converged", 0),
        ("-x**2", 0, 200, "converged", 0),
        ("5", 3, 200, "converged", 0),
        ("-x**2", 1e-3, 3, "out of steps", 3),
        ("x**2", 1, 0, "out of steps", 0),
        ("x", 0, 7, "out of steps", 7),
        ("log(x)", -1, 200, "diverged", 0),
        ("1/x", 0, 200, "diverged", 0),
        ("exp(x)", 800, 200, "diverged", 0),
        ("x**2", 2e6, 200, "diverged", 0),
        ("x**2", inf, 200, "diverged", 0),
        ("-1e7*x", 0, 200, "diverged", 1),
    ],
)
def test_endings(text: str, start: float, steps: int, words: str, taken: int) -> None:
    trail = descend(Function.parse(text), GradientDescent(0.25), start, steps)
    assert (trail.outcome.value, trail.steps) == (words, taken)


def test_divergence_is_the_last_entry() -> None:
    trail = descend(LESSON, GradientDescent(1.0), 2.2)
    assert trail.outcome is Outcome.DIVERGED
    assert abs(trail.end) > 1e6 > abs(trail.points[-2])
    assert (trail.values[-1], trail.gradients[-1]) == LESSON.jet(trail.end)[:2]


def test_speed_carries_it_over_a_flat_place() -> None:
    # The second point is 0, where x**2 is flat, but the ball is on its way.
    trail = descend(Function.parse("x**2"), Momentum(0.5), 1.0)
    assert trail.points[:3] == (1.0, 0.0, -0.9)


@pytest.mark.parametrize(
    ("steps", "slow", "outcome"),
    [(200, Momentum, Outcome.OUT_OF_STEPS), (300, Momentum, Outcome.CONVERGED)],
)
def test_momentum_takes_longer_to_come_to_rest(
    steps: int, slow: Callable[[float], Momentum], outcome: Outcome
) -> None:
    assert descend(LESSON, slow(0.05), 2.2, steps).outcome is outcome


def test_whole_numbers_are_points_too() -> None:
    trail = descend(LESSON, Adam(1), 2, 1)
    assert trail.points == pytest.approx((2.0, 1.0))
    assert isinstance(trail.points[0], float)


def test_steps_cannot_be_negative() -> None:
    with pytest.raises(ValueError, match="steps") as raised:
        descend(LESSON, Adam(0.1), 2.2, -1)
    assert str(raised.value) == "steps -1 is out of range (allowed: 0 or more)"


def test_a_trail_is_frozen_and_comparable() -> None:
    trail = descend(LESSON, Adam(0.1), 2.2)
    assert trail == descend(LESSON, Adam(0.1), 2.2)
    assert hash(trail) == hash(Trail(trail.points, trail.values, trail.gradients, trail.outcome))


def bowl(point: Point) -> tuple[float, Point]:
    """(x − 1)² + 10 y², with its gradient."""
    x, y = point
    return (x - 1) ** 2 + 10 * y * y, (2 * (x - 1), 20 * y)


@given(st.sampled_from(list(OPTIMISERS)), st.floats(-2, 2), st.floats(-2, 2))
def test_a_point_of_two_parameters_walks_the_same_loop(name: str, x: float, y: float) -> None:
    trail = walk(bowl, OPTIMISERS[name](0.02), (x, y), 30)
    assert trail.points[0] == (x, y)
    assert (trail.values, trail.gradients) == tuple(zip(*map(bowl, trail.points), strict=True))
    if name == "gradient-descent":
        for count, point in enumerate(trail.points):
            wanted = (1 + (x - 1) * 0.96**count, y * 0.6**count)
            assert point == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize(
    ("start", "rate", "outcome", "taken"),
    [
        ((1.0, 0.0), 0.02, Outcome.CONVERGED, 0),
        ((1.0, 1.0), 0.02, Outcome.CONVERGED, 20),
        ((0.0, 1.0), 0.09, Outcome.CONVERGED, 45),
        ((1.0, 1.0), 0.1, Outcome.OUT_OF_STEPS, 200),
        ((1.0, 1.0), 0.11, Outcome.DIVERGED, 76),
        ((1.0, 2e6), 0.02, Outcome.DIVERGED, 0),
        ((1.0, nan), 0.02, Outcome.DIVERGED, 0),
    ],
)
def test_every_parameter_counts(start: Point, rate: float, outcome: Outcome, taken: int) -> None:
    trail = walk(bowl, GradientDescent(rate), start)
    assert (trail.outcome, trail.steps) == (outcome, taken)
