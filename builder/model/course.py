"""Every type of the course and the site, in the order of the flow."""

from collections.abc import Mapping
from dataclasses import dataclass

from builder.model.inputs import Input
from builder.model.lesson_parts import Video
from builder.model.reference import Reference
from builder.model.share import Share
from builder.model.source import Place, Text


@dataclass(frozen=True)
class Term:
    """A word of the glossary."""

    name: str
    """By which lessons link to it: term:name."""
    term: Text
    """The word itself."""
    definition: Text
    """What it means."""


@dataclass(frozen=True)
class Symbol:
    """A letter of the course's formulas."""

    name: str
    """By which legends call it."""
    latex: Text
    """How it is written."""
    meaning: Text
    """What it stands for, everywhere in the course."""
    aloud: Text | None
    """How it is read, if that is not plain."""


@dataclass(frozen=True)
class Vocabulary:
    """What all lessons have in common."""

    terms: Mapping[str, Term]
    """The glossary, by name."""
    symbols: Mapping[str, Symbol]
    """The letters of the formulas, by name."""
    lost: frozenset[str]
    """Of "terms" and "symbols": where some could not be read."""


@dataclass(frozen=True)
class Lesson:
    """What the course knows of a lesson: all but the HTML of its page, which `Parts` has."""

    key: str
    """Another one for whatever else the lesson could be made from; its parts are kept under it."""
    place: Place
    """Of the file."""
    section: str
    """The folder of its section."""
    slug: str
    """Its name in addresses."""
    title: str
    """Of the lesson, without any markup."""
    name: str
    """The title as HTML, for lists and links: nothing in it can be pressed."""
    description: str
    """One sentence on what it teaches, without any markup."""
    about: str
    """The same as HTML, for lists and links."""
    minutes: int
    """To read and play through the main part."""
    is_draft: bool
    """Whether only the preview shows it."""
    video: Video | None
    """At its head, if any."""
    needs: frozenset[str]
    """Python packages that its widgets need."""
    code: frozenset[str] | None
    """Python packages that its cells import; None where readers have no code to change."""
    ids: tuple[str, ...]
    """What a link can point to: its headings and blocks."""
    widgets: Mapping[str, tuple[str, str]]
    """Kind and options of each widget by its id, for links to states of it; options as JSON."""
    references: tuple[Reference, ...]
    """The links, images and files in its texts."""
    terms: tuple[str, ...]
    """Names of the terms that it uses, in order."""
    symbols: tuple[str, ...]
    """Names of the symbols that it uses, in order."""
    texts_show: str
    """The characters in its texts, in order."""
    formulas_show: str
    """The characters in its formulas, in order."""
    alone: tuple[Share, ...]
    """The blocks that have a page of their own too."""
    inputs: tuple[Input, ...]
    """Files that were read for its HTML."""

    @property
    def url(self) -> str:
        """Of its page, relative to the site's root."""
        return f"{self.section}/{self.slug}.html"

    @property
    def all_minutes(self) -> int:
        """With the video."""
        return self.minutes + (self.video.minutes if self.video else 0)


@dataclass(frozen=True)
class Parts:
    """The HTML of a lesson's page that is not that of other pages too."""

    title: str
    """In the lesson's head."""
    heading: str
    """Of the main part."""
    summary: str
    """Of the main part."""
    video_title: str
    """Empty without a video."""
    outline: str
    """The list "On this page"."""
    body: str
    """The running text with all blocks."""
    definitions: str
    """What the terms of the page open."""
    alone: tuple[tuple[str, str], ...]
    """Body and definitions of the pages of blocks that have one."""


@dataclass(frozen=True)
class Planned:
    """A lesson that is announced."""

    title: Text
    """Of the lesson to come."""


@dataclass(frozen=True)
class Section:
    """A part of the course."""

    slug: str
    """Its name in addresses, and the folder of its lessons."""
    title: Text
    """Of the section."""
    summary: Text
    """One sentence on what it is about."""
    entries: tuple[Lesson | Planned, ...]
    """In the order to read."""

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """Those that are written."""
        return tuple(entry for entry in self.entries if isinstance(entry, Lesson))


@dataclass(frozen=True)
class Course:
    """The whole content."""

    title: Text
    """Of the course."""
    description: Text
    """One sentence for the index and for previews."""
    language: str
    """As in the lang attribute."""
    address: str
    """Where the site will be, with a slash at the end; empty if nobody said."""
    python: str
    """When Python starts: "near", as a widget comes near the view, or on "demand"."""
    sections: tuple[Section, ...]
    """In the order to read."""
    vocabulary: Vocabulary
    """Its glossary and its symbols."""
    lost: frozenset[str]
    """Of "lessons", "terms" and "symbols": where some could not be read."""

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """All that are written, in the order to read."""
        return tuple(lesson for section in self.sections for lesson in section.lessons)

    @property
    def needs(self) -> tuple[str, ...]:
        """Python packages that some lesson needs."""
        found = (lesson.needs | (lesson.code or frozenset()) for lesson in self.lessons)
        return tuple(sorted(frozenset().union(*found)))

    @property
    def has_code(self) -> bool:
        """Whether readers have code to change anywhere."""
        return any(lesson.code is not None for lesson in self.lessons)
