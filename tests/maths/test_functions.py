"""Functions, against NumPy, finite differences and exact error sentences."""

import math
from collections.abc import Callable
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.maths.algebra import Expression
from pycore.maths.functions import Extremum, Function, Jet, line, polynomial
from pycore.maths.jets import Triple

LESSON = "0.4*x**4 - 2*x**2 + 0.5*x + 2"

type Judge = Callable[[np.float64], np.float64]
type Case = tuple[str, Judge]

coefficients = st.lists(st.floats(-5, 5), min_size=1, max_size=7)
places = st.floats(-3, 3)


@given(coefficients, places)
def test_polynomials_agree_with_numpy(numbers: list[float], x: float) -> None:
    f = polynomial(*numbers)
    slope, bend = np.polyder(numbers), np.polyder(numbers, 2)
    assert f(x) == pytest.approx(np.polyval(numbers, x), abs=1e-9)
    assert f.gradient(x) == pytest.approx(np.polyval(slope, x), abs=1e-9)
    assert f.curvature(x) == pytest.approx(np.polyval(bend, x), abs=1e-9)
    assert f.jet(x) == Jet(f(x), f.gradient(x), f.curvature(x))


# Formulas of + − · / ** and sqrt are exact on every IEEE machine: NumPy must give the same bits.


def product(factors: int, u: np.float64) -> np.float64:
    result = np.float64(1)
    for _ in range(abs(factors)):
        result = result * u
    return result if factors >= 0 else np.float64(1) / result


def join(operator: str, left: Case, right: Case) -> Case:
    rules: dict[str, Callable[[np.float64, np.float64], np.float64]] = {
        "+": np.add,
        "-": np.subtract,
        "*": np.multiply,
        "/": np.divide,
    }
    text = f"({left[0]} {operator} {right[0]})"
    return text, lambda x: rules[operator](left[1](x), right[1](x))


def grow(cases: st.SearchStrategy[Case]) -> st.SearchStrategy[Case]:
    return st.one_of(
        st.builds(join, st.sampled_from("+-*/"), cases, cases),
        st.builds(
            lambda u, n: (f"({u[0]})**{n}", lambda x: product(n, u[1](x))),
            cases,
            st.integers(-4, 6),
        ),
        cases.map(lambda u: (f"sqrt({u[0]})", lambda x: np.sqrt(u[1](x)))),
        cases.map(lambda u: (f"-({u[0]})", lambda x: -u[1](x))),
    )


variable: Case = ("x", lambda x: x)
numbers = st.floats(0, 100).map(lambda n: cast("Case", (repr(n), lambda x: np.float64(n))))
algebraic = st.recursive(st.one_of(st.just(variable), numbers), grow, max_leaves=8).filter(
    lambda case: len(case[0]) <= 400
)


@given(algebraic, st.one_of(places, st.just(0.0), st.floats()))
def test_algebraic_formulas_agree_with_numpy_to_the_last_bit(case: Case, x: float) -> None:
    text, judge = case
    with np.errstate(all="ignore"):
        expected = float(judge(np.float64(x)))
    found = Function.parse(text)(x)
    assert np.array_equal(found, expected, equal_nan=True)
    assert math.isnan(found) or math.copysign(1, found) == math.copysign(1, expected)


ELEMENTARY: dict[str, Judge] = {
    "exp(x)": np.exp,
    "log(x)": np.log,
    "sin(x)": np.sin,
    "cos(x)": np.cos,
    "tan(x)": np.tan,
    "sqrt(x)": np.sqrt,
    "tanh(x)": np.tanh,
    "x**-2": lambda x: x**-2.0,
    "x**0": lambda x: np.float64(1),
    "+x/(1 + x**2)": lambda x: x / (1 + x * x),
    "exp(-x^2/2)*sin(3*x)": lambda x: np.exp(-x * x / 2) * np.sin(3 * x),
    "log(1 + exp(x)) − pi*e": lambda x: np.log1p(np.exp(x)) - np.pi * np.e,
    "sqrt(tanh(x) + cos(x)**2)": lambda x: np.sqrt(np.tanh(x) + np.cos(x) ** 2),
}


