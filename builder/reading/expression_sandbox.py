"""Expressions over pycore, evaluated while the site is built.

They are Jinja's, in its sandbox, and can do less than Jinja's: call pycore and what is listed here,
compute with numbers, read what has no underscore before its name. Nothing takes long or grows
large: a number is at most as large as a float, a descent has at most MOST_STEPS steps.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from math import e, isfinite, isinf, nan, pi
from types import ModuleType
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.environment import TemplateExpression
from jinja2.sandbox import SandboxedEnvironment

from builder.model.source import ContentError, Place, Problem, allowed_names
from builder.reading.expression_syntax import PlainPowers, check_filters
from pycore.drawing.numerals import MINUS, decimals
from pycore.maths import iterate, optimisers
from pycore.maths.algebra import FUNCTIONS
from pycore.maths.functions import Function, line, polynomial
from pycore.maths.iterate import Trail
from pycore.maths.losses import cross_entropy, squared_error

type Names = Mapping[str, Any]

MOST_CHARACTERS = 1000
MOST_STEPS = 10_000
MOST_DECIMALS = 15
GROUPED = 10_000
"""From here on the digits of a number stand in groups of three, up to EXACT."""
EXACT = 2**53
"""Up to here a float holds every whole number."""


@lru_cache(maxsize=256)
def descend(function: Function, optimiser: Any, start: float, steps: int = 200) -> Trail[float]:
    """pycore's own, with a limit to what the build waits for; a lesson asks for one many times."""
    if steps > MOST_STEPS:
        raise ValueError(f"{steps} steps are too many (allowed: up to {MOST_STEPS})")
    return iterate.descend(function, optimiser, start, steps)


def fixed(value: float, places: int) -> str:
    """A number for readers, with so many decimals: "−1.640", "1,000,000.00"."""
    if not isfinite(value):
        raise ValueError(f"its value is {value}")
    if places not in range(MOST_DECIMALS + 1):
        raise ValueError(f"{places} decimals are not possible (allowed: 0 to {MOST_DECIMALS})")
    if not GROUPED <= round(abs(value), places) < EXACT:
        return decimals(float(value), places)
    return f"{value:,.{places}f}".replace("-", MINUS)


def rounded(value: float, places: int = 0) -> float:
    """The number with so many decimals, as a number."""
    if places not in range(MOST_DECIMALS + 1):
        raise ValueError(f"{places} decimals are not possible (allowed: 0 to {MOST_DECIMALS})")
    return round(float(value), places)


def computed(name: str) -> Callable[[float], float]:
    """A function of formulas as a function of numbers; ValueError off its domain."""

    def function(value: float) -> float:
        try:
            found = FUNCTIONS[name](float(value))[0]
        except ValueError:
            found = nan
        if not isfinite(found):
            raise ValueError(f"{name}({value:g}) is no number")
        return found

    return function


KNOWN: dict[str, Any] = {
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
    "round": rounded,
    **{known.__name__: known for known in (abs, len, max, min, sum)},
    **{name: computed(name) for name in FUNCTIONS},
    "pi": pi,
    "e": e,
}
FILTERS = ("abs", "count", "first", "last", "length", "list", "map", "max", "min", "sort", "sum")
"""Those of Jinja's that are of use and cannot run away."""


class Missing(StrictUndefined):
    """What an expression asks of a value that has no such thing."""

    @property
    def _undefined_message(self) -> str:
        owner: Any = self._undefined_obj
        name: Any = self._undefined_name
        kind = "text" if isinstance(owner, str) else type(owner).__name__
        if isinstance(name, int):
            return f"there is no entry {name} in this {kind}"
        names = [each for each in dir(owner) if Sandbox.may_be_read(owner, each)]
        return f"a {kind} has no '{name}'{allowed_names(names, str(name))}"


