"""A formula that somebody typed → how to compute it and how to typeset it.

The text is parsed by `ast.parse`, which runs nothing, and every node is read by a rule below; what
has no rule is an error. So a formula can do no more than the rules do, whoever wrote it.
"""

import ast
import math
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from itertools import accumulate
from string import ascii_letters, digits

from pycore.maths import algebra
from pycore.maths.algebra import FUNCTIONS, Expression

MOST_CHARACTERS = 500
MOST_LEVELS = 100
GREATEST_EXPONENT = 64

CHARACTERS = f"{ascii_letters}{digits}_.+-*/() "
SPELLINGS = {"^": "**", "\N{MINUS SIGN}": "-"}
NAMES = {"x": algebra.X, "pi": algebra.PI, "e": algebra.E}
OPERATIONS: dict[type[ast.operator], Callable[[Expression, Expression], Expression]] = {
    ast.Add: algebra.plus,
    ast.Sub: algebra.minus,
    ast.Mult: algebra.times,
    ast.Div: algebra.over,
}
ALLOWED = f"numbers, {', '.join(NAMES)}, + - * / **, parentheses, {', '.join(FUNCTIONS)}"


class ExpressionError(ValueError):
    """A text that is no formula: one sentence with the offence and what is allowed."""


def plain_text(text: str) -> str:
    """The formula in one spelling: "x^2  − 1" gives "x**2 - 1"."""
    for spelling, plain in SPELLINGS.items():
        text = text.replace(spelling, plain)
    return " ".join(text.split())


def parse_expression(text: str) -> Expression:
    """The expression of a text in plain spelling; ExpressionError where it is none."""
    if not text:
        raise ExpressionError(f"the formula is empty (allowed: {ALLOWED})")
    if len(text) > MOST_CHARACTERS:
        length = f"the formula has {len(text)} characters"
        raise ExpressionError(f"{length} (allowed: at most {MOST_CHARACTERS})")
    for character in text:
        if character not in CHARACTERS:
            named = f"the character {character!r} (U+{ord(character):04X})"
            raise ExpressionError(f"{named} is not allowed in a formula (allowed: {ALLOWED})")
    # Before the parser sees it: in the page a deep recursion of the parser's own would be fatal.
    _check_levels(max(accumulate((each == "(") - (each == ")") for each in text)))
    try:
        root = ast.parse(text, mode="eval").body
    except SyntaxError:
        hint = "every product needs its *, every bracket its partner"
        raise ExpressionError(f"{_quoted(text)} is not a formula ({hint})") from None
    _check_levels(_levels(root))
    return read(root)


def _check_levels(levels: int) -> None:
    """ExpressionError where there are too many to be computed safely."""
    if levels > MOST_LEVELS:
        allowed = f"allowed: at most {MOST_LEVELS} levels, a sum has as many as it has terms"
        raise ExpressionError(f"the formula is nested too deeply ({allowed})")


def _levels(root: ast.AST) -> int:
    level, count = [root], 0
    while level:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        count += 1
    return count


def read(node: ast.expr) -> Expression:
    """The expression of a node; ExpressionError where there is no rule for it."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return number(value)
        case ast.Name(id=name):
            return known_name(name)
        case ast.UnaryOp(op=ast.UAdd(), operand=operand):
            return read(operand)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return algebra.negative(read(operand))
        case ast.BinOp(left=base, op=ast.Pow(), right=exponent):
            return algebra.power(read(base), whole_number(exponent))
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in OPERATIONS:
            return OPERATIONS[type(operator)](read(left), read(right))
        case ast.Call(func=called, args=arguments, keywords=[]):
            return call(ast.unparse(called), arguments)
    raise ExpressionError(f"{_quoted(node)} is not allowed in a formula (allowed: {ALLOWED})")


def number(value: float) -> Expression:
    """A number as it was typed, as the nearest float."""
    try:
        value = float(value)
    except OverflowError:
        value = math.inf
    if math.isinf(value):
        raise ExpressionError("the formula has a number that is too large (allowed: up to 1.7e308)")
    return algebra.number(value)


def known_name(name: str) -> Expression:
    """x, or a constant."""
    if name in NAMES:
        return NAMES[name]
    if name in FUNCTIONS:
        raise ExpressionError(f"'{name}' needs its argument in brackets, as in {name}(x)")
    allowed = f"allowed: {', '.join(NAMES)}, and the functions {', '.join(FUNCTIONS)}"
    raise ExpressionError(
        f"unknown name {_quoted(name)} ({allowed}){_nearest(name, [*NAMES, *FUNCTIONS])}"
    )


def call(name: str, arguments: list[ast.expr]) -> Expression:
    """A function of one argument."""
    if name not in FUNCTIONS:
        allowed = f"allowed: {', '.join(FUNCTIONS)}; a product needs its *"
        raise ExpressionError(
            f"{_quoted(name)} is not a function ({allowed}){_nearest(name, FUNCTIONS)}"
        )
    if len(arguments) != 1:
        raise ExpressionError(f"'{name}' needs one argument in its brackets, as in {name}(x)")
    return algebra.call(name, read(arguments[0]))


def whole_number(node: ast.expr) -> int:
    """The value of an exponent: digits, perhaps with a minus."""
    sign, magnitude = 1, node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        sign, magnitude = -1, node.operand
    if isinstance(magnitude, ast.Constant) and type(magnitude.value) is int:
        exponent = sign * magnitude.value
        if abs(exponent) <= GREATEST_EXPONENT:
            return exponent
    allowed = f"a whole number from -{GREATEST_EXPONENT} to {GREATEST_EXPONENT}"
    raise ExpressionError(
        f"{_quoted(node)} cannot be an exponent (allowed: {allowed}; otherwise use sqrt or exp)"
    )


def _quoted(source: ast.expr | str) -> str:
    text = source if isinstance(source, str) else ast.unparse(source)
    return f"'{text}'" if len(text) <= 40 else f"'{text[:40]}…'"


def _nearest(name: str, allowed: Iterable[str]) -> str:
    found = get_close_matches(name.lower(), list(allowed), 1)
    return f". Did you mean '{found[0]}'?" if found else ""
