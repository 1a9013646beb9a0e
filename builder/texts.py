"""Walks over a course: all its Markdown, all its formulas, each with its place."""

from collections.abc import Iterator

from builder.formulas import Formula
from builder.model import Course, Lesson, MathBlock, WidgetBlock
from builder.places import Place, Text
from builder.scan import Reference, references


def course_texts(course: Course) -> Iterator[Text]:
    """All Markdown of the course."""
    yield from shared_texts(course)
    for lesson in course.lessons:
        yield from lesson.texts()


def shared_texts(course: Course) -> Iterator[Text]:
    """The Markdown that stands in no lesson, or in a lesson's page and in others."""
    yield from (course.title, course.description)
    for section in course.sections:
        yield from (section.title, section.summary)
        for entry in section.entries:
            yield entry.title
            yield from [entry.summary] if isinstance(entry, Lesson) else []
    for term in course.terms.values():
        yield from (term.term, term.definition)
    for symbol in course.symbols.values():
        yield symbol.meaning
        yield from [symbol.aloud] if symbol.aloud else []


def text_formulas(text: Text) -> Iterator[tuple[Formula, Place]]:
    """The formulas in the lines of a text."""
    for reference in references(text):
        if reference.kind == "formula":
            yield Formula(reference.target, False), reference.place


def lesson_formulas(lesson: Lesson) -> Iterator[tuple[Formula, Place]]:
    """The formulas of a lesson: in its texts, displayed, and beside its widgets' readouts."""
    for text in lesson.texts():
        yield from text_formulas(text)
    for block in lesson.blocks:
        if isinstance(block, MathBlock):
            yield Formula(block.latex.text, True), block.latex.place
        if isinstance(block, WidgetBlock):
            for latex in block.widget.READOUTS.values():
                yield Formula(latex, False), block.place


def course_formulas(course: Course) -> Iterator[tuple[Formula, Place]]:
    """Every formula of the course."""
    for text in shared_texts(course):
        yield from text_formulas(text)
    for lesson in course.lessons:
        yield from lesson_formulas(lesson)
    for symbol in course.symbols.values():
        yield Formula(symbol.latex.text, False), symbol.latex.place


def lesson_references(lesson: Lesson, *kinds: str) -> Iterator[Reference]:
    """What the texts of a lesson refer to."""
    for text in lesson.texts():
        yield from (each for each in references(text) if each.kind in kinds)


def lesson_terms(lesson: Lesson) -> dict[str, None]:
    """Names of the terms that a lesson uses, in order."""
    return dict.fromkeys(each.target for each in lesson_references(lesson, "term"))
