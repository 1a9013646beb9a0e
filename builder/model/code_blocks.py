"""The types of the blocks of Python that readers can change."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from builder.model.source import Place, Text


@dataclass(frozen=True)
class CellBlock:
    """Code that readers can change and run."""

    id: str
    """Of the element."""
    place: Place
    """Of the fence."""
    title: Text
    """Its heading."""
    code: Text
    """As the author wrote it."""
    caption: Text | None
    """What to see in it, or what to try, if said."""
    output: str
    """What it prints."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield from filter(None, [self.title, self.caption])

    def sources(self) -> Iterator[Text]:
        """All its Python."""
        yield self.code


@dataclass(frozen=True)
class Check:
    """What has to hold of a reader's solution."""

    say: Text
    """What it asks for, in words."""
    test: Text
    """An expression that is true where it holds."""
    is_hidden: bool
    """Whether it is shown only where it does not hold."""


@dataclass(frozen=True)
class ExerciseBlock:
    """Code that readers have to complete."""

    id: str
    """Of the element."""
    place: Place
    """Of the fence."""
    title: Text
    """Its heading."""
    ask: Text
    """What is to be done."""
    code: Text
    """What readers begin with."""
    checks: tuple[Check, ...]
    """All have to hold."""
    hints: tuple[Text, ...]
    """Given one after the other, if asked for."""
    solution: Text
    """The author's."""
    tries: int
    """After so many checks without success the solution can be seen."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield from (self.title, self.ask, *self.hints)
        yield from (check.say for check in self.checks)

    def sources(self) -> Iterator[Text]:
        """All its Python."""
        yield from (self.code, self.solution, *(check.test for check in self.checks))


type CodeBlock = CellBlock | ExerciseBlock


def imports_of(code: str) -> Iterator[tuple[str, int]]:
    """The modules that some code imports, and the lines where it does; none of what is no Python.

    "import numpy.fft" is about numpy.
    """
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((each.name.partition(".")[0], node.lineno) for each in node.names)
        if isinstance(node, ast.ImportFrom):
            yield (node.module or "").partition(".")[0], node.lineno


def line_place(text: Text, line: int) -> Place:
    """The place of a line of code, the first one being 1."""
    lines = text.text.split("\n")
    return text.at(len("\n".join(lines[: max(line, 1) - 1])) + (line > 1))
