"""The rules that hold across a course: each a function from the course to problems."""

from collections.abc import Iterator
from pathlib import Path

from builder.checking.formulas import check_formulas, check_symbols
from builder.checking.html_markup import check_text
from builder.checking.lesson import unknown_terms
from builder.checking.links import check_links, check_names, check_reach, check_videos
from builder.checking.markdown import check_markdown
from builder.formulas.symbols import Notation
from builder.model.course import Course
from builder.model.source import Place, Problem
from builder.reading.found_formulas import shared_texts, symbol_formulas, text_formulas
from builder.reading.markdown_html import converted
from builder.reading.references import references


def check_course(course: Course, notation: Notation, folder: Path) -> list[Problem]:
    """Everything that is wrong with the course as a whole.

    What follows only from something that could not be read is not told.
    """
    return [
        *check_shared_texts(course, notation),
        *check_symbols(course, notation),
        *check_terms(course),
        *check_slugs(course),
        *check_links(course, folder),
        *check_videos(course, folder),
        *check_names(course, folder),
    ]


def check_shared_texts(course: Course, notation: Notation) -> Iterator[Problem]:
    """What is wrong with texts that stand in no lesson."""
    texts = list(shared_texts(course))
    formulas = [*text_formulas(texts), *symbol_formulas(course.vocabulary)]
    yield from check_formulas(texts, formulas, notation, course.vocabulary)
    yield from check_reach(texts)
    for text in texts:
        yield from check_text(text, converted(text.text))
        yield from check_markdown(text, converted(text.text), is_body=False)
    found = (each for text in texts for each in references(text))
    yield from unknown_terms(found, course.vocabulary)


def check_terms(course: Course) -> Iterator[Problem]:
    """Terms that no lesson uses."""
    if "lessons" in course.lost or "terms" in course.lost:
        return
    used = {name for lesson in course.lessons for name in lesson.terms}
    for term in course.vocabulary.terms.values():
        if term.name not in used:
            told = f"no lesson uses the term '{term.name}'"
            yield Problem(term.term.place, told, is_warning=True)


def check_slugs(course: Course) -> Iterator[Problem]:
    """Two lessons that would be one page."""
    for section in course.sections:
        seen: dict[str, Place] = {}
        for lesson in section.lessons:
            first = seen.setdefault(lesson.slug, lesson.place)
            if first is not lesson.place:
                told = f"this lesson would be the same page as {first.path}"
                yield Problem(lesson.place, told)
