"""The network of two neurons: against plain formulas, finite differences, and its landscape."""

from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.maths.data import Data
from pycore.maths.network import loss_and_gradient, losses_on, predictions, steepnesses
from pycore.maths.optimisers import GradientDescent, Momentum, Point
from pycore.widgets.landscape import Landscape
from support.landscape_lessons import HILLS, HILLS_DATA, landscape

DATA = Data(tuple((float(x), float(y)) for x, y in HILLS_DATA))
NUDGE = 1e-5

parameters = st.tuples(st.floats(-7, 7), st.floats(-7, 7))


def step(z: float) -> float:
    return z / sqrt(1 + z * z)


def loss(u: float, v: float) -> float:
    """The mean squared error, as one reads it."""
    misses = [step(x - u) - step(x - v) - label for x, label in DATA.examples]
    return sum(miss * miss for miss in misses) / len(misses)


def hessian(point: Point) -> list[list[float]]:
    """The second derivatives, of losses alone."""
    u, v = point
    h = 1e-3
    across = (loss(u + h, v) - 2 * loss(u, v) + loss(u - h, v)) / h**2
    up = (loss(u, v + h) - 2 * loss(u, v) + loss(u, v - h)) / h**2
    corners = loss(u + h, v + h) - loss(u + h, v - h) - loss(u - h, v + h) + loss(u - h, v - h)
    return [[across, corners / (4 * h**2)], [corners / (4 * h**2), up]]


def hills() -> Landscape:
    return landscape(HILLS)


@given(parameters)
def test_the_loss_is_the_mean_squared_error(point: Point) -> None:
    assert loss_and_gradient(point, DATA)[0] == pytest.approx(loss(*point), rel=1e-12)
    told = predictions(point, DATA.xs)
    assert told == pytest.approx([step(x - point[0]) - step(x - point[1]) for x in DATA.xs])


@given(parameters)
def test_the_gradient_is_what_finite_differences_say(point: Point) -> None:
    u, v = point
    by_u = (loss(u + NUDGE, v) - loss(u - NUDGE, v)) / (2 * NUDGE)
    by_v = (loss(u, v + NUDGE) - loss(u, v - NUDGE)) / (2 * NUDGE)
    assert loss_and_gradient(point, DATA)[1] == pytest.approx((by_u, by_v), abs=1e-8)


@given(parameters)
def test_the_curve_is_as_steep_as_it_says(point: Point) -> None:
    xs = (-6.0, -1.5, 0.0, 2.25, 6.0)
    before, after = (predictions(point, [x + way for x in xs]) for way in (-NUDGE, NUDGE))
    slopes = [(up - low) / (2 * NUDGE) for low, up in zip(before, after, strict=True)]
    assert steepnesses(point, xs) == pytest.approx(slopes, abs=1e-8)


def test_a_grid_holds_the_very_losses() -> None:
    """So the contours are those of the loss that the ball has."""
    across, up = (-5.0, 0.25, 1 / 3), (2.0, -6.5)
    rows = losses_on(across, up, DATA)
    assert rows == [[loss_and_gradient((u, v), DATA)[0] for u in across] for v in up]


def test_its_landscape_has_three_valleys_with_saddles_between() -> None:
    minima, saddles = hills().minima, hills().saddles
    assert [round(each.value, 4) for each in minima] == [0.3469, 0.7072, 1.0273]
    assert len(saddles) >= 3
    for each in minima:
        assert np.linalg.eigvalsh(hessian(each.point)).min() > 0.05
    for each in saddles:
        low, high = np.linalg.eigvalsh(hessian(each.point))
        assert low < -0.01
        assert high > 0.01
    for each in (*minima, *saddles):
        assert each.value == pytest.approx(loss(*each.point), rel=1e-12)
        assert loss_and_gradient(each.point, DATA)[1] == pytest.approx((0, 0), abs=1e-9)


def test_the_two_sides_of_a_saddle_lead_into_different_valleys() -> None:
    deepest, lesser, _ = hills().minima
    pass_between = hills().saddles[1]
    _, ways = np.linalg.eigh(hessian(pass_between.point))
    ends = []
    for side in (-0.1, 0.1):
        start = tuple(float(x) for x in np.array(pass_between.point) + side * ways[:, 0])
        trail = hills().descend(GradientDescent(2.0), start)
        assert all(after <= before for before, after in pairwise(trail.values))
        ends.append(trail.end)
    assert sorted(ends) == [
        pytest.approx(deepest.point, abs=0.02),
        pytest.approx(lesser.point, abs=0.02),
    ]


def test_momentum_rolls_over_the_pass_where_gradient_descent_stops_before_it() -> None:
    deepest, lesser, _ = hills().minima
    still = hills().descend(GradientDescent(0.5), (5, -3))
    rolling = hills().descend(Momentum(0.5), (5, -3))
    assert still.end == pytest.approx(lesser.point, abs=0.02)
    assert rolling.end == pytest.approx(deepest.point, abs=0.02)
