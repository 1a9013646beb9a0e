"""Formulas, symbols and legends: the rules that hold between them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.formulas.katex import Formula, Formulas, Letter, whole_name
from builder.model.course import Course, Vocabulary
from builder.model.source import Place, Problem, Text
from builder.reading.references import references


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


def check_formulas(
    texts: Iterable[Text],
    formulas: Iterable[tuple[Formula, Place]],
    notation: Notation,
    vocabulary: Vocabulary,
) -> Iterator[Problem]:
    """LaTeX that does not parse, and letters without a meaning."""
    for reference in (each for text in texts for each in references(text)):
        if reference.kind == "displayed":
            told = "'$$' opens no formula (allowed: $…$ in a line, and blocks of the kind 'math')"
            yield Problem(reference.place, told)
    for formula, place in formulas:
        shown = " ".join(formula.latex.split())
        if error := notation.formulas[formula].error:
            yield Problem(place, f"the formula '{shown}' cannot be read: {error}")
        if "symbols" in vocabulary.lost:
            continue
        for latex in dict.fromkeys(latex for latex, name in notation.symbols(formula) if not name):
            told = f"the formula '{shown}' uses '{latex}', which symbols.yaml does not define"
            yield Problem(place, told)


def check_symbols(course: Course, notation: Notation) -> Iterator[Problem]:
    """Symbols that are none, that have two meanings, or that no lesson uses."""
    symbols = course.vocabulary.symbols
    used = {name for lesson in course.lessons for name in lesson.symbols}
    for symbol in symbols.values():
        latex = symbol.latex
        rendered = notation.formulas[Formula(latex.text, False)]
        first = symbols.get(notation.names.get(whole_name(rendered), ""))
        if rendered.error:
            continue
        if first is None:
            told = f"the symbol '{symbol.name}' must be one symbol, and '{latex.text}' is not"
            yield Problem(latex.place, told)
        elif first is not symbol:
            told = (
                f"the symbol '{symbol.name}' is written like '{first.name}' in line "
                f"{first.latex.place.line} (allowed: one meaning a symbol)"
            )
            yield Problem(latex.place, told)
        elif symbol.name not in used and "lessons" not in course.lost:
            yield Problem(latex.place, f"no lesson uses the symbol '{symbol.name}'")
