"""Numbers and claims in texts, and expressions that mean harm."""

import time

import pytest

from builder.model.source import ContentError, Notes, Place, Text
from builder.reading.computed_numbers import fill_numbers
from builder.reading.expression_sandbox import evaluate
from pycore.widgets.descent import Descent

HERE = Place("a.md", 7)
HILL = Descent.parse({"function": "0.4*x**4 - 2*x**2 + 0.5*x + 2", "start": "2.2"})
STEP = "descend(hill.function, gradient_descent(0.05), hill.start, 1)"
SECONDS = 1.0
"""What a build may wait for one expression; those below need some hundredths at most."""


def filled(text: str) -> str:
    notes = Notes()
    made = fill_numbers(Text(text, HERE), {"hill": HILL}, notes)
    assert notes.problems == []
    return made.text


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("line(2, 3)(4)", "11.0"),
        ("line(2, 3)(4) | fixed(0)", "11"),
        ("hill.start", "2.2"),
        ("hill.start | fixed(4)", "2.2000"),
        ("hill.function.latex", "0.4x^{4} - 2x^{2} + 0.5x + 2"),
        ("hill.function.gradient(2.2) | fixed(4)", "8.7368"),
        (f"{STEP}.points[1] | fixed(4)", "1.7632"),
        (f"{STEP}.points | last | fixed(2)", "1.76"),
        (f"{STEP}.outcome.value", "out of steps"),
        ("hill.function.minima | count", "2"),
        ("hill.function.minima | map(attribute='x') | min | fixed(3)", "−1.640"),
        ("len(hill.function.maxima)", "1"),
        ("-0.00001 | fixed(2)", "0.00"),
        ("-1.5 | fixed(1)", "−1.5"),
        ("1000000 | fixed(2)", "1,000,000.00"),
        ("-12345.678 | fixed(1)", "−12,345.7"),
        ("9999.4 | fixed(0)", "9999"),
        ("9999.6 | fixed(0)", "10,000"),
        ("(100 * 1.03**10) | fixed(2)", "134.39"),
        ("-(2 + 3) | fixed(0) if 1 < 2 else 4 | fixed(0)", "−5"),
        ("sqrt(2) | fixed(3)", "1.414"),
        ("(exp(1) - e) | fixed(9)", "0.000000000"),
        ("(log(e) + sin(pi / 2) + cos(0) + tan(0) + tanh(0)) | fixed(2)", "3.00"),
        ("7 // 2 + 7 % 2", "4"),
        ("2 ** 10", "1024"),
        ("(2 ** 0.5) | fixed(3)", "1.414"),
        ("round(2.345, 1)", "2.3"),
        ("12 if 1 < 2 else 13", "12"),
        ("'a' ~ 1", "a1"),
        ("max(1, 2) +\n  min(3, 4)", "5"),
    ],
)
def test_numbers(expression: str, value: str) -> None:
    assert filled(f"a {{= {expression} =}} b") == f"a {value} b"


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("One\n{! 1 < 2 !}\ntwo", "One\ntwo"),
        ("One\n\n  {! 1 < 2 !} {! 2\n < 3 !}  \n\ntwo", "One\n\n\ntwo"),
        ("One {! 1 < 2 !}two", "One two"),
        ("- a\n{! true !}\n- b\n", "- a\n- b\n"),
        ("{! 1 < 2 !}", ""),
        ("`{= 1 + 1 =}` {= 1 + 1 =}", "`{= 1 + 1 =}` 2"),
        (
            "$x = {= 20000 | fixed(0) =}$ is {= 20000 | fixed(0) =}",
            "$x = 20{,}000$ is 20,000",
        ),
        ("latex: x = {= 20000 | fixed(1) =}", "latex: x = 20{,}000.0"),
        ("latex: x\ntitle: {= 20000 | fixed(1) =}", "latex: x\ntitle: 20,000.0"),
        ("    {= 1 =}\n\n- ```\n  {= 2 =}\n  ```", "    {= 1 =}\n\n- ```\n  {= 2 =}\n  ```"),
        ("~~~\n{! 1 > 2 !}\n~~~\n{= 3 =}", "~~~\n{! 1 > 2 !}\n~~~\n3"),
        ("<!-- {! 1 > 2 !} --> {= 3 =}", "<!-- {! 1 > 2 !} --> 3"),
        ("{a} {= 1 =} {", "{a} 1 {"),
        ("$a {=} b$, {= 1 =}, $n {!} m$ {! true !}", "$a {=} b$, 1, $n {!} m$ "),
        ("'{!r} {!s:>4}' {= 1 =} {! true !}", "'{!r} {!s:>4}' 1 "),
    ],
)
def test_claims_vanish_and_code_stays(text: str, becomes: str) -> None:
    assert filled(text) == becomes


