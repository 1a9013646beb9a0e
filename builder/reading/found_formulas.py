"""Walks over texts: the Markdown that stands in no lesson, and all formulas, with their places."""

from collections.abc import Iterable, Iterator

from builder.formulas.katex import Formula
from builder.model.course import Course, Planned, Vocabulary
from builder.model.reference import Reference
from builder.model.source import Place, Text
from builder.reading.parsed_lesson import ParsedLesson
from builder.reading.references import references

type Formulated = Iterator[tuple[Formula, Place]]
"""Formulas with their places."""


def shared_texts(course: Course) -> Iterator[Text]:
    """The Markdown that stands in no lesson."""
    yield from (course.title, course.description)
    for section in course.sections:
        yield from (section.title, section.summary)
        yield from (entry.title for entry in section.entries if isinstance(entry, Planned))
    for term in course.vocabulary.terms.values():
        yield from (term.term, term.definition)
    for symbol in course.vocabulary.symbols.values():
        yield symbol.meaning
        yield from [symbol.aloud] if symbol.aloud else []


def text_formulas(texts: Iterable[Text]) -> Formulated:
    """The formulas in the lines of texts."""
    for text in texts:
        for reference in references(text):
            if reference.kind == "formula":
                yield Formula(reference.target, False), reference.place


def symbol_formulas(vocabulary: Vocabulary) -> Formulated:
    """The symbols as formulas."""
    for symbol in vocabulary.symbols.values():
        yield Formula(symbol.latex.text, False), symbol.latex.place


def definition_formulas(vocabulary: Vocabulary) -> Formulated:
    """The formulas of the glossary, which a lesson shows beside its own."""
    terms = vocabulary.terms.values()
    yield from text_formulas(each for term in terms for each in (term.term, term.definition))
    yield from text_formulas(symbol.meaning for symbol in vocabulary.symbols.values())


def lesson_formulas(lesson: ParsedLesson) -> Formulated:
    """The formulas of a lesson: in its texts, and in its blocks besides."""
    yield from text_formulas(lesson.texts())
    for block in lesson.blocks:
        yield from block.formulas()


def text_references(lesson: ParsedLesson) -> Iterator[Reference]:
    """All that the texts of a lesson refer to."""
    for text in lesson.texts():
        yield from references(text)


def lesson_references(lesson: ParsedLesson) -> Iterator[Reference]:
    """The same, and the files that its blocks show."""
    yield from text_references(lesson)
    for file in (file for block in lesson.blocks for file in block.files()):
        yield Reference(file.kind, file.target, file.place)


def lesson_terms(lesson: ParsedLesson) -> tuple[str, ...]:
    """Names of the terms that a lesson uses, in order."""
    found = (each.target for each in lesson_references(lesson) if each.kind == "term")
    return tuple(dict.fromkeys(found))
