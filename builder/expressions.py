"""Numbers in texts: expressions over pycore, evaluated while the site is built.

``{= expression =}`` is replaced by its value, ``{! expression !}`` must be true and vanishes.
Expressions are Jinja's, in its sandbox: they can call pycore and what is listed here, no more.
"""

import re
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from builder.places import ContentError, Place, Problem, Text
from pycore import optimisers
from pycore.functions import Function, line, polynomial
from pycore.iterate import descend
from pycore.losses import cross_entropy, squared_error
from pycore.widgets.model import decimals

type Names = Mapping[str, Any]

KNOWN: dict[str, Callable[..., Any]] = {
    "function": Function.parse,
    "line": line,
    "polynomial": polynomial,
    "descend": descend,
    "squared_error": squared_error,
    "cross_entropy": cross_entropy,
    "gradient_descent": optimisers.GradientDescent,
    "momentum": optimisers.Momentum,
    "nesterov": optimisers.Nesterov,
    "rmsprop": optimisers.RMSProp,
    "adam": optimisers.Adam,
    **{known.__name__: known for known in (abs, len, max, min, round, sum)},
}

PIECE = re.compile(
    r"""(?P<code>
            ^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[ \t]*$    # a block of code
          | (?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)  # code in a line
        )
      | \{=(?P<number>.*?)=\}
      | \{!(?P<claim>.*?)!\}""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


def fixed(value: float, places: int) -> str:
    """A number for readers, with so many decimals: "−1.640"."""
    return decimals(float(value), places)


def _sandbox() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=StrictUndefined)
    environment.globals.clear()
    environment.globals.update(KNOWN)
    environment.filters["fixed"] = fixed
    return environment


SANDBOX = _sandbox()


def fill_numbers(text: Text, names: Names) -> tuple[Text, list[Problem]]:
    """The text with its numbers filled in and its claims checked; lines stay where they are."""
    problems: list[Problem] = []

    def fill(piece: re.Match[str]) -> str:
        place = text.place.down(text.text.count("\n", 0, piece.start()))
        try:
            if piece["number"] is not None:
                return str(evaluate(piece["number"], place, names))
            if piece["claim"] is not None:
                check_claim(piece["claim"], place, names)
                return "\n" * piece[0].count("\n")
        except ContentError as error:
            problems.append(error.problem)
        return piece[0]

    return Text(PIECE.sub(fill, text.text), text.place), problems


def evaluate(expression: str, place: Place, names: Names) -> Any:
    """The value of an expression; ContentError where it has none."""
    source = " ".join(expression.split())
    told = f"the expression '{source}' cannot be computed"
    try:
        value = SANDBOX.compile_expression(source, undefined_to_none=False)(**names)
        if isinstance(value, StrictUndefined):
            str(value)
    except TemplateSyntaxError as error:
        raise ContentError(place, f"{told}: {error.message}") from None
    except (TemplateError, ArithmeticError, AttributeError, LookupError) as error:
        raise ContentError(place, f"{told}: {error}") from None
    except (TypeError, ValueError, MemoryError, RecursionError) as error:
        raise ContentError(place, f"{told}: {error}") from None
    if value is None or (isinstance(value, float) and not isfinite(value)):
        raise ContentError(place, f"{told}: its value is {value}")
    return value


def evaluate_number(text: Text, names: Names) -> float:
    """The number that an expression gives."""
    value = evaluate(text.text, text.place, names)
    if isinstance(value, bool) or not isinstance(value, int | float):
        told = f"the expression '{text.text}' gives {value!r}, which is not a number"
        raise ContentError(text.place, told)
    return float(value)


def check_claim(claim: str, place: Place, names: Names) -> None:
    """ContentError where the claim is anything but true."""
    value = evaluate(claim, place, names)
    if value is not True:
        told = f"the claim '{' '.join(claim.split())}' does not hold: its value is {value!r}"
        raise ContentError(place, told)