@pytest.mark.parametrize("text", ELEMENTARY)
@pytest.mark.parametrize("x", [0.25, 0.7, 1.1, 1.4])
def test_elementary_functions_agree_with_numpy_and_finite_differences(text: str, x: float) -> None:
    f, h = Function.parse(text), 1e-5
    assert f(x) == pytest.approx(float(ELEMENTARY[text](np.float64(x))), rel=1e-12)
    slope = (f(x + h) - f(x - h)) / (2 * h)
    bend = (f.gradient(x + h) - f.gradient(x - h)) / (2 * h)
    assert f.gradient(x) == pytest.approx(slope, rel=1e-6, abs=1e-8)
    assert f.curvature(x) == pytest.approx(bend, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize(
    ("text", "x", "jet"),
    [
        ("log(x)", -1, (math.nan, math.nan, math.nan)),
        ("log(x)", 0, (-math.inf, math.inf, math.nan)),
        ("sqrt(x)", -1, (math.nan, math.nan, math.nan)),
        ("sqrt(x)", 0, (0, math.inf, math.nan)),
        ("1/x", 0, (math.inf, -math.inf, math.nan)),
        ("0/x", 0, (math.nan, math.nan, math.nan)),
        ("exp(x)", 1000, (math.inf, math.inf, math.nan)),
        ("sin(x)", math.inf, (math.nan, math.nan, math.nan)),
        ("x**3", math.inf, (math.inf, math.inf, math.nan)),
        ("x**0", math.nan, (1, 0, 0)),
        ("x**1", -2, (-2, 1, 0)),
        ("x", math.nan, (math.nan, 1, 0)),
    ],
)
def test_outside_the_domain_nothing_raises(text: str, x: float, jet: Triple) -> None:
    assert Function.parse(text).jet(x) == pytest.approx(jet, nan_ok=True)


# Extrema


def test_extrema_of_the_lesson() -> None:
    f = Function.parse(LESSON)
    critical = sorted(np.roots([1.6, 0, -4, 0.5]).real)
    assert [f.minima[0].x, f.maxima[0].x, f.minima[1].x] == pytest.approx(critical, abs=1e-14)
    assert [found.value for found in f.minima] == [f(found.x) for found in f.minima]
    assert [round(found.x, 3) for found in f.minima] == [-1.64, 1.514]
    assert [round(found.x, 3) for found in f.maxima] == [0.126]
    assert f.minima == f.minima_in(-10, 10)
    assert f.window == pytest.approx((-2.692, 2.566), abs=1e-3)


@given(st.lists(st.integers(-30, 30), min_size=1, max_size=6, unique=True))
def test_extrema_are_the_roots_of_the_derivative(tenths: list[int]) -> None:
    roots = np.array(sorted(tenths)) / 10
    f = polynomial(*(float(each) for each in np.polyint(np.poly(roots))))
    minima, maxima = f.minima_in(-3.5, 3.5), f.maxima_in(-3.5, 3.5)
    # The coefficients are rounded, which moves six roots that lie close together by some 1e-8.
    assert [found.x for found in minima] == pytest.approx(roots[::-1][::2][::-1], abs=1e-6)
    assert [found.x for found in maxima] == pytest.approx(roots[::-1][1::2][::-1], abs=1e-6)


@pytest.mark.parametrize(
    ("text", "minima", "maxima"),
    [
        ("x**2", [0], []),
        ("x**3", [], []),
        ("x**4", [0], []),
        ("-(x - 0.1)**6", [], [0.1]),
        ("3*pi", [], []),
        ("2*x + 1", [], []),
        ("sin(x)", [-2.5 * np.pi, -np.pi / 2, 1.5 * np.pi], [-1.5 * np.pi, np.pi / 2, 2.5 * np.pi]),
        ("x*log(x)", [1 / np.e], []),
        ("sqrt(x**2)", [], []),
        ("sqrt((x - 0.3)**2)", [], []),
        ("1/x**2", [], []),
        ("1/(x - 0.1)**2", [], []),
        ("log(-1 - x**2)", [], []),
        ("1e-200*x**2 - 1e-201*x", [0.05], []),
    ],
)
def test_extrema_of_known_functions(text: str, minima: list[float], maxima: list[float]) -> None:
    f = Function.parse(text)
    assert [found.x for found in f.minima_in(-10, 10)] == pytest.approx(minima, abs=1e-12)
    assert [found.x for found in f.maxima_in(-10, 10)] == pytest.approx(maxima, abs=1e-12)


def test_extremum_at_the_end_of_the_interval_counts() -> None:
    f = Function.parse("x**2")
    assert f.minima_in(0, 1) == f.minima_in(-1, 0) == (Extremum(0, 0),)
    assert f.minima_in(1e-9, 1) == ()


@pytest.mark.parametrize(("low", "high"), [(1, 1), (2, 1), (0, math.inf), (math.nan, 1)])
def test_extrema_need_an_interval(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="is no interval") as raised:
        Function.parse("x").minima_in(low, high)
    expected = f"from {low:g} to {high:g} is no interval (allowed: finite, low < high)"
    assert str(raised.value) == expected


def test_a_search_for_extrema_costs_few_evaluations() -> None:
    real, calls = Function.parse(LESSON), 0

    def counted(x: float) -> Triple:
        nonlocal calls
        calls += 1
        return real.expression.jet(x)

    f = Function("counted", Expression(counted, "", 0))
    assert f.minima_in(-10, 10) == real.minima
    assert f.maxima_in(-10, 10) == real.maxima
    assert calls < 700


@pytest.mark.parametrize(("text", "window"), [("x**2", (-3, 3)), ("5", (-3, 3)), ("x", (-3, 3))])
def test_window_without_a_span_reaches_three(text: str, window: tuple[float, float]) -> None:
    assert Function.parse(text).window == window


# Known shapes, equality, spelling


def test_known_shapes() -> None:
    assert line(2, -1) == Function.parse("2*x - 1")
    assert line(-2.5, 0) == Function.parse("-2.5*x")
    assert line(0, 0) == polynomial() == Function.parse("0")
    assert polynomial(1, 0, -1.0, 1e-7) == Function.parse("x**3 - x + 1e-07")
    assert line(2, 1)(3) == 7


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (
            math.nan,
            "unknown name 'nan' (allowed: x, pi, e, and the functions exp, log, sin, cos, tan, "
            "sqrt, tanh). Did you mean 'tan'?",
        ),
        (10**400, "the formula has a number that is too large (allowed: up to 1.7e308)"),
    ],
)
def test_coefficients_have_to_be_finite(bad: float, message: str) -> None:
    with pytest.raises(ValueError, match="allowed") as raised:
        line(bad, 1)
    assert str(raised.value) == message


def test_functions_are_equal_by_plain_text() -> None:
    f = Function.parse(" x^2  \N{MINUS SIGN} 1\n")
    assert f == Function.parse("x**2 - 1")
    assert hash(f) == hash(Function.parse("x**2 - 1"))
    assert f != Function.parse("x**2 - 2")
    assert repr(f) == "Function(text='x**2 - 1')"
