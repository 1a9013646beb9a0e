"""The rules for what lessons link to and show: other lessons, and files of the content."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, unquote

from builder.checking.carried_files import exists, is_file_of, plain_path, refusal
from builder.checking.link_states import state_problem
from builder.model.course import Course, Lesson
from builder.model.reference import Reference
from builder.model.source import Problem, Text, allowed_names, nearest_name
from builder.reading.found_formulas import text_references
from builder.reading.parsed_lesson import ParsedLesson
from builder.reading.references import references
from pycore.frames.answers import parse_widget

OUTSIDE = ("https:", "http:", "mailto:", "tel:")
ALIKE = 0.75
"""How like a file's name the name of a missing one must be to be a misspelt one."""


def check_links(course: Course, folder: Path) -> Iterator[Problem]:
    """Links that lead nowhere, and images that are missing."""
    lessons = {plain_path(Path(each.place.path)): each for each in course.lessons}
    for lesson in course.lessons:
        for reference in lesson.references:
            if reference.kind == "link":
                told = link_problem(reference, lesson, lessons, course.lost, folder)
            else:
                told = shown_problem(reference, lesson, folder)
            if told:
                yield Problem(reference.place, told)


def check_images(lesson: ParsedLesson) -> Iterator[Problem]:
    """Images that nobody describes."""
    for reference in text_references(lesson):
        if reference.kind != "image":
            continue
        if not reference.label.strip():
            told = f"the image '{reference.target}' has no description between [ and ]"
            yield Problem(reference.place, told)


def shown_problem(reference: Reference, lesson: Lesson, folder: Path) -> str:
    """What is wrong with an image, or with a file that an HTML tag shows; mostly nothing."""
    if reference.target.startswith((*OUTSIDE, "//")):
        told = f"'{reference.target}' lies on another site, and pages load nothing from there"
        return f"{told} (allowed: a file of the content)"
    path = beside(lesson, reference.target)
    if is_file_of(folder, path):
        why = refusal(folder, path)
        return why and f"the {reference.kind} '{reference.target}' {why}"
    meant = file_alike(reference.target, lesson, folder)
    hint = f". Did you mean '{meant}'?" if meant else ""
    return f"there is no {reference.kind} '{reference.target}'{hint}"


def file_alike(target: str, lesson: Lesson, folder: Path) -> str:
    """The address of a file in the same folder with a name like that of one that is missing."""
    path = beside(lesson, target)
    if not path.is_relative_to(plain_path(folder)) or not path.parent.is_dir():
        return ""
    names = [each.name for each in path.parent.iterdir() if is_file_of(folder, each)]
    name = nearest_name(names, path.name, ALIKE)
    return name and target.rpartition("/")[0] + "/" * ("/" in target) + quote(name)


def link_problem(
    reference: Reference,
    lesson: Lesson,
    lessons: Mapping[Path, Lesson],
    lost: frozenset[str],
    folder: Path,
) -> str:
    """What is wrong with a link; mostly nothing."""
    if reference.target.startswith(OUTSIDE):
        return ""
    name, _, fragment = reference.target.partition("#")
    anchor, has_state, state = unquote(fragment).partition("?")
    path = beside(lesson, name)
    target = lessons.get(path) if name else lesson
    if target is None or not reference.target:
        unread = "lessons" in lost and path.suffix == ".md" and exists(path)
        if unread:
            return ""
        if reference.target and is_file_of(folder, path):
            why = refusal(folder, path)
            return why and f"the file '{reference.target}' {why}"
        here = plain_path(Path(lesson.place.path)).parent
        known = [Path(os.path.relpath(each, here)).as_posix() for each in lessons]
        return f"the link '{reference.target}' leads nowhere{allowed_names(known, name)}"
    told = f"the link '{reference.target}'"
    if has_state and anchor in target.widgets:
        why = state_problem(parse_widget(*target.widgets[anchor]), state)
        return why and f"{told} names no state of the widget '{anchor}': {why}"
    if "lessons" in lost:
        return ""
    if has_state:
        return f"{told} names a state and leads to no widget{allowed_names(target.widgets, anchor)}"
    if anchor and anchor not in target.ids:
        return f"{told} leads to no heading or block{allowed_names(target.ids, anchor)}"
    return ""


def check_reach(texts: Iterable[Text]) -> Iterator[Problem]:
    """Links and images that would lead elsewhere from every page that shows the text."""
    for text in texts:
        for reference in references(text):
            outside = reference.kind == "link" and reference.target.startswith(OUTSIDE)
            if reference.kind in ("link", "image", "file") and not outside:
                told = f"'{reference.target}' cannot be reached from a text that many pages show"
                yield Problem(reference.place, f"{told} (allowed: https:, mailto:, tel: and term:)")


def check_videos(course: Course, folder: Path) -> Iterator[Problem]:
    """Videos that are missing, or that no site can carry."""
    for lesson in course.lessons:
        file = lesson.video.file if lesson.video else None
        if not file:
            continue
        path = beside(lesson, file.text)
        if not is_file_of(folder, path):
            yield Problem(file.place, f"there is no video '{file.text}'")
        elif why := refusal(folder, path):
            yield Problem(file.place, f"the video '{file.text}' {why}")


def check_names(course: Course, folder: Path) -> Iterator[Problem]:
    """Files whose names differ in small and capital letters only: one file on many systems."""
    seen: dict[str, Path] = {}
    for lesson in course.lessons:
        named = [(each.target, each.place) for each in lesson.references]
        if lesson.video and lesson.video.file:
            named.append((lesson.video.file.text, lesson.video.file.place))
        for path, place in ((beside(lesson, target), place) for target, place in named):
            first = seen.setdefault(str(path).casefold(), path)
            if first != path and is_file_of(folder, path) and is_file_of(folder, first):
                told = f"the file '{path.name}' would be '{first.name}' on many systems"
                yield Problem(place, f"{told} (allowed: names that differ not only in capitals)")


def beside(lesson: Lesson, target: str) -> Path:
    """The file that an address in a lesson names: "a%20b.png" is "a b.png" in its folder."""
    return plain_path(Path(lesson.place.path).parent / unquote(target))
