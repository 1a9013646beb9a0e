"""Lists of lessons: of a section, around a lesson, and of those that use a term or symbol."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from builder.model.course import Course, Lesson, Section
from builder.model.source import Text


@dataclass(frozen=True)
class Entry:
    """A lesson in a list of lessons."""

    name: str
    """Its title as HTML."""
    url: str
    """Of its page, relative to the site's root; empty for one that is planned."""
    lesson: Lesson | None
    """The lesson, where it is written."""


def uses(
    course: Course, used: Callable[[Lesson], Iterable[str]], prefix: str
) -> dict[str, list[tuple[str, Lesson]]]:
    """Address and lesson of the first use in each lesson, by the name of what is used."""
    found: dict[str, list[tuple[str, Lesson]]] = defaultdict(list)
    for lesson in course.lessons:
        for name in used(lesson):
            found[name].append((f"{lesson.url}#{prefix}{name}", lesson))
    return found


def entries_of(section: Section, bare: Callable[[Text], str]) -> list[Entry]:
    """The lessons of a section, written and planned."""
    return [
        Entry(each.name, each.url, each)
        if isinstance(each, Lesson)
        else Entry(bare(each.title), "", None)
        for each in section.entries
    ]


def around(entries: list[Entry], index: int) -> list[tuple[str, Entry]]:
    """The entries before and after one, with the way there."""
    before = [("previous", entries[index - 1])] if index > 0 else []
    return [*before, *(("next", entry) for entry in entries[index + 1 : index + 2])]
