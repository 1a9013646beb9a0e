"""The optimisers, against the papers' formulas written anew in NumPy."""

import math
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.maths.optimisers import (
    OPTIMISERS,
    Adam,
    GradientDescent,
    Momentum,
    Nesterov,
    Optimiser,
    Point,
    RMSProp,
)

type Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]
type Slope = Callable[[Array], Array]

TARGET = np.array([1.0, -2.0, 0.5])
STIFFNESS = np.array([1.0, 3.0, 10.0])


def bowl(point: Array) -> Array:
    """The gradient of a bowl with its minimum at TARGET."""
    away: Array = point - TARGET
    return STIFFNESS * away


def ripples(point: Array) -> Array:
    """The gradient of something with many minima."""
    return 0.5 * point + np.sin(3 * point)


def gradient_descent(x: Array, slope: Slope, rate: float) -> Iterator[Array]:
    while True:
        x = x - rate * slope(x)
        yield x


def momentum(x: Array, slope: Slope, rate: float, mu: float = 0.9) -> Iterator[Array]:
    before = x
    while True:
        # Polyak's own form, without a velocity.
        x, before = x - rate * slope(x) + mu * (x - before), x
        yield x


def nesterov(x: Array, slope: Slope, rate: float, mu: float = 0.9) -> Iterator[Array]:
    before = x
    while True:
        # Nesterov's own form: extrapolate, then step from there.
        ahead = x + mu * (x - before)
        x, before = ahead - rate * slope(ahead), x
        yield x


def rmsprop(x: Array, slope: Slope, rate: float, rho: float = 0.9) -> Iterator[Array]:
    square = np.zeros_like(x)
    while True:
        g = slope(x)
        square = rho * square + (1 - rho) * g**2
        x = x - rate * g / (np.sqrt(square) + 1e-8)
        yield x


def adam(
    x: Array, slope: Slope, rate: float, beta1: float = 0.9, beta2: float = 0.999
) -> Iterator[Array]:
    m, v, t = np.zeros_like(x), np.zeros_like(x), 0
    while True:
        t, g = t + 1, slope(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        x = x - rate * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + 1e-8)
        yield x


JUDGES: dict[str, Callable[[Array, Slope, float], Iterator[Array]]] = {
    "gradient-descent": gradient_descent,
    "momentum": momentum,
    "nesterov": nesterov,
    "rmsprop": rmsprop,
    "adam": adam,
}


def walk(optimiser: Optimiser[Any], start: Point, slope: Slope) -> Iterator[Point]:
    state = optimiser.begin(start)
    assert state.point == start
    while True:
        state = optimiser.step(state, lambda point: tuple(map(float, slope(np.array(point)))))
        yield state.point


@pytest.mark.parametrize("slope", [bowl, ripples])
@pytest.mark.parametrize("name", OPTIMISERS)
def test_same_way_as_in_numpy(name: str, slope: Slope) -> None:
    start = (2.2, -0.7, 1.3)
    ours = islice(walk(OPTIMISERS[name](0.03), start, slope), 60)
    judges = islice(JUDGES[name](np.array(start), slope, 0.03), 60)
    np.testing.assert_allclose(list(ours), list(judges), rtol=1e-9, atol=1e-12)


