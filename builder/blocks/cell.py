"""Kind of block "cell": Python that readers can change and run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from builder.model.python_source import error_place, packages_of, unknown_imports
from builder.model.source import Problem, Text
from builder.reading.block import Block, Draft, Outcome, Run
from builder.reading.content_folder import REFUSED


@dataclass(frozen=True)
class CellBlock(Block):
    """A cell; the cells of a lesson share their names."""

    title: Text
    """Its heading."""
    code: Text
    """As the author wrote it."""
    caption: Text | None
    """What to see in it, or what to try, if said."""
    output: str
    """What it prints; nothing before it was run."""

    OWNER = "a cell"
    KEYS = ("title", "code", "caption")
    SECONDS = 30

    @classmethod
    def parse(cls, draft: Draft) -> Self:
        """The cell, before it was run."""
        block = cls(
            id=draft.id(),
            place=draft.place,
            title=draft.text("title"),
            code=draft.text("code"),
            caption=draft.optional("caption"),
            output="",
        )
        draft.notes.problems.extend(unknown_imports(block.code))
        return block

    def context(self) -> Mapping[str, Any]:
        """What it prints."""
        return {"output": self.output}

    def texts(self) -> Iterator[Text]:
        """Title and caption."""
        yield from filter(None, [self.title, self.caption])

    def code_imports(self) -> frozenset[str]:
        """What its code imports."""
        return packages_of(self.code)

    def runs(self) -> Iterator[Run]:
        """Its code."""
        yield Run(self.id, self.code, None, self.judge)

    def judge(self, outcome: Outcome) -> Iterator[Problem]:
        """A cell must run."""
        if outcome.error:
            told = f"the cell '{self.id}' fails: {outcome.error['told']}"
            yield Problem(error_place(self.id, self.code, outcome.error), told)
        elif found := REFUSED.search(outcome.output):
            told = f"the cell '{self.id}' prints the character U+{ord(found[0]):04X}"
            yield Problem(self.code.place, f"{told}, which cannot be used")

    def after(self, outcomes: Sequence[Outcome]) -> Self:
        """The cell with what it printed."""
        return replace(self, output="".join(outcome.output for outcome in outcomes))


BLOCK = CellBlock
