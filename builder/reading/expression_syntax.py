"""What may be written in an expression: Jinja's grammar, without what would surprise its author."""

from collections.abc import Iterable
from itertools import pairwise

from jinja2 import nodes
from jinja2.parser import Parser

BINARY = ("+", "-", "*", "/", "//", "%", "**", "~")
DIVIDING = ("and", "or", "not", "if", "else", "in", "is")
"""Words between parts of an expression, each with filters of its own."""
OPERANDS = ("name", "integer", "float", "string")


class PlainPowers(Parser):
    """Refuses what Jinja and Python understand differently: -x**2 is (-x)**2 to Jinja."""

    def parse_pow(self) -> nodes.Expr:
        """A power, or what is none."""
        is_signed = self.stream.current.type in ("add", "sub")
        base = self.parse_unary()
        if self.stream.current.type != "pow":
            return base
        power = next(self.stream)
        exponent = self.parse_unary()
        if is_signed or self.stream.current.type == "pow":
            told = "'**' can be read in two ways here (allowed: -(x**2), (-x)**2, (x**y)**z)"
            self.fail(told, power.lineno)
        return nodes.Pow(base, exponent, lineno=power.lineno)


def check_filters(tokens: Iterable[tuple[int, str, str]]) -> None:
    """ValueError for a filter that would take the last number of a sum or product alone."""
    words = [(kind, sign) for _, kind, sign in tokens if kind != "whitespace"]
    operators = [""]
    """In each bracket that is open: the operator that a filter there would come behind."""
    for (before, last), (kind, sign) in pairwise(words):
        is_operand = (before in OPERANDS and last not in DIVIDING) or last in (")", "]", "}")
        if sign in ("(", "[", "{"):
            operators.append("")
        elif sign in (")", "]", "}"):
            operators.pop()
        elif sign == "|" and operators[-1]:
            told = f"a filter behind '{operators[-1]}' takes what stands next to it alone"
            raise ValueError(f"{told} (allowed: brackets, as in (a {operators[-1]} b) | fixed(2))")
        elif sign in BINARY:
            operators[-1] = sign if is_operand else operators[-1]
        elif sign in DIVIDING or (kind == "operator" and sign not in ("|", ".")):
            operators[-1] = ""