@given(st.floats(-5, 5), st.floats(1e-4, 0.3), st.floats(0, 0.99))
def test_memories_other_than_the_usual(start: float, rate: float, memory: float) -> None:
    point, x = (start,), np.array([start])
    pairs: list[tuple[Optimiser[Any], Iterator[Array]]] = [
        (Momentum(rate, memory), momentum(x, ripples, rate, memory)),
        (Nesterov(rate, memory), nesterov(x, ripples, rate, memory)),
        (RMSProp(rate, memory), rmsprop(x, ripples, rate, memory)),
        (Adam(rate, memory, 0.99), adam(x, ripples, rate, memory, 0.99)),
    ]
    for optimiser, judge in pairs:
        # Few steps: later ones would show how a rounding error grows, not what the rule is.
        for ours, theirs in islice(zip(walk(optimiser, point, ripples), judge, strict=False), 4):
            assert ours[0] == pytest.approx(theirs[0], rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("name", OPTIMISERS)
def test_finds_the_minimum_of_a_bowl(name: str) -> None:
    for point in islice(walk(OPTIMISERS[name](0.01), (0.0, 0.0, 0.0), bowl), 3000):
        end = point
    assert end == pytest.approx(TARGET, abs=0.01)


def test_without_memory_momentum_is_gradient_descent() -> None:
    plain, *others = (
        list(islice(walk(optimiser, (2.0, 1.0, 0.0), ripples), 20))
        for optimiser in (GradientDescent(0.1), Momentum(0.1, 0), Nesterov(0.1, 0))
    )
    assert others == [plain, plain]


@given(st.floats(1e-3, 1e6), st.sampled_from([-1, 1]))
def test_first_step_of_adam_is_as_long_as_its_rate(size: float, sign: int) -> None:
    optimiser = Adam(0.1)
    state = optimiser.step(optimiser.begin((0.0,)), lambda point: (sign * size,))
    assert state.point[0] == pytest.approx(-sign * 0.1, rel=1e-4)


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("slope", [math.inf, -math.inf, math.nan, 1e200, 0.0])
def test_nothing_raises_on_what_is_not_finite(name: str, slope: float) -> None:
    optimiser = OPTIMISERS[name](0.1)
    state = optimiser.begin((1.0,))
    for _ in range(5):
        state = optimiser.step(state, lambda point: (slope,))
    assert len(state.point) == 1


@pytest.mark.parametrize("name", OPTIMISERS)
def test_the_gradient_is_asked_for_once_a_step(name: str) -> None:
    asked: list[Point] = []

    def gradient(point: Point) -> Point:
        asked.append(point)
        return (0.5,)

    optimiser = OPTIMISERS[name](0.1)
    optimiser.step(optimiser.step(optimiser.begin((1.0,)), gradient), gradient)
    assert len(asked) == 2


def test_names_and_titles() -> None:
    assert {name: optimiser.title for name, optimiser in OPTIMISERS.items()} == {
        "gradient-descent": "Gradient descent",
        "momentum": "Momentum",
        "nesterov": "Nesterov momentum",
        "rmsprop": "RMSProp",
        "adam": "Adam",
    }
    assert list(OPTIMISERS) == ["gradient-descent", "momentum", "nesterov", "rmsprop", "adam"]


def test_settings_and_states_are_frozen_and_comparable() -> None:
    assert Adam(0.1) == Adam(0.1, 0.9, 0.999, 1e-8)
    assert hash(Momentum(0.1)) == hash(Momentum(0.1, beta=0.9))
    assert Momentum(0.1) != Nesterov(0.1)
    with pytest.raises(AttributeError, match="cannot be changed"):
        Adam(0.1).rate = 1.0  # type: ignore[misc]
    with pytest.raises(AttributeError, match="cannot be changed"):
        Adam(0.1).begin((0.0,)).point = (1.0,)  # type: ignore[misc]


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("rate", [0, -0.1, math.inf, math.nan])
def test_rate_has_to_be_finite_and_positive(name: str, rate: float) -> None:
    with pytest.raises(ValueError, match="rate") as raised:
        OPTIMISERS[name](rate)
    assert str(raised.value) == f"rate {rate} is out of range (allowed: finite, greater than 0)"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Momentum(1, 1), "beta 1 is out of range (allowed: from 0, below 1)"),
        (lambda: Nesterov(1, -0.1), "beta -0.1 is out of range (allowed: from 0, below 1)"),
        (lambda: RMSProp(1, math.nan), "beta nan is out of range (allowed: from 0, below 1)"),
        (
            lambda: RMSProp(1, epsilon=0),
            "epsilon 0 is out of range (allowed: finite, greater than 0)",
        ),
        (
            lambda: Adam(1, beta2=2),
            "beta2 2 is out of range (allowed: from 0, below 1)",
        ),
    ],
)
def test_settings_out_of_range(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match="out of range") as raised:
        make()
    assert str(raised.value) == message
