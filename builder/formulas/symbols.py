"""The symbols of a course, and which of them a formula uses."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.formulas.katex import Formula, Formulas, Letter, whole_name
from builder.model.course import Vocabulary


@dataclass(frozen=True)
class Notation:
    """The formulas of a course and the names of their symbols."""

    formulas: Formulas
    """Every formula of the course, rendered."""
    names: Mapping[str, str]
    """Names of the course's symbols by their LaTeX in KaTeX's fixed form."""

    def symbols(self, formula: Formula) -> Iterator[tuple[str, str | None]]:
        """LaTeX and name of each symbol in a formula; no name where the course has none."""
        yield from self._known(self.formulas[formula].letters)

    def _known(self, letters: Iterable[Letter]) -> Iterator[tuple[str, str | None]]:
        for letter in letters:
            if letter.name in self.names:
                yield letter.name, self.names[letter.name]
            elif letter.must_be_known:
                yield letter.name, None
            else:
                yield from self._known(letter.parts)

    def used(self, formulas: Iterable[Formula]) -> tuple[str, ...]:
        """Names of the symbols in formulas, in order."""
        found = (name for each in formulas for _, name in self.symbols(each) if name)
        return tuple(dict.fromkeys(found))


def make_notation(vocabulary: Vocabulary, formulas: Formulas) -> Notation:
    """The notation of a course; of two symbols written alike the first one counts."""
    names: dict[str, str] = {}
    for symbol in vocabulary.symbols.values():
        written = whole_name(formulas[Formula(symbol.latex.text, False)])
        if written:
            names.setdefault(written, symbol.name)
    return Notation(formulas, names)
