"""The rules for formulas and symbols: what parses, what has a meaning, what is used."""

from collections.abc import Iterable, Iterator

from builder.formulas.katex import Formula, whole_name
from builder.formulas.symbols import Notation
from builder.model.course import Course, Vocabulary
from builder.model.source import Place, Problem, Text
from builder.reading.references import references


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
            told = f"no lesson uses the symbol '{symbol.name}'"
            yield Problem(latex.place, told, is_warning=True)
