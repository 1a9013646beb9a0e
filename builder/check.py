"""The rules that hold across a course: each a function from the course to problems."""

from collections.abc import Iterator
from pathlib import Path

from builder.links import check_links, check_shared_texts, check_videos
from builder.markup import check_markup
from builder.model import Course
from builder.notation import Notation, check_formulas, check_legends, check_symbols
from builder.places import Place, Problem, allowed_names
from builder.scan import references
from builder.texts import course_texts, lesson_terms


def check_course(course: Course, notation: Notation, folder: Path) -> list[Problem]:
    """Everything that is wrong with the course as a whole.

    What follows only from something that could not be read is not told.
    """
    return [
        *check_formulas(course, notation),
        *check_symbols(course, notation),
        *check_legends(course, notation),
        *check_terms(course),
        *check_slugs(course),
        *check_ids(course),
        *check_links(course, folder),
        *check_markup(course),
        *check_shared_texts(course),
        *check_videos(course, folder),
    ]


def check_terms(course: Course) -> Iterator[Problem]:
    """Terms that the glossary does not define, and those that no lesson uses."""
    if "terms" in course.lost:
        return
    for text in course_texts(course):
        for reference in references(text):
            if reference.kind == "term" and reference.target not in course.terms:
                told = allowed_names(course.terms, reference.target)
                yield Problem(reference.place, f"unknown term '{reference.target}'{told}")
    if "lessons" in course.lost:
        return
    used = {name for lesson in course.lessons for name in lesson_terms(lesson)}
    for term in course.terms.values():
        if term.name not in used:
            yield Problem(term.term.place, f"no lesson uses the term '{term.name}'")


def check_slugs(course: Course) -> Iterator[Problem]:
    """Two lessons that would be one page."""
    for section in course.sections:
        seen: dict[str, Place] = {}
        for lesson in section.lessons:
            first = seen.setdefault(lesson.slug, lesson.place)
            if first is not lesson.place:
                told = f"this lesson would be the same page as {first.path}"
                yield Problem(lesson.place, told)


def check_ids(course: Course) -> Iterator[Problem]:
    """Two blocks of a lesson with one id, or a block with the id of a heading."""
    for lesson in course.lessons:
        headings = {heading.id for heading in lesson.prose.headings}
        seen: dict[str, Place] = {}
        for block in lesson.blocks:
            if block.id in seen:
                told = f"the id '{block.id}' is taken by the block in line {seen[block.id].line}"
                yield Problem(block.place, told)
            elif block.id in headings:
                yield Problem(block.place, f"the id '{block.id}' is taken by a heading")
            seen.setdefault(block.id, block.place)
