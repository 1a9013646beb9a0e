"""Data sets and models of one feature: against what is known and finite differences."""

from typing import Any

import pytest

from pycore.kit.data import read_data, residual_marks
from pycore.kit.widget import OptionError
from pycore.maths.data import Data
from pycore.maths.iterate import walk
from pycore.maths.models import (
    LINE,
    Polynomial,
    best_fit,
    error_gradient,
    mean_squared_error,
    predictions,
)
from pycore.maths.optimisers import OPTIMISERS, Point

DATA = Data(((-1.0, 2.0), (0.0, 1.0), (0.5, 1.5), (1.0, -2.0), (2.0, 3.0)))
PARAMETERS = (0.5, -1.0, 0.25, 2.0, -0.75)


def test_a_line_is_m_x_plus_b() -> None:
    assert LINE.names == ("m", "b")
    assert LINE.predict((2.0, 3.0), 4.0) == 11
    assert predictions(LINE, (2.0, 3.0), DATA) == (1, 3, 4, 5, 7)


def test_the_constant_of_a_polynomial_is_its_bias() -> None:
    model = Polynomial(3)
    assert model.names == ("w3", "w2", "w1", "b")
    assert model.predict((1.0, 2.0, 3.0, 4.0), 2.0) == 8 + 8 + 6 + 4
    assert model.slopes(2.0) == (8, 4, 2, 1)
    assert model.steepness((1.0, 2.0, 3.0, 4.0), 2.0) == 12 + 8 + 3


def test_the_mean_squared_error_is_a_mean_of_squares() -> None:
    two = Data(((0.0, 1.0), (1.0, 0.0)))
    assert mean_squared_error(LINE, (0.0, 0.0), two) == 0.5
    assert mean_squared_error(LINE, (-1.0, 1.0), two) == 0
    assert mean_squared_error(LINE, (0.0, 3.0), two) == (4 + 9) / 2


@pytest.mark.parametrize("degree", [1, 2, 3, 4])
def test_the_gradient_is_that_of_finite_differences(degree: int) -> None:
    model, point = Polynomial(degree), PARAMETERS[: degree + 1]
    for place, slope in enumerate(error_gradient(model, point, DATA)):
        above, below = list(point), list(point)
        above[place] += 1e-5
        below[place] -= 1e-5
        rise = mean_squared_error(model, tuple(above), DATA)
        rise -= mean_squared_error(model, tuple(below), DATA)
        assert slope == pytest.approx(rise / 2e-5, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("degree", [1, 2, 3, 4])
def test_the_best_fit_is_where_the_gradient_is_zero(degree: int) -> None:
    model = Polynomial(degree)
    assert error_gradient(model, best_fit(model, DATA), DATA) == pytest.approx((0,) * (degree + 1))


def test_as_many_parameters_as_examples_miss_nothing() -> None:
    model = Polynomial(4)
    assert mean_squared_error(model, best_fit(model, DATA), DATA) == pytest.approx(0)


def test_more_parameters_than_different_features_have_no_best_fit() -> None:
    with pytest.raises(ZeroDivisionError):
        best_fit(Polynomial(2), Data(((0.0, 1.0), (1.0, 2.0), (1.0, 3.0))))


@pytest.mark.parametrize("name", OPTIMISERS)
def test_every_optimiser_finds_the_line(name: str) -> None:
    optimiser = OPTIMISERS[name](0.05)

    def slope(point: Point) -> tuple[float, Point]:
        return mean_squared_error(LINE, point, DATA), error_gradient(LINE, point, DATA)

    found = walk(slope, optimiser, (0.0, 0.0), 1000)
    assert found.values[-1] < slope(best_fit(LINE, DATA))[0] + 0.01


def test_a_picture_of_data_has_room_around_them() -> None:
    assert DATA.window[0] == pytest.approx((-1.24, 2.24))
    assert DATA.window[1] == pytest.approx((-2.4, 3.4))
    level = Data(((0.0, 5.0), (1.0, 5.0)))
    assert level.window[1] == (4.0, 6.0)


def test_a_residual_runs_from_the_label_to_the_prediction() -> None:
    two = Data(((0.0, 1.0), (1.0, 0.0)))
    drawn = [vars(mark) for mark in residual_marks(two, (3.0, 4.0))]
    assert drawn == [
        {"start": (0.0, 1.0), "end": (0.0, 3.0)},
        {"start": (1.0, 0.0), "end": (1.0, 4.0)},
    ]


def test_data_are_read() -> None:
    data = read_data({"data": [["1", "2.5"], ["-3", "1e2"]]})
    assert data.examples == ((1.0, 2.5), (-3.0, 100.0))
    assert (data.xs, data.ys, len(data)) == ((1.0, -3.0), (2.5, 100.0), 2)


SHAPE = "(allowed: [[x, y], …], feature and label of each)"
ONE_X = "'data' has no two examples with different x (allowed: at least two such examples)"


@pytest.mark.parametrize(
    ("given", "option", "message"),
    [
        ("1, 2", "data", f"'data' is a list of examples {SHAPE}"),
        ([], "data", ONE_X),
        ([["1", "2"], ["1", "3"]], "data", ONE_X),
        ([["0", "1"]] * 101, "data", "'data' has 101 examples (allowed: at most 100)"),
        ([["1", "2"], ["1"]], "data.1", f"an example is two numbers {SHAPE}"),
        ([["1", "two"]], "data.0", "y 'two' is not a number"),
        ([["nan", "1"]], "data.0", "x nan is out of range (allowed: -1e+06 to 1e+06)"),
    ],
)
def test_what_is_no_data_set_is_told(given: Any, option: str, message: str) -> None:
    with pytest.raises(OptionError) as told:
        read_data({"data": given})
    assert (told.value.option, str(told.value)) == (option, message)
