"""content/ → Course, with every problem in its files."""

import re
from dataclasses import dataclass
from pathlib import Path

from builder.model.course import Planned, Vocabulary
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
class Source:
    """A lesson's file, read."""

    section: str
    """The folder of its section."""
    text: Text
    """All of it."""
    is_listed: bool = True
    """Whether course.yaml lists it."""


@dataclass(frozen=True)
class SectionPlan:
    """A section, with the texts of its lessons."""

    slug: str
    """Its name in addresses, and the folder of its lessons."""
    title: Text
    """Of the section."""
    summary: Text
    """One sentence on what it is about."""
    entries: tuple[Source | Planned, ...]
    """In the order to read; lessons that are not listed come last."""


@dataclass(frozen=True)
class CoursePlan:
    """What course.yaml says, with the texts of all lessons."""

    title: Text
    """Of the course."""
    description: Text
    """One sentence for the index and for previews."""
    language: str
    """As in the lang attribute."""
    address: str
    """Where the site will be, with a slash at the end; empty if nobody said."""
    python: str
    """When Python starts: "near" or "demand"."""
    sections: tuple[SectionPlan, ...]
    """In the order to read."""
    vocabulary: Vocabulary
    """The glossary and the symbols."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The texts of all lessons, in the order to read."""
        entries = (each for section in self.sections for each in section.entries)
        return tuple(each for each in entries if isinstance(each, Source))


def read_plan(folder: Path) -> tuple[CoursePlan | None, Notes]:
    """What a content folder says; no course where its first file cannot be read."""
    content = Content(folder)
    vocabulary = load_vocabulary(content)
    plan = None
    with content.notes.losing("lessons"):
        plan = plan_course(content.fields("course.yaml"), content, vocabulary)
    return plan, content.notes


def plan_course(fields: Fields, content: Content, vocabulary: Vocabulary) -> CoursePlan:
    """The course of course.yaml, with the texts of its lessons."""
    notes = content.notes
    notes.problems.extend(unknown_keys(fields, COURSE_KEYS, "the course"))
    plans: list[SectionPlan] = []
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
    return CoursePlan(
        title=noted_text(fields, "title", "the course", notes),
        description=noted_text(fields, "description", "the course", notes),
        language=read_language(fields, notes),
        address=address,
        python=python,
        sections=tuple(plans),
        vocabulary=vocabulary,
    )


def read_language(fields: Fields, notes: Notes) -> str:
    """The language of the pages."""
    text = noted_text(fields, "language", "the course", notes)
    if text.text and not LANGUAGE.fullmatch(text.text):
        told = f"'{text.text}' is no language (allowed: codes such as en, de, pt-BR)"
        notes.problems.append(Problem(text.place, told))
    return text.text


def section_slug(fields: Fields, others: list[SectionPlan]) -> str:
    """The name of a section's folder."""
    slug = text_field(fields, "slug", "a section")
    if not SLUG.fullmatch(slug.text) or slug.text in TAKEN:
        told = f"'{slug.text}' cannot be the folder of a section"
        allowed = f"allowed: small letters, digits and '-', but not {', '.join(TAKEN)}"
        raise ContentError(slug.place, f"{told} ({allowed})")
    if any(slug.text == other.slug for other in others):
        raise ContentError(slug.place, f"two sections have the folder '{slug.text}'")
    return slug.text


def plan_section(fields: Fields, slug: str, content: Content) -> SectionPlan:
    """A section with the texts of its folder."""
    content.notes.problems.extend(unknown_keys(fields, SECTION_KEYS, "a section"))
    entries: list[Source | Planned] = []
    known = lesson_files(content, slug)
    for item in items_field(fields, "lessons", "a section"):
        with content.notes.losing("lessons"):
            entries.append(load_entry(item, slug, known, content))
    for name in known:
        if name not in content.listed:
            with content.notes.losing("lessons"):
                entries.append(Source(slug, content.read(name), is_listed=False))
    return SectionPlan(
        slug=slug,
        title=noted_text(fields, "title", "a section", content.notes),
        summary=noted_text(fields, "summary", "a section", content.notes),
        entries=tuple(entries),
    )


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
            warning = Problem(content.place(name), told, is_warning=True)
            content.notes.problems.append(warning)


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
