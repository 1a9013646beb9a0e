"""Runs cells: they share their names, as if they were one program in the page's order."""

import ast
import builtins
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import TextIOBase
from typing import Any

from pycore.cells.explain import Explained, explain
from pycore.cells.output import Output
from pycore.frozen import frozen

type Names = dict[str, Any]
"""What code knows, by name."""


@frozen
class Verdict:
    """What became of a check."""

    right: bool
    """Whether it holds."""
    told: str
    """What was found instead, if there is something to say."""


class Nobody(TextIOBase):
    """Standard input: it is at its end, so that `input()` is refused."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """EOFError, which is explained like any other."""
        raise EOFError


class Notebook:
    """The names that the cells of a page have made so far."""

    def __init__(self) -> None:
        self.names: Names = {"__name__": "__main__"}
        self.cells: set[str] = set()

    def run(self, cell: str, code: str, tell: Callable[[str], object]) -> Explained | None:
        """Runs a cell; what went wrong, if anything. What it prints is told."""
        return self._run(cell, code, self.names, Output(tell))

    def check(
        self, cell: str, code: str, tests: Sequence[str], tell: Callable[[str], object]
    ) -> tuple[Explained | None, list[Verdict]]:
        """Runs an exercise, which keeps its names to itself, and then its tests."""
        names, output = dict(self.names), Output(tell)
        error = self._run(cell, code, names, output)
        if error:
            return error, []
        names |= {"printed": output.text, "close": close}
        with talking(Output(str)):
            return None, [judge(test, names) for test in tests]

    def _run(self, cell: str, code: str, names: Names, output: Output) -> Explained | None:
        self.cells.add(cell)
        try:
            with talking(output):
                execute(code, cell, names)
        except BaseException as error:  # whatever readers write, the page goes on
            known = (*names, *dir(builtins))
            return explain(error, self.cells, known)
        return None


def execute(code: str, name: str, names: Names) -> None:
    """Runs code; where its last line is an expression, prints its value, as notebooks do."""
    tree = ast.parse(code, name)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    # Python runs with -OO in pages: readers' own assertions count all the same.
    exec(compile(tree, name, "exec", dont_inherit=True, optimize=0), names)
    if isinstance(last, ast.Expr):
        value = ast.Expression(last.value)
        made = eval(compile(value, name, "eval", dont_inherit=True, optimize=0), names)
        if made is not None:
            print(repr(made))


@contextmanager
def talking(output: Output) -> Iterator[None]:
    """Sends what is printed to an output, and answers no question."""
    asked = sys.stdin
    sys.stdin = Nobody()
    try:
        with redirect_stdout(output), redirect_stderr(output):
            yield
    finally:
        sys.stdin = asked
        output.hand_on()


def close(value: float, wanted: float) -> bool:
    """Whether two numbers are the same but for rounding; for checks."""
    return abs(value - wanted) <= 1e-6 * max(1.0, abs(wanted))


def judge(test: str, names: Names) -> Verdict:
    """What becomes of a test, an expression that must be true."""
    tree = ast.parse(test.strip(), "<check>", "eval").body
    try:
        if bool(value_of(tree, names)):
            return Verdict(True, "")
        return Verdict(False, found(tree, names))
    except BaseException as error:
        return Verdict(False, explain(error, (), (*names, *dir(builtins))).told)


def found(tree: ast.expr, names: Names) -> str:
    """ "loss(1, 3) gives 2, not 4" for a test that compares; nothing for others."""
    match tree:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[wanted]):
            pass
        case ast.Call(func=ast.Name(id="close"), args=[left, wanted]):
            pass
        case _:
            return ""
    made, goal = value_of(left, names), value_of(wanted, names)
    return f"{ast.unparse(left)} gives {short(made)}, not {short(goal)}"


def value_of(tree: ast.expr, names: Names) -> Any:
    """The value of an expression."""
    return eval(compile(ast.Expression(tree), "<check>", "eval", dont_inherit=True), names)


def short(value: object) -> str:
    """A value, in as many letters as fit into a sentence."""
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
