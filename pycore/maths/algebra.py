"""Formulas in x that know how they are computed and how they are typeset, and how to join them."""

import math
from collections.abc import Callable

from pycore.frozen import frozen
from pycore.maths import jets

FUNCTIONS: dict[str, Callable[[float], jets.Triple]] = {
    "exp": jets.exp,
    "log": jets.log,
    "sin": jets.sin,
    "cos": jets.cos,
    "tan": jets.tan,
    "sqrt": jets.sqrt,
    "tanh": jets.tanh,
}

SUM, PRODUCT, POWER, ATOM = range(4)
"""How tightly the typeset formula holds together, from loose to tight."""


@frozen
class Expression:
    """A formula in x, or a part of one."""

    jet: jets.Evaluator
    """Its value, slope and curvature at an x."""
    latex: str
    """How it is typeset."""
    binds: int
    """SUM, PRODUCT, POWER or ATOM: what stands around it may have to put it into brackets."""


X = Expression(jets.variable, "x", ATOM)
PI = Expression(jets.constant(math.pi), r"\pi", ATOM)
E = Expression(jets.constant(math.e), "e", ATOM)


def number(value: float) -> Expression:
    """A number that is not negative: 2.0 is typeset as 2, 1e-7 as a power of ten."""
    mantissa, _, exponent = repr(value).removesuffix(".0").partition("e")
    if not exponent:
        return Expression(jets.constant(value), mantissa, ATOM)
    factor = "" if mantissa == "1" else rf"{mantissa} \cdot "
    return Expression(jets.constant(value), f"{factor}10^{{{int(exponent)}}}", POWER)


def negative(of: Expression) -> Expression:
    """−u."""
    return Expression(jets.negative(of.jet), f"-{_inside(of, PRODUCT)}", PRODUCT)


def plus(left: Expression, right: Expression) -> Expression:
    """u + v."""
    latex = f"{left.latex} + {_inside(right, PRODUCT)}"
    return Expression(jets.plus(left.jet, right.jet), latex, SUM)


def minus(left: Expression, right: Expression) -> Expression:
    """u − v."""
    latex = f"{left.latex} - {_inside(right, PRODUCT)}"
    return Expression(jets.minus(left.jet, right.jet), latex, SUM)


def times(left: Expression, right: Expression) -> Expression:
    """u v: side by side where that can be read, with a dot otherwise."""
    first = _brackets(left.latex) if left.binds < PRODUCT else left.latex
    second = _inside(right, POWER)
    repeated = "x" in first and second.startswith(("x", "e", r"\pi"))
    if repeated or second[0].isdigit() or second.startswith(r"\frac"):
        gap = r" \cdot "
    else:
        gap = " " if first[-1].isalpha() and second[0].isalpha() else ""
    return Expression(jets.times(left.jet, right.jet), f"{first}{gap}{second}", PRODUCT)


def over(left: Expression, right: Expression) -> Expression:
    """u / v, as a fraction."""
    latex = rf"\frac{{{left.latex}}}{{{right.latex}}}"
    return Expression(jets.over(left.jet, right.jet), latex, POWER)


def power(base: Expression, exponent: int) -> Expression:
    """u to a whole power."""
    latex = f"{_inside(base, ATOM)}^{{{exponent}}}"
    return Expression(jets.power(base.jet, exponent), latex, POWER)


def call(name: str, of: Expression) -> Expression:
    """g(u) for the g that FUNCTIONS has under the name."""
    latex = rf"\sqrt{{{of.latex}}}" if name == "sqrt" else rf"\{name}{_brackets(of.latex)}"
    return Expression(jets.compose(FUNCTIONS[name], of.jet), latex, POWER)


def _inside(part: Expression, loosest: int) -> str:
    """The LaTeX of an operand, in brackets where it is looser than that, or begins with a minus."""
    loose = part.binds < loosest or part.latex.startswith("-")
    return _brackets(part.latex) if loose else part.latex


def _brackets(latex: str) -> str:
    return rf"\left({latex}\right)"