def test_a_text_keeps_its_places_when_pieces_of_many_lines_are_replaced() -> None:
    source = "a {= 1 +\n1 =} b\n{! 1 <\n2 !}\nc {= 2\n=}\nd"
    text = fill_numbers(Text(source, HERE), {}, Notes())
    assert text.text == "a 2 b\nc 2\nd"
    lines = {letter: text.at(text.text.index(letter)).line for letter in "abcd"}
    assert lines == {"a": 7, "b": 8, "c": 11, "d": 13}


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("().__class__.__mro__", "a tuple has no '__class__' (allowed: none)"),
        ("''.join", "a text has no 'join' (allowed: none)"),
        ("function.__globals__", "a method has no '__globals__' (allowed: none)"),
        ("hill['__class__']", "a Descent has no '__class__' (allowed: basins, columns, "),
        ("(hill | map(attribute='__class__') | list)[0]", "'Descent' object is not iterable"),
        ("hill.parse.__func__", "a method has no '__func__' (allowed: none)"),
        ("gradient_descent.mro()", "a ABCMeta has no 'mro' (allowed: none)"),
        ("'{0.__class__}'.format(hill)", "a text has no 'format' (allowed: none)"),
        ("'%s' % hill", "'%' needs numbers on both sides"),
        ("self", "unknown name 'self' (allowed: function, "),
        ("range(10**9)", "unknown name 'range' (allowed: function, "),
        ("lipsum(n=10**6)", "unknown name 'lipsum' (allowed: function, "),
        ("cycler", "unknown name 'cycler' (allowed: function, "),
        ("open('/etc/passwd')", "unknown name 'open' (allowed: function, "),
        ("9 ** (9 ** 9)", "a number gets too large"),
        ("(9 ** 99) ** 99", "a number gets too large"),
        ("10 ** 300 * 10 ** 300", "a number gets too large"),
        ("'a' * 10**9", "'*' needs numbers on both sides"),
        ("[0] * 10**9", "'*' needs numbers on both sides"),
        ("'%1000000000d' % 1", "'%' needs numbers on both sides"),
        ("1 | fixed(10**9)", "1000000000 decimals are not possible (allowed: 0 to 15)"),
        ("1 | fixed(-1)", "-1 decimals are not possible (allowed: 0 to 15)"),
        ("round(5, -(10**9))", "-1000000000 decimals are not possible (allowed: 0 to 15)"),
        ("'a' | center(10**9)", "unknown filter 'center' (allowed: abs, "),
        ("1 | round(10**9, 'ceil')", "rounded() takes from 1 to 2 positional arguments but 3 "),
        ("descend(hill.function, adam(0.001), 2, 10**9)", "1000000000 steps are too many "),
        ("descend(hill.function, adam(0.001), 2, -1)", "steps -1 is out of range (allowed: "),
        ("function(('x' ~ '+x') | fixed(1))", "must be real number, not str"),
        (
            "100 * 1.03**10 | fixed(2)",
            "a filter behind '**' takes what stands next to it alone (allowed: brackets, as in "
            "(a ** b) | fixed(2))",
        ),
        ("[1, 2 + 3 | fixed(1)]", "a filter behind '+' takes what stands next to it alone "),
        ("sqrt(-1)", "sqrt(-1) is no number"),
        ("log(0)", "log(0) is no number"),
        ("exp(1000)", "exp(1000) is no number"),
        ("+".join("1" for _ in range(600)), "it has 1199 characters (allowed: up to 1000)"),
        ("(" * 300 + "1" + ")" * 300, ""),
        ("-" * 900 + "1", ""),
        ("hill.start.x", "a float has no 'x' (allowed: none)"),
        ("hill.function(1, 2)", "Function.__call__() takes 2 positional arguments but 3 were "),
        ("missing.x", "unknown name 'missing' (allowed: function, "),
    ],
)
def test_what_expressions_cannot_do(expression: str, told: str) -> None:
    started = time.process_time()
    with pytest.raises(ContentError) as raised:
        evaluate(expression, HERE, {"hill": HILL})
    assert time.process_time() - started < SECONDS
    problem = raised.value.problem
    assert problem.place == HERE
    assert problem.message.startswith(f"the expression '{expression}' cannot be computed: {told}")
    assert "\n" not in problem.message


def test_the_longest_descent_ends_in_reasonable_time() -> None:
    started = time.process_time()
    assert evaluate("descend(hill.function, adam(0.0001), 2, 10000).steps", HERE, {"hill": HILL})
    assert time.process_time() - started < SECONDS
