"""content/ → Course, with every problem in its files."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.fields import (
    as_fields,
    items_field,
    optional_text,
    read_fields,
    text_field,
    unknown_keys,
)
from builder.model import Course, Lesson, Planned, Section, Symbol, Term
from builder.parse import parse_lesson
from builder.places import ContentError, Fields, Place, Problem, Text, Value, allowed_names

COURSE_KEYS = ("title", "description", "language", "address", "sections")
SECTION_KEYS = ("title", "slug", "summary", "lessons")


@dataclass(frozen=True)
class Content:
    """The folder that is being read, and what was found wrong in it so far."""

    folder: Path
    """The author's folder."""
    problems: list[Problem] = field(default_factory=list)
    """Grows as files are read."""

    def place(self, name: str) -> Place:
        """The first line of a file of the folder, as the author would name it."""
        path = os.path.relpath(self.folder / name)
        outside = path.startswith("..")
        return Place(Path(self.folder / name if outside else path).as_posix(), 1)

    def read(self, name: str) -> str:
        """The text of a file; ContentError where there is none or it is not UTF-8."""
        try:
            text = (self.folder / name).read_text("utf-8-sig")
        except FileNotFoundError:
            raise ContentError(self.place(name), "this file is missing") from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start)
            told = f"the file is not UTF-8 (the byte 0x{error.object[error.start]:02x} is not)"
            raise ContentError(self.place(name).down(line), told) from None
        return text.replace("\r\n", "\n")

    def fields(self, name: str) -> Fields:
        """The YAML of a file; none where it cannot be read, with the problem noted."""
        try:
            return read_fields(self.read(name), self.place(name))
        except ContentError as error:
            self.problems.append(error.problem)
            return Fields({}, {}, self.place(name))


def load_course(folder: Path) -> tuple[Course | None, list[Problem]]:
    """The course of a content folder; no course where its first file cannot be read."""
    content = Content(folder)
    terms = load_terms(content)
    symbols = load_symbols(content)
    try:
        fields = read_fields(content.read("course.yaml"), content.place("course.yaml"))
        course = make_course(fields, content, terms, symbols)
    except ContentError as error:
        return None, [*content.problems, error.problem]
    return course, content.problems


def make_course(
    fields: Fields, content: Content, terms: Mapping[str, Term], symbols: Mapping[str, Symbol]
) -> Course:
    """The course of course.yaml, with its lessons."""
    content.problems.extend(unknown_keys(fields, COURSE_KEYS, "the course"))
    sections = tuple(
        make_section(as_fields(item, "a section"), content)
        for item in items_field(fields, "sections", "the course")
    )
    note_unlisted(fields, sections, content)
    return Course(
        title=text_field(fields, "title", "the course"),
        description=text_field(fields, "description", "the course"),
        language=text_field(fields, "language", "the course").text,
        address=read_address(optional_text(fields, "address")),
        sections=sections,
        terms=terms,
        symbols=symbols,
    )


def make_section(fields: Fields, content: Content) -> Section:
    """A section with the lessons of its folder."""
    content.problems.extend(unknown_keys(fields, SECTION_KEYS, "a section"))
    slug = text_field(fields, "slug", "a section")
    entries: list[Lesson | Planned] = []
    for item in items_field(fields, "lessons", "a section"):
        try:
            entry = load_entry(item, slug.text, content)
        except ContentError as error:
            content.problems.append(error.problem)
        else:
            entries += [entry] if entry else []
    return Section(
        slug=slug.text,
        title=text_field(fields, "title", "a section"),
        summary=text_field(fields, "summary", "a section"),
        entries=tuple(entries),
    )


def load_entry(item: Value, slug: str, content: Content) -> Lesson | Planned | None:
    """The lesson that an entry names; none where it cannot be read, with the problems noted."""
    if isinstance(item, Fields):
        content.problems.extend(unknown_keys(item, ("planned",), "an entry without a file"))
        return Planned(text_field(item, "planned", "an entry without a file"))
    if not isinstance(item, Text):
        raise ContentError(item.place, "an entry is the name of a lesson's file, or 'planned: …'")
    name = f"{slug}/{item.text}.md"
    if not (content.folder / name).is_file():
        files = tuple(sorted(path.stem for path in (content.folder / slug).glob("*.md")))
        told = f"there is no lesson '{item.text}'{allowed_names(files, item.text)}"
        raise ContentError(item.place, told)
    lesson, problems = parse_lesson(content.read(name), content.place(name).path)
    content.problems.extend(problems)
    return lesson


def note_unlisted(fields: Fields, sections: tuple[Section, ...], content: Content) -> None:
    """A lesson that no section names would be lost without a word: note it."""
    listed = {problem.place.path for problem in content.problems}
    listed |= {lesson.place.path for section in sections for lesson in section.lessons}
    for path in sorted(content.folder.glob("*/*.md")):
        place = content.place(path.relative_to(content.folder).as_posix())
        if place.path not in listed:
            told = f"no section of {fields.place.path} lists this lesson"
            content.problems.append(Problem(place, told))


def read_address(text: Text | None) -> str:
    """Where the site will be, with a slash at its end."""
    if text is None:
        return ""
    if not text.text.startswith(("https://", "http://")):
        told = f"'{text.text}' is no address (allowed: https://… or http://…)"
        raise ContentError(text.place, told)
    return text.text.rstrip("/") + "/"


def load_terms(content: Content) -> dict[str, Term]:
    """The glossary."""
    terms = {}
    for name, value in content.fields("glossary.yaml").values.items():
        try:
            fields = as_fields(value, f"the term '{name}'")
            content.problems.extend(unknown_keys(fields, ("term", "definition"), "a term"))
            term = text_field(fields, "term", "a term")
            terms[name] = Term(name, term, text_field(fields, "definition", "a term"))
        except ContentError as error:
            content.problems.append(error.problem)
    return terms


def load_symbols(content: Content) -> dict[str, Symbol]:
    """The letters of the formulas."""
    symbols = {}
    for name, value in content.fields("symbols.yaml").values.items():
        try:
            fields = as_fields(value, f"the symbol '{name}'")
            content.problems.extend(unknown_keys(fields, ("latex", "meaning", "aloud"), "a symbol"))
            latex = text_field(fields, "latex", "a symbol")
            meaning = text_field(fields, "meaning", "a symbol")
            symbols[name] = Symbol(name, latex, meaning, optional_text(fields, "aloud"))
        except ContentError as error:
            content.problems.append(error.problem)
    return symbols
