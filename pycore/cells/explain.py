"""Errors in plain words, with the line where they happened."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from sys import modules
from types import ModuleType
from typing import Any

from pycore.frozen import frozen

MODULES = (
    *("math", "random", "statistics", "fractions", "decimal", "cmath"),
    *("itertools", "functools", "operator", "collections", "heapq", "bisect", "copy"),
    *("string", "textwrap", "re", "json", "csv", "pprint", "io"),
    *("datetime", "calendar", "time", "dataclasses", "enum", "typing", "contextlib", "abc", "sys"),
)
"""Modules of the standard library that readers' code can import, besides those that these load."""


LONGEST = 500
"""Characters of an error that are shown."""


@frozen
class Explained:
    """What went wrong in some code."""

    told: str
    """In plain words, as the end of a sentence: "the name 'rat' is not known"."""
    line: int
    """Where, from 1; 0 where no line is to blame."""
    cell: str
    """In whose code the line stands."""
    python: str
    """Python's own words: "NameError: name 'rat' is not defined"."""


def explain(error: BaseException, cells: Iterable[str], known: Iterable[str]) -> Explained:
    """What is wrong, in code that was compiled under the cells' names and knows these names."""
    cell, line = place_of(error, tuple(cells))
    words = next((WORDS[kind] for kind in type(error).__mro__ if kind in WORDS), other)
    said = error.msg if isinstance(error, SyntaxError) else error
    python = f"{type(error).__name__}: {said}".removesuffix(": ")
    return Explained(cut(words(error, tuple(known))), line, cell, cut(python))


def cut(text: str) -> str:
    """As much of it as a page shows."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def place_of(error: BaseException, cells: tuple[str, ...]) -> tuple[str, int]:
    """The innermost line of the cells that the error came through, and its cell."""
    if isinstance(error, SyntaxError) and error.filename in cells:
        return str(error.filename), error.lineno or 0
    found, trace = ("", 0), error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        found = (name, trace.tb_lineno) if name in cells else found
        trace = trace.tb_next
    return found


def meant(name: str, known: Iterable[str]) -> str:
    """The end of a sentence about a wrong name: ". Did you mean 'rate'?", or nothing."""
    near = get_close_matches(name, [each for each in known if not each.startswith("_")], 1)
    return f". Did you mean '{near[0]}'?" if near else ""


def name_error(error: NameError, known: tuple[str, ...]) -> str:
    """A name that nothing has."""
    name = error.name or str(error)
    return f"the name '{name}' is not known{meant(name, known)}"


def unbound_error(error: UnboundLocalError, known: tuple[str, ...]) -> str:
    """A name of a function that is used too early."""
    name = error.name or str(error).split("'")[1]
    return f"the name '{name}' is used here before it has a value"


def syntax_error(error: SyntaxError, known: tuple[str, ...]) -> str:
    """A text that is no Python."""
    return f"this is not Python: {error.msg}"


def indentation_error(error: IndentationError, known: tuple[str, ...]) -> str:
    """A line that begins too far left or right."""
    return f"the spaces at the start of this line are not right: {error.msg}"


def attribute_error(error: AttributeError, known: tuple[str, ...]) -> str:
    """Something that a thing does not have."""
    if error.name is None:
        return str(error)
    thing = f"a value of type {type(error.obj).__name__}"
    if isinstance(error.obj, ModuleType):
        thing = f"the module '{error.obj.__name__}'"
    return f"{thing} has no '{error.name}'{meant(error.name, dir(error.obj))}"


def import_error(error: ImportError, known: tuple[str, ...]) -> str:
    """Something that a module does not have."""
    name = getattr(error, "name_from", None)
    if not name:
        return str(error)
    has = dir(modules[error.name]) if error.name in modules else ()
    return f"the module '{error.name}' has no '{name}'{meant(name, has)}"


def module_error(error: ModuleNotFoundError, known: tuple[str, ...]) -> str:
    """A module that is not here."""
    name = str(error.name)
    return f"this page has no module '{name}'{meant(name, (*MODULES, 'numpy', 'pycore'))}"


def key_error(error: KeyError, known: tuple[str, ...]) -> str:
    """A key that a dictionary lacks."""
    key = error.args[0] if error.args else ""
    return f"there is no key {key!r} here"


def saying(told: str) -> Callable[[Any, tuple[str, ...]], str]:
    """The same words for every error of a kind."""
    return lambda error, known: told


def leading(told: str) -> Callable[[Any, tuple[str, ...]], str]:
    """Words that lead to Python's own."""
    return lambda error, known: f"{told}: {error}" if str(error) else told


def other(error: BaseException, known: tuple[str, ...]) -> str:
    """An error of a kind that has no words here."""
    return f"{type(error).__name__}: {error}".removesuffix(": ")


WORDS: dict[type, Callable[[Any, tuple[str, ...]], str]] = {
    NameError: name_error,
    UnboundLocalError: unbound_error,
    SyntaxError: syntax_error,
    IndentationError: indentation_error,
    AttributeError: attribute_error,
    ImportError: import_error,
    ModuleNotFoundError: module_error,
    KeyError: key_error,
    IndexError: saying("there is nothing at this index: the list or text is shorter"),
    ZeroDivisionError: saying("this divides by zero"),
    OverflowError: saying("a number gets too large here"),
    RecursionError: saying("a function calls itself again and again, without an end"),
    MemoryError: saying("this needs more memory than code on a page may have"),
    TypeError: leading("these do not go together"),
    ValueError: leading("this value will not do"),
    AssertionError: leading("what 'assert' claims is not true"),
    EOFError: saying("nobody can be asked here: write the value into the code, without input()"),
    SystemExit: saying("the code ended itself here"),
}
"""How errors are told, by their kind; the nearest kind counts."""
