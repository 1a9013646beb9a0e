"""content/ → Course, with every problem in its files."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.fields import (
    as_fields,
    items_field,
    noted_text,
    optional_text,
    read_fields,
    text_field,
    unknown_keys,
)
from builder.model import Course, Lesson, Planned, Section, Symbol, Term
from builder.parse import SLUG, parse_lesson
from builder.places import ContentError, Fields, Notes, Place, Problem, Text, Value, allowed_names

COURSE_KEYS = ("title", "description", "language", "address", "python", "sections")
STARTS = ("near", "demand")
SECTION_KEYS = ("title", "slug", "summary", "lessons")
TAKEN = ("assets", "runtime", "embed")
"""Folders of the site that are no sections."""
NAME = re.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
GLOSSARY_IDS = ("symbols", "terms")
"""Ids of the glossary page's own parts."""
REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ue000\ue001]")
"""Characters that nobody types: marks of Markdown's and ours, and ends of lines to YAML alone."""


@dataclass(frozen=True)
class Content:
    """The folder that is being read, and what was found wrong in it so far."""

    folder: Path
    """The author's folder."""
    notes: Notes = field(default_factory=Notes)
    """Grows as files are read."""
    listed: dict[str, Place] = field(default_factory=dict)
    """Where course.yaml names each lesson's file; grows too."""

    def place(self, name: str) -> Place:
        """The first line of a file of the folder, as the author would name it."""
        path = os.path.relpath(self.folder / name)
        outside = path.startswith("..")
        return Place(Path(self.folder / name if outside else path).as_posix(), 1)

    def read(self, name: str) -> Text:
        """The text of a file; ContentError where there is none, or none that can be used."""
        place = self.place(name)
        try:
            text = (self.folder / name).read_text("utf-8-sig")
        except FileNotFoundError:
            raise ContentError(place, "this file is missing") from None
        except OSError as error:
            raise ContentError(place, f"this file cannot be read: {error.strerror}") from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start)
            told = f"the file is not UTF-8 (the byte 0x{error.object[error.start]:02x} is not)"
            raise ContentError(place.down(line), told) from None
        if found := REFUSED.search(text):
            told = f"the character U+{ord(found[0]):04X} cannot be used"
            raise ContentError(place.down(text.count("\n", 0, found.start())), told)
        return Text(text, place)

    def fields(self, name: str) -> Fields:
        """The YAML of a file."""
        return read_fields(self.read(name), self.place(name))


def load_course(folder: Path) -> tuple[Course | None, list[Problem]]:
    """The course of a content folder; no course where its first file cannot be read."""
    content = Content(folder)
    terms = load_terms(content)
    symbols = load_symbols(content)
    course = None
    with content.notes.losing("lessons"):
        course = make_course(content.fields("course.yaml"), content, terms, symbols)
    return course, content.notes.problems


def make_course(
    fields: Fields, content: Content, terms: Mapping[str, Term], symbols: Mapping[str, Symbol]
) -> Course:
    """The course of course.yaml, with its lessons."""
    notes = content.notes
    notes.problems.extend(unknown_keys(fields, COURSE_KEYS, "the course"))
    sections: list[Section] = []
    address, python = "", STARTS[0]
    for item in items_field(fields, "sections", "the course"):
        with notes.losing("lessons"):
            section = as_fields(item, "a section")
            sections.append(make_section(section, section_slug(section, sections), content))
    if all(problem.place.path != fields.place.path for problem in notes.problems):
        note_unlisted(fields, content)
    with notes.losing("lessons"):
        address = read_address(optional_text(fields, "address"))
    with notes.losing("lessons"):
        python = read_start(optional_text(fields, "python"))
    return Course(
        title=noted_text(fields, "title", "the course", notes),
        description=noted_text(fields, "description", "the course", notes),
        language=noted_text(fields, "language", "the course", notes).text,
        address=address,
        python=python,
        sections=tuple(sections),
        terms=terms,
        symbols=symbols,
        lost=frozenset(notes.lost),
    )


