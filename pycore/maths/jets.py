"""Values with their first and second derivative: forward-mode automatic differentiation.

A **jet** of a quantity u that depends on x is the triple (u, u', u''). Every rule below takes the
evaluators of its operands and gives an evaluator, ``x → jet``, so a formula becomes one nest of
closures that is built once and called often. Source of the rules: Griewank & Walther, *Evaluating
Derivatives*, 2nd edition (SIAM 2008), chapter 13.

Outside the domain of an operation a jet holds nan or an infinity; no evaluator raises. Powers are
repeated products: + - * / and sqrt are correctly rounded on every IEEE 754 machine, so a
polynomial is the same to the last bit on CPython and in the page.
"""

import math
from collections.abc import Callable
from typing import NamedTuple

type Triple = tuple[float, float, float]
type Evaluator = Callable[[float], Triple]

NOWHERE: Triple = (math.nan, math.nan, math.nan)


class Jet(NamedTuple):
    """A value with its derivatives by x."""

    value: float
    """f(x)."""
    gradient: float
    """f'(x)."""
    curvature: float
    """f''(x)."""


def variable(x: float) -> Triple:
    """The evaluator of x itself."""
    return (x, 1.0, 0.0)


def constant(number: float) -> Evaluator:
    """A number that does not depend on x."""
    jet = (number, 0.0, 0.0)
    return lambda x: jet


def negative(of: Evaluator) -> Evaluator:
    """−u."""

    def jet(x: float) -> Triple:
        u, du, ddu = of(x)
        return (-u, -du, -ddu)

    return jet


def plus(left: Evaluator, right: Evaluator) -> Evaluator:
    """u + v."""

    def jet(x: float) -> Triple:
        u, du, ddu = left(x)
        v, dv, ddv = right(x)
        return (u + v, du + dv, ddu + ddv)

    return jet


def minus(left: Evaluator, right: Evaluator) -> Evaluator:
    """u − v."""

    def jet(x: float) -> Triple:
        u, du, ddu = left(x)
        v, dv, ddv = right(x)
        return (u - v, du - dv, ddu - ddv)

    return jet


def times(left: Evaluator, right: Evaluator) -> Evaluator:
    """u v, by the product rule."""

    def jet(x: float) -> Triple:
        u, du, ddu = left(x)
        v, dv, ddv = right(x)
        return (u * v, du * v + u * dv, ddu * v + 2.0 * du * dv + u * ddv)

    return jet


def over(left: Evaluator, right: Evaluator) -> Evaluator:
    """u / v = q, from the derivatives of u = q v solved for q' and q''."""

    def jet(x: float) -> Triple:
        u, du, ddu = left(x)
        v, dv, ddv = right(x)
        q = quotient(u, v)
        dq = quotient(du - q * dv, v)
        return (q, dq, quotient(ddu - 2.0 * dq * dv - q * ddv, v))

    return jet


def power(base: Evaluator, exponent: int) -> Evaluator:
    """u to a whole power, multiplied out from left to right; a negative power is 1 over that."""
    if exponent < 0:
        return over(constant(1.0), power(base, -exponent))
    if exponent < 2:
        return base if exponent else constant(1.0)
    factors = range(exponent - 2)

    def jet(x: float) -> Triple:
        u, du, ddu = base(x)
        lowest = 1.0
        for _ in factors:
            lowest *= u
        lower = lowest * u
        slope = exponent * lower
        return (
            lower * u,
            slope * du,
            exponent * (exponent - 1) * lowest * du * du + slope * ddu,
        )

    return jet


def compose(outer: Callable[[float], Triple], inner: Evaluator) -> Evaluator:
    """g(u) by the chain rule; ``outer`` gives (g, g', g'') or raises ValueError off its domain."""

    def jet(x: float) -> Triple:
        u, du, ddu = inner(x)
        try:
            g, dg, ddg = outer(u)
        except ValueError:
            return NOWHERE
        return (g, dg * du, ddg * du * du + dg * ddu)

    return jet


def quotient(u: float, v: float) -> float:
    """u / v as IEEE 754 has it: ±inf or nan where Python raises ZeroDivisionError."""
    try:
        return u / v
    except ZeroDivisionError:
        return u * math.copysign(math.inf, v)


def exp(u: float) -> Triple:
    """(exp, exp, exp); inf where the value is too large for a float."""
    try:
        power = math.exp(u)
    except OverflowError:
        power = math.inf
    return (power, power, power)


def log(u: float) -> Triple:
    """The natural logarithm, 1/u, −1/u²; −inf at 0."""
    return (math.log(u) if u else -math.inf, quotient(1.0, u), quotient(-1.0, u * u))


def sqrt(u: float) -> Triple:
    """√u, 1/(2√u), −1/(4u√u)."""
    root = math.sqrt(u)
    return (root, quotient(0.5, root), quotient(-0.25, u * root))


def sin(u: float) -> Triple:
    """(sin, cos, −sin)."""
    return (math.sin(u), math.cos(u), -math.sin(u))


def cos(u: float) -> Triple:
    """(cos, −sin, −cos)."""
    return (math.cos(u), -math.sin(u), -math.cos(u))


def tan(u: float) -> Triple:
    """t = tan u, 1 + t², 2t (1 + t²)."""
    t = math.tan(u)
    slope = 1.0 + t * t
    return (t, slope, 2.0 * t * slope)


def tanh(u: float) -> Triple:
    """t = tanh u, 1 − t², −2t (1 − t²)."""
    t = math.tanh(u)
    slope = 1.0 - t * t
    return (t, slope, -2.0 * t * slope)
