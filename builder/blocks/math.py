"""Kind of block "math": a displayed formula with its legend."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from builder.formulas.katex import Formula, Letter
from builder.formulas.symbols import Notation
from builder.model.course import Vocabulary
from builder.model.source import Place, Problem, Text, allowed_names
from builder.reading.block import Block, Draft


@dataclass(frozen=True)
class MathBlock(Block):
    """A displayed formula."""

    latex: Text
    """The formula."""
    title: Text | None
    """A caption, if any."""
    legend: tuple[Text, ...]
    """Names of symbols, in the order in which they are to be read."""

    OWNER = "a formula"
    KEYS = ("title", "latex", "legend")
    SECONDS = 10

    @classmethod
    def parse(cls, draft: Draft) -> Self:
        """The formula."""
        legend = draft.texts("legend", "a legend must be a list of names of symbols")
        return cls(
            id=draft.id(),
            place=draft.place,
            latex=draft.text("latex"),
            title=draft.optional("title"),
            legend=legend,
        )

    def texts(self) -> Iterator[Text]:
        """The title."""
        yield from filter(None, [self.title])

    def formulas(self) -> Iterator[tuple[Formula, Place]]:
        """The one that is displayed."""
        yield Formula(self.latex.text, True), self.latex.place

    def check(self, notation: Notation, vocabulary: Vocabulary) -> Iterator[Problem]:
        """A legend that names a symbol that is none, or one that the formula does not use."""
        if "symbols" in vocabulary.lost:
            return
        rendered = notation.formulas[Formula(self.latex.text, True)]
        used = {notation.names.get(letter.name) for letter in every_letter(rendered.letters)}
        for name in self.legend:
            if name.text not in vocabulary.symbols:
                told = allowed_names(vocabulary.symbols, name.text)
                yield Problem(name.place, f"unknown symbol '{name.text}' in the legend{told}")
            elif name.text not in used and not rendered.error:
                told = f"the legend explains '{name.text}', which the formula does not use"
                yield Problem(name.place, told)


def every_letter(letters: Iterable[Letter]) -> Iterator[Letter]:
    """Symbols and, after each, the symbols that it is put together from."""
    for letter in letters:
        yield letter
        yield from every_letter(letter.parts)


BLOCK = MathBlock