class Sandbox(SandboxedEnvironment):
    """Jinja's, with what the module says."""

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])

    def __init__(self) -> None:
        super().__init__(undefined=Missing, variable_start_string="{=", variable_end_string="=}")
        self.globals = dict(KNOWN)
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.filters |= {"fixed": fixed, "round": rounded}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return PlainPowers(self, source, name, filename).parse()

    @staticmethod
    def may_be_read(owner: Any, name: str) -> bool:
        """Attributes of pycore's own classes, but for what they keep to themselves."""
        ours = type(owner).__module__.startswith("pycore.")
        return ours and name[0].islower() and not isinstance(owner, ModuleType)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """The same."""
        return self.may_be_read(obj, attr) and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Jinja's own would allow format of any width."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> Missing:
        """What may not be read is told like what is not there."""
        return Missing(obj=obj, name=attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic of numbers whose results are no larger than a float."""
        for operand in (left, right):
            if not isinstance(operand, int | float):
                str(operand)
                raise TypeError(f"'{operator}' needs numbers on both sides")
        if operator == "**" and abs(float(left) ** float(right)) > EXACT:
            left = float(left)
        value = super().call_binop(context, operator, left, right)
        if type(value) is complex:
            raise ArithmeticError("the root of a negative number is not a real number")
        if isinf(value):
            raise OverflowError
        return value


SANDBOX = Sandbox()


def evaluate(expression: str, place: Place, names: Names) -> Any:
    """The value of an expression; ContentError where it has none."""
    source = " ".join(expression.split())
    try:
        return _evaluate(source, names)
    except TemplateSyntaxError as error:
        why = END.sub("end", error.message or "")
    except OverflowError:
        why = "a number gets too large"
    except ZeroDivisionError:
        why = "division by zero"
    except (TemplateError, ArithmeticError, AttributeError, LookupError) as error:
        why = str(error)
    except (TypeError, ValueError, SyntaxError, MemoryError, RecursionError) as error:
        why = str(error)
    raise ContentError(place, f"the expression '{source}' cannot be computed: {why}")


def _evaluate(source: str, names: Names) -> Any:
    if not source:
        raise ValueError("it is empty")
    if len(source) > MOST_CHARACTERS:
        raise ValueError(f"it has {len(source)} characters (allowed: up to {MOST_CHARACTERS})")
    check_names(source, names)
    value = compiled(source)(names)
    if isinstance(value, Missing):
        str(value)
    if value is None or (isinstance(value, float) and not isfinite(value)):
        raise ValueError(f"its value is {value}")
    return value


@lru_cache(maxsize=4096)
def mentioned(source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The filters and the names in an expression, in order; lessons have many in common."""
    tree = SANDBOX.parse(f"{{= {source} =}}")
    for each in tree.find_all(nodes.Const):
        if isinstance(each.value, float) and not isfinite(each.value):
            raise OverflowError  # Jinja would compile the name inf
    check_filters(SANDBOX.lex(f"{{= {source} =}}"))
    filters = tuple(each.name for each in tree.find_all(nodes.Filter))
    return filters, tuple(each.name for each in tree.find_all(nodes.Name))


@lru_cache(maxsize=4096)
def compiled(source: str) -> TemplateExpression:
    """An expression that is ready to be computed."""
    return SANDBOX.compile_expression(source, undefined_to_none=False)


def check_names(source: str, names: Names) -> None:
    """ValueError for a name that nobody knows; a widget's own problem where it has one."""
    filters, used = mentioned(source)
    for name in filters:
        if name not in SANDBOX.filters:
            raise ValueError(f"unknown filter '{name}'{allowed_names(SANDBOX.filters, name)}")
    for name in used:
        if name not in KNOWN and name not in names:
            told = allowed_names([*KNOWN, *names], name)
            raise ValueError(f"unknown name '{name}'{told}")
        if isinstance(problem := names.get(name), Problem):
            raise ContentError(problem.place, problem.message)


END = re.compile("'end of (template|print statement)'")
