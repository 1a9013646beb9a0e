"""content/ → Course, with every problem in its files."""

import re
from dataclasses import dataclass
from pathlib import Path

from builder.lessons import Source, make_lessons
from builder.model.course import Course, Lesson, Planned, Section, Vocabulary
from builder.model.source import ContentError, Fields, Notes, Problem, Text, Value, allowed_names
from builder.reading.content_folder import TAKEN, Content
from builder.reading.lesson import SLUG
from builder.reading.vocabulary import load_vocabulary
from builder.reading.yaml_fields import (
    as_fields,
    items_field,
    noted_text,
    optional_text,
    text_field,
    unknown_keys,
)

COURSE_KEYS = ("title", "description", "language", "address", "python", "sections")
STARTS = ("near", "demand")
SECTION_KEYS = ("title", "slug", "summary", "lessons")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Plan:
    """A section, with the texts of its lessons."""

    slug: str
    """Its name in addresses, and the folder of its lessons."""
    title: Text
    """Of the section."""
    summary: Text
    """One sentence on what it is about."""
    entries: list[Source | Planned]
    """In the order to read."""


def load_course(folder: Path) -> tuple[Course | None, list[Problem]]:
    """The course of a content folder; no course where its first file cannot be read."""
    content = Content(folder)
    vocabulary = load_vocabulary(content)
    course = None
    with content.notes.losing("lessons"):
        course = make_course(content.fields("course.yaml"), content, vocabulary)
    return course, content.notes.problems


def make_course(fields: Fields, content: Content, vocabulary: Vocabulary) -> Course:
    """The course of course.yaml, with its lessons."""
    notes = content.notes
    notes.problems.extend(unknown_keys(fields, COURSE_KEYS, "the course"))
    plans: list[Plan] = []
    address, python = "", STARTS[0]
    for item in items_field(fields, "sections", "the course"):
        with notes.losing("lessons"):
            section = as_fields(item, "a section")
            plans.append(plan_section(section, section_slug(section, plans), content))
    if all(problem.place.path != fields.place.path for problem in notes.problems):
        note_unlisted(fields, content)
    with notes.losing("lessons"):
        address = read_address(optional_text(fields, "address"))
    with notes.losing("lessons"):
        python = read_start(optional_text(fields, "python"))
    return Course(
        title=noted_text(fields, "title", "the course", notes),
        description=noted_text(fields, "description", "the course", notes),
        language=read_language(fields, notes),
        address=address,
        python=python,
        sections=make_sections(plans, vocabulary, notes),
        vocabulary=vocabulary,
        lost=frozenset(notes.lost),
    )


def read_language(fields: Fields, notes: Notes) -> str:
    """The language of the pages."""
    text = noted_text(fields, "language", "the course", notes)
    if text.text and not LANGUAGE.fullmatch(text.text):
        told = f"'{text.text}' is no language (allowed: codes such as en, de, pt-BR)"
        notes.problems.append(Problem(text.place, told))
    return text.text


def section_slug(fields: Fields, others: list[Plan]) -> str:
    """The name of a section's folder."""
    slug = text_field(fields, "slug", "a section")
    if not SLUG.fullmatch(slug.text) or slug.text in TAKEN:
        told = f"'{slug.text}' cannot be the folder of a section"
        allowed = f"allowed: small letters, digits and '-', but not {', '.join(TAKEN)}"
        raise ContentError(slug.place, f"{told} ({allowed})")
    if any(slug.text == other.slug for other in others):
        raise ContentError(slug.place, f"two sections have the folder '{slug.text}'")
    return slug.text


def plan_section(fields: Fields, slug: str, content: Content) -> Plan:
    """A section with the texts of its folder."""
    content.notes.problems.extend(unknown_keys(fields, SECTION_KEYS, "a section"))
    entries: list[Source | Planned] = []
    known = lesson_files(content, slug)
    for item in items_field(fields, "lessons", "a section"):
        with content.notes.losing("lessons"):
            entries.append(load_entry(item, slug, known, content))
    return Plan(
        slug=slug,
        title=noted_text(fields, "title", "a section", content.notes),
        summary=noted_text(fields, "summary", "a section", content.notes),
        entries=entries,
    )


def make_sections(plans: list[Plan], vocabulary: Vocabulary, notes: Notes) -> tuple[Section, ...]:
    """The sections with their lessons; what is wrong with these is noted."""
    sources = [each for plan in plans for each in plan.entries if isinstance(each, Source)]
    outcomes = make_lessons(sources, vocabulary)
    lessons: dict[int, Lesson | None] = {}
    for source, made in zip(sources, outcomes, strict=True):
        lessons[id(source)] = made.lesson
        notes.problems.extend(made.problems)
        notes.lost.update(["lessons"] if made.is_lost else [])
    sections = []
    for plan in plans:
        found = (each if isinstance(each, Planned) else lessons[id(each)] for each in plan.entries)
        sections.append(Section(plan.slug, plan.title, plan.summary, tuple(filter(None, found))))
    return tuple(sections)


def load_entry(item: Value, slug: str, known: list[str], content: Content) -> Source | Planned:
    """The text of the lesson that an entry names, or the lesson that it announces."""
    if isinstance(item, Fields):
        found = unknown_keys(item, ("planned",), "an entry without a file")
        content.notes.problems.extend(found)
        return Planned(text_field(item, "planned", "an entry without a file"))
    if not isinstance(item, Text):
        raise ContentError(item.place, "an entry is the name of a lesson's file, or 'planned: …'")
    name = f"{slug}/{item.text}.md"
    if name not in known:
        folder = content.place(slug).path
        names = allowed_names([Path(each).stem for each in known], item.text)
        raise ContentError(item.place, f"there is no lesson '{item.text}' in {folder}{names}")
    first = content.listed.setdefault(name, item.place)
    if first is not item.place:
        told = f"the lesson '{item.text}' stands in line {first.line} already"
        raise ContentError(item.place, told)
    return Source(slug, content.read(name))


def lesson_files(content: Content, folder: str) -> list[str]:
    """The lessons in a folder of the content, such as "start/01-first.md"."""
    paths = sorted(content.folder.glob(f"{folder}/*.md"))
    return [
        path.relative_to(content.folder).as_posix()
        for path in paths
        if path.is_file() and not path.name.startswith(".")
    ]


def note_unlisted(fields: Fields, content: Content) -> None:
    """A lesson that no section names would be lost without a word: note it."""
    for name in lesson_files(content, "*"):
        if name not in content.listed:
            told = f"no section of {fields.place.path} lists this lesson"
            content.notes.problems.append(Problem(content.place(name), told))


def read_address(text: Text | None) -> str:
    """Where the site will be, with a slash at its end."""
    if text is None:
        return ""
    if not re.fullmatch(r"https?://[^\s?#<>\"]+", text.text):
        told = f"'{text.text}' is no address of a site (allowed: https://… or http://…)"
        raise ContentError(text.place, told)
    return text.text.rstrip("/") + "/"


def read_start(text: Text | None) -> str:
    """When Python starts on the course's pages."""
    if text and text.text not in STARTS:
        told = f"'{text.text}' does not say when Python starts{allowed_names(STARTS, text.text)}"
        raise ContentError(text.place, told)
    return text.text if text else STARTS[0]
