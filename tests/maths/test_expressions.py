"""Formulas that are none: each is refused with one sentence, whatever it tries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.maths.functions import ExpressionError, Function

FUNCTIONS = "exp, log, sin, cos, tan, sqrt, tanh"
ALLOWED = f"(allowed: numbers, x, pi, e, + - * / **, parentheses, {FUNCTIONS})"
NAMES = f"(allowed: x, pi, e, and the functions {FUNCTIONS})"
CALLS = f"(allowed: {FUNCTIONS}; a product needs its *)"
EXPONENTS = "(allowed: a whole number from -64 to 64; otherwise use sqrt or exp)"
BROKEN = "(every product needs its *, every bracket its partner)"
DEEP = (
    "the formula is nested too deeply "
    "(allowed: at most 100 levels, a sum has as many as it has terms)"
)
HUGE = "the formula has a number that is too large (allowed: up to 1.7e308)"


def refused(character: str) -> str:
    return f"the character {character} is not allowed in a formula {ALLOWED}"


REFUSED = [
    ("", f"the formula is empty {ALLOWED}"),
    (" \n", f"the formula is empty {ALLOWED}"),
    ("x+" * 250 + "x", "the formula has 501 characters (allowed: at most 500)"),
    ("x" * 10**6, "the formula has 1000000 characters (allowed: at most 500)"),
    # names
    ("y", f"unknown name 'y' {NAMES}"),
    ("X", f"unknown name 'X' {NAMES}. Did you mean 'x'?"),
    ("__builtins__", f"unknown name '__builtins__' {NAMES}"),
    ("_" * 50, f"unknown name '{'_' * 40}…' {NAMES}"),
    ("sin", "'sin' needs its argument in brackets, as in sin(x)"),
    # calls
    ("sinn(x)", f"'sinn' is not a function {CALLS}. Did you mean 'sin'?"),
    ("np.exp(x)", f"'np.exp' is not a function {CALLS}. Did you mean 'exp'?"),
    ("__import__(x)", f"'__import__' is not a function {CALLS}"),
    ("2(x)", f"'2' is not a function {CALLS}"),
    ("(x + 1)(x)", f"'x + 1' is not a function {CALLS}"),
    ("exp()", "'exp' needs one argument in its brackets, as in exp(x)"),
    ("exp(*x)", f"'*x' is not allowed in a formula {ALLOWED}"),
    # characters
    ("__import__('os')", refused('"\'" (U+0027)')),
    ("lambda: x", refused("':' (U+003A)")),
    ("exp(x=x)", refused("'=' (U+003D)")),
    ("exp(x, x)", refused("',' (U+002C)")),
    ("x # y", refused("'#' (U+0023)")),
    ("x;x", refused("';' (U+003B)")),
    ("х**2", refused("'х' (U+0445)")),
    ("𝑥", refused("'𝑥' (U+1D465)")),
    ("ｘ", refused("'ｘ' (U+FF58)")),
    ("x\0", refused(r"'\x00' (U+0000)")),
    ("\ud800", refused(r"'\ud800' (U+D800)")),
    # other Python
    ("x.real", f"'x.real' is not allowed in a formula {ALLOWED}"),
    ("True", f"'True' is not allowed in a formula {ALLOWED}"),
    ("None", f"'None' is not allowed in a formula {ALLOWED}"),
    ("1j", f"'1j' is not allowed in a formula {ALLOWED}"),
    ("...", f"'...' is not allowed in a formula {ALLOWED}"),
    ("x // 2", f"'x // 2' is not allowed in a formula {ALLOWED}"),
    ("x if x else 2", f"'x if x else 2' is not allowed in a formula {ALLOWED}"),
    ("x and e", f"'x and e' is not allowed in a formula {ALLOWED}"),
    ("not x", f"'not x' is not allowed in a formula {ALLOWED}"),
    ("(yield x)", f"'(yield x)' is not allowed in a formula {ALLOWED}"),
    ("await x", f"'await x' is not allowed in a formula {ALLOWED}"),
    # exponents
    ("x**0.5", f"'0.5' cannot be an exponent {EXPONENTS}"),
    ("x**x", f"'x' cannot be an exponent {EXPONENTS}"),
    ("e**x", f"'x' cannot be an exponent {EXPONENTS}"),
    ("x**True", f"'True' cannot be an exponent {EXPONENTS}"),
    ("x**65", f"'65' cannot be an exponent {EXPONENTS}"),
    ("x**-65", f"'-65' cannot be an exponent {EXPONENTS}"),
    ("x**--2", f"'--2' cannot be an exponent {EXPONENTS}"),
    ("9**9**9", f"'9 ** 9' cannot be an exponent {EXPONENTS}"),
    # numbers
    ("1e400", HUGE),
    ("9" * 400, HUGE),
    # not Python either
    ("2x", f"'2x' is not a formula {BROKEN}"),
    ("(x", f"'(x' is not a formula {BROKEN}"),
    ("x)", f"'x)' is not a formula {BROKEN}"),
    ("x ^^ 2", f"'x **** 2' is not a formula {BROKEN}"),
    # nesting
    ("(" * 101 + "x" + ")" * 101, DEEP),
    ("(" * 500, DEEP),
    ("-" * 499 + "x", DEEP),
    ("x" + "+x" * 200, DEEP),
    ("exp(" * 60 + "x" + ")" * 60 + "*x" * 60, DEEP),
]


@pytest.mark.parametrize(("text", "message"), REFUSED, ids=range(len(REFUSED)))
def test_refused_with_one_sentence(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        Function.parse(text)
    assert str(raised.value) == message


@pytest.mark.parametrize(
    "text",
    ["x" + "+x" * 80, "(" * 100 + "x" + ")" * 100, "-" * 45 + "x", "sin(" * 45 + "x" + ")" * 45],
)
def test_what_is_nested_less_deeply_can_be_computed(text: str) -> None:
    assert abs(Function.parse(text)(0.5)) <= 81


@pytest.mark.parametrize("text", ["x**(-2)", "x^-2", "x**64", "1_000*x", "((x))", "+x", "x**-0"])
def test_allowed(text: str) -> None:
    assert Function.parse(text)(1) in (1, 1000)


pieces = st.sampled_from([*"x()+-*/^.1e ", "**", "sin", "lambda", "if", "not", "9", "1e9", "\0"])


@given(st.one_of(st.text(), st.lists(pieces, max_size=40).map("".join)))
def test_any_text_gives_a_function_or_a_sentence(text: str) -> None:
    try:
        f = Function.parse(text)
    except ExpressionError as error:
        sentence = str(error)
    else:
        sentence = f"{f.latex} at 0.5 is {f(0.5)}"
    assert sentence
    assert "\n" not in sentence
