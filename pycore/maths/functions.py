"""Functions of one variable: their values, their derivatives and their extrema."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from math import inf, isnan
from typing import Self

from pycore.frozen import frozen
from pycore.maths.algebra import Expression
from pycore.maths.expressions import ExpressionError, parse_expression, plain_text
from pycore.maths.jets import Jet

__all__ = ["ExpressionError", "Extremum", "Function", "Jet", "line", "polynomial"]

SEARCHED = (-10.0, 10.0)
"""Where the default drawing window looks for extrema."""
CELLS = 500
"""Into how many cells a search for extrema cuts its interval."""


@frozen
class Extremum:
    """A local minimum or maximum."""

    x: float
    """Where it is."""
    value: float
    """f(x)."""


@frozen
class Function:
    """A function f of one real variable x; equal to another where the formulas are spelt alike.

    Outside its domain its values and derivatives are nan or infinite; nothing raises.
    """

    text: str
    """The formula in plain spelling: "0.4*x**4 - 2*x**2 + 0.5*x + 2"."""
    expression: Expression
    """The formula, ready to compute."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Function) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Function(text={self.text!r})"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The function of a formula in x; ExpressionError where the text is none.

        Allowed are numbers, x, pi, e, + - * /, ** or ^ with a whole number from -64 to 64, and
        exp, log (natural), sin, cos, tan (of radians), sqrt and tanh; 500 characters at most.
        """
        plain = plain_text(text)
        return cls(plain, parse_expression(plain))

    def __call__(self, x: float) -> float:
        """f(x)."""
        return self.expression.jet(float(x))[0]

    def gradient(self, x: float) -> float:
        """f'(x)."""
        return self.expression.jet(float(x))[1]

    def curvature(self, x: float) -> float:
        """f''(x)."""
        return self.expression.jet(float(x))[2]

    def jet(self, x: float) -> Jet:
        """f(x), f'(x) and f''(x) at once, for the price of one of them."""
        return Jet(*self.expression.jet(float(x)))

    @property
    def latex(self) -> str:
        """The formula, typeset: "0.4x^{4} - 2x^{2} + 0.5x + 2"."""
        return self.expression.latex

    def minima_in(self, low: float, high: float) -> tuple[Extremum, ...]:
        """The local minima in [low, high] by x; see `find_extrema` for what can be missed.

        Raises ValueError where low and high are not finite numbers with low < high.
        """
        return find_extrema(self, low, high)[0]

    def maxima_in(self, low: float, high: float) -> tuple[Extremum, ...]:
        """The local maxima in [low, high] by x; like `minima_in` otherwise."""
        return find_extrema(self, low, high)[1]

    @property
    def minima(self) -> tuple[Extremum, ...]:
        """The local minima in the window by x."""
        return self.minima_in(*self.window)

    @property
    def maxima(self) -> tuple[Extremum, ...]:
        """The local maxima in the window by x."""
        return self.maxima_in(*self.window)

    @property
    def window(self) -> tuple[float, float]:
        """Lowest and highest x of a good picture.

        It spans the extrema in [-10, 10] and a third of that span on either side; around a single
        extremum, or around 0 where there is none, it reaches 3 to either side.
        """
        places = [found.x for kind in find_extrema(self, *SEARCHED) for found in kind] or [0.0]
        low, high = min(places), max(places)
        margin = (high - low) / 3 or 3.0
        return (low - margin, high + margin)


def line(m: float, b: float) -> Function:
    """The function m x + b."""
    return polynomial(m, b)


def polynomial(*coefficients: float) -> Function:
    """The polynomial of coefficients, that of the highest power first: (1, 0, -2) is x² − 2.

    Raises ExpressionError where a coefficient is not finite, or the formula gets too long.
    """
    terms = [
        _signed_term(coefficient, exponent)
        for exponent, coefficient in enumerate(reversed(coefficients))
        if coefficient != 0
    ]
    text = " ".join(reversed(terms))
    return Function.parse(text[:2].strip("+ ") + text[2:] or "0")


def _signed_term(coefficient: float, exponent: int) -> str:
    sign = "-" if coefficient < 0 else "+"
    size = str(abs(coefficient)).removesuffix(".0")
    if exponent == 0:
        return f"{sign} {size}"
    power = "x" if exponent == 1 else f"x**{exponent}"
    return f"{sign} {power}" if size == "1" else f"{sign} {size}*{power}"


@lru_cache(maxsize=128)
def find_extrema(
    function: Function, low: float, high: float
) -> tuple[tuple[Extremum, ...], tuple[Extremum, ...]]:
    """The local minima and the local maxima in [low, high], each by x.

    The interval is cut into 500 cells; where the gradient changes its sign from one end of a cell
    to the other, bisection goes down to neighbouring floats. Two extrema in one cell cancel out
    and are missed. Kinks and poles are left out, for the gradient leaps there: |x| written as
    sqrt(x**2) has no extremum. Where only rounding makes a gradient differ from zero, as in
    sin(x)**2 + cos(x)**2, what is found means nothing.

    Raises ValueError where low and high are not finite numbers with low < high.
    """
    if not -inf < low < high < inf:
        raise ValueError(f"from {low:g} to {high:g} is no interval (allowed: finite, low < high)")
    inside = [
        zero for zero in _sign_changes(function.gradient, low, high) if low <= zero[0] <= high
    ]
    return (
        tuple(Extremum(x, function(x)) for x, rising in inside if rising),
        tuple(Extremum(x, function(x)) for x, rising in inside if not rising),
    )


def _sign_changes(
    gradient: Callable[[float], float], low: float, high: float
) -> Iterator[tuple[float, bool]]:
    """Where the gradient passes through zero, and whether it rises there.

    One cell beyond either end is searched too, so that a zero at the very end is found.
    """
    width = (high - low) / CELLS
    last: tuple[float, float] | None = None
    for count in range(-1, CELLS + 2):
        x = low + width * count
        slope = gradient(x)
        if isnan(slope):
            last = None
        elif slope:
            if last and (last[1] < 0) != (slope < 0):
                zero = _bisect(gradient, last[0], x)
                if zero is not None:
                    yield zero, slope > 0
            last = (x, slope)


def _bisect(gradient: Callable[[float], float], low: float, high: float) -> float | None:
    """The float where the gradient, of unlike signs at low and high, is zero or nearest to it.

    None where it leaps over zero: it then changes as much between neighbouring floats as it did
    from low to high.
    """
    below, above = gradient(low), gradient(high)
    leap = abs(above - below) / 2
    while True:
        # Zero first: towards it there are floats without end.
        middle = 0.0 if low < 0 < high else (low + high) / 2
        if not low < middle < high:
            break
        slope = gradient(middle)
        if not slope:
            return middle
        if isnan(slope):
            return None
        if (slope < 0) == (below < 0):
            low, below = middle, slope
        else:
            high, above = middle, slope
    if abs(above - below) >= leap:
        return None
    return low if abs(below) < abs(above) else high
