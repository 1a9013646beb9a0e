"""The rules that hold across a course: each a function from the course to problems."""

import posixpath
from collections.abc import Iterator
from pathlib import Path

from builder.model import Course
from builder.notation import Notation, check_formulas, check_legends, check_symbols
from builder.places import Place, Problem, allowed_names
from builder.texts import lesson_references

OUTSIDE = ("https:", "http:", "mailto:")


def check_course(course: Course, notation: Notation, folder: Path) -> list[Problem]:
    """Everything that is wrong with the course as a whole."""
    return [
        *check_formulas(course, notation),
        *check_symbols(course, notation),
        *check_legends(course, notation),
        *check_terms(course),
        *check_slugs(course),
        *check_ids(course),
        *check_links(course, folder),
    ]


def check_terms(course: Course) -> Iterator[Problem]:
    """Terms that the glossary does not define, and those that no lesson uses."""
    used = set()
    for lesson in course.lessons:
        for reference in lesson_references(lesson, "term"):
            used.add(reference.target)
            if reference.target not in course.terms:
                told = allowed_names(tuple(course.terms), reference.target)
                yield Problem(reference.place, f"unknown term '{reference.target}'{told}")
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


def check_links(course: Course, folder: Path) -> Iterator[Problem]:
    """Links that lead nowhere, images that are missing or that nobody describes."""
    lessons = {Path(lesson.place.path).resolve(): lesson for lesson in course.lessons}
    for lesson in course.lessons:
        here = Path(lesson.place.path).resolve()
        for reference in lesson_references(lesson, "image"):
            if reference.label.strip() == "":
                told = f"the image '{reference.target}' has no description between [ and ]"
                yield Problem(reference.place, told)
            if not (here.parent / reference.target).is_file():
                yield Problem(reference.place, f"there is no image '{reference.target}'")
        for reference in lesson_references(lesson, "link"):
            if reference.target.startswith(OUTSIDE):
                continue
            name, _, anchor = reference.target.partition("#")
            target = lessons.get((here.parent / name).resolve()) if name else lesson
            if target is None and not (name and is_file_of(folder, here.parent / name)):
                known = tuple(f"{posixpath.relpath(path, here.parent)}" for path in lessons)
                told = f"the link '{reference.target}' leads nowhere{allowed_names(known, name)}"
                yield Problem(reference.place, told)
            elif target and anchor and anchor not in target.ids:
                told = f"the link '{reference.target}' leads to no heading or block"
                yield Problem(reference.place, told + allowed_names(target.ids, anchor))


def is_file_of(folder: Path, path: Path) -> bool:
    """Whether the path is a file of the content that the site can carry."""
    inside = path.resolve().is_relative_to(folder.resolve())
    return inside and path.is_file() and path.suffix not in (".md", ".yaml")