def section_slug(fields: Fields, others: list[Section]) -> str:
    """The name of a section's folder."""
    slug = text_field(fields, "slug", "a section")
    if not SLUG.fullmatch(slug.text) or slug.text in TAKEN:
        told = f"'{slug.text}' cannot be the folder of a section"
        allowed = f"allowed: small letters, digits and '-', but not {', '.join(TAKEN)}"
        raise ContentError(slug.place, f"{told} ({allowed})")
    if any(slug.text == other.slug for other in others):
        raise ContentError(slug.place, f"two sections have the folder '{slug.text}'")
    return slug.text


def make_section(fields: Fields, slug: str, content: Content) -> Section:
    """A section with the lessons of its folder."""
    content.notes.problems.extend(unknown_keys(fields, SECTION_KEYS, "a section"))
    entries: list[Lesson | Planned] = []
    for item in items_field(fields, "lessons", "a section"):
        with content.notes.losing("lessons"):
            entry = load_entry(item, slug, content)
            entries += [entry] if entry else []
    return Section(
        slug=slug,
        title=noted_text(fields, "title", "a section", content.notes),
        summary=noted_text(fields, "summary", "a section", content.notes),
        entries=tuple(entries),
    )


def load_entry(item: Value, slug: str, content: Content) -> Lesson | Planned | None:
    """The lesson that an entry names; none where it cannot be read, with the problems noted."""
    if isinstance(item, Fields):
        found = unknown_keys(item, ("planned",), "an entry without a file")
        content.notes.problems.extend(found)
        return Planned(text_field(item, "planned", "an entry without a file"))
    if not isinstance(item, Text):
        raise ContentError(item.place, "an entry is the name of a lesson's file, or 'planned: …'")
    name = f"{slug}/{item.text}.md"
    known = lesson_files(content, slug)
    if name not in known:
        folder = content.place(slug).path
        names = allowed_names([Path(each).stem for each in known], item.text)
        raise ContentError(item.place, f"there is no lesson '{item.text}' in {folder}{names}")
    first = content.listed.setdefault(name, item.place)
    if first is not item.place:
        told = f"the lesson '{item.text}' stands in line {first.line} already"
        raise ContentError(item.place, told)
    text = content.read(name)
    return parse_lesson(text.text, text.place, content.notes)


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


def check_name(name: str, place: Place) -> None:
    """ContentError where a term or symbol has a name that no link can hold."""
    if not NAME.fullmatch(name) or name in GLOSSARY_IDS:
        told = f"'{name}' cannot be the name of a term or symbol"
        allowed = f"allowed: letters, digits and '-', but not {', '.join(GLOSSARY_IDS)}"
        raise ContentError(place, f"{told} ({allowed})")


def load_terms(content: Content) -> dict[str, Term]:
    """The glossary."""

    def make(name: str, fields: Fields) -> Term:
        term = text_field(fields, "term", "a term")
        return Term(name, term, text_field(fields, "definition", "a term"))

    return load_table(content, "glossary.yaml", "term", ("term", "definition"), make)


def load_symbols(content: Content) -> dict[str, Symbol]:
    """The letters of the formulas."""

    def make(name: str, fields: Fields) -> Symbol:
        latex = text_field(fields, "latex", "a symbol")
        meaning = text_field(fields, "meaning", "a symbol")
        return Symbol(name, latex, meaning, optional_text(fields, "aloud"))

    return load_table(content, "symbols.yaml", "symbol", ("latex", "meaning", "aloud"), make)


def load_table[T](
    content: Content, file: str, kind: str, keys: tuple[str, ...], make: Callable[[str, Fields], T]
) -> dict[str, T]:
    """The entries of a file of terms or symbols, by name."""
    made: dict[str, T] = {}
    with content.notes.losing(f"{kind}s"):
        entries = content.fields(file)
        for name, value in entries.values.items():
            with content.notes.losing(f"{kind}s"):
                check_name(name, entries.places[name])
                fields = as_fields(value, f"the {kind} '{name}'")
                content.notes.problems.extend(unknown_keys(fields, keys, f"a {kind}"))
                made[name] = make(name, fields)
    return made
