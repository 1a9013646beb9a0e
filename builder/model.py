"""Every type of the course and the site, in the order of the flow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from builder.lesson_blocks import (
    Block,
    Choice,
    ChoiceQuestion,
    MathBlock,
    Mistake,
    NumberQuestion,
    Question,
    QuizBlock,
    WidgetBlock,
)
from builder.places import Place, Text

__all__ = [
    "Asset",
    "Block",
    "Choice",
    "ChoiceQuestion",
    "Course",
    "Heading",
    "Lesson",
    "MathBlock",
    "Mistake",
    "NumberQuestion",
    "Page",
    "Planned",
    "Prose",
    "Question",
    "QuizBlock",
    "Section",
    "Site",
    "Symbol",
    "Term",
    "Video",
    "WidgetBlock",
]


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
class Video:
    """The lesson's video, or the announcement of one."""

    title: Text
    """What it is called."""
    minutes: int
    """How long it is."""
    file: Text | None
    """A video file of the content, if it is made."""
    embed: Text | None
    """An address to frame instead, if it lies elsewhere."""


@dataclass(frozen=True)
class Heading:
    """A heading of the running text."""

    level: int
    """3 for a section of the lesson."""
    id: str
    """Of the element."""
    html: str
    """Its words, with a placeholder for each formula."""


@dataclass(frozen=True)
class Prose:
    """A Markdown text as HTML, with placeholders for what the course fills in."""

    html: str
    """With a placeholder for each formula, and a comment for each block."""
    formulas: tuple[str, ...]
    """LaTeX by the number of its placeholder."""
    headings: tuple[Heading, ...]
    """In order."""


@dataclass(frozen=True)
class Lesson:
    """A lesson, parsed."""

    place: Place
    """Of the file."""
    slug: str
    """Its name in addresses."""
    title: Text
    """Of the lesson."""
    heading: Text
    """Of its main part."""
    summary: Text
    """One sentence on what it teaches."""
    minutes: int
    """To read and play through the main part."""
    video: Video | None
    """At its head, if any."""
    source: Text
    """The running text: Markdown with a slot where each block stood."""
    prose: Prose
    """The same as HTML."""
    blocks: tuple[Block, ...]
    """In order."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield from (self.title, self.heading, self.summary, self.source)
        if self.video:
            yield self.video.title
        for block in self.blocks:
            yield from block.texts()

    @property
    def needs(self) -> frozenset[str]:
        """Python packages that its widgets need."""
        widgets = (block.widget for block in self.blocks if isinstance(block, WidgetBlock))
        return frozenset(package for widget in widgets for package in widget.NEEDS)

    @property
    def ids(self) -> tuple[str, ...]:
        """What a link can point to: the lesson's headings and blocks."""
        return (*(each.id for each in self.prose.headings), *(block.id for block in self.blocks))


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
    terms: Mapping[str, Term]
    """The glossary, by name."""
    symbols: Mapping[str, Symbol]
    """The letters of the formulas, by name."""
    lost: frozenset[str]
    """Of "lessons", "terms" and "symbols": where some could not be read."""

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """All that are written, in the order to read."""
        return tuple(lesson for section in self.sections for lesson in section.lessons)

    @property
    def needs(self) -> tuple[str, ...]:
        """Python packages that some lesson needs."""
        return tuple(sorted({package for lesson in self.lessons for package in lesson.needs}))


@dataclass(frozen=True)
class Page:
    """A page of the site."""

    url: str
    """Relative to the site's root."""
    html: str
    """All of it."""


@dataclass(frozen=True)
class Asset:
    """A file of the site that is not a page."""

    url: str
    """Relative to the site's root."""
    data: bytes
    """All of it."""


@dataclass(frozen=True)
class Site:
    """The site, complete in memory."""

    pages: tuple[Page, ...]
    """What readers open."""
    assets: tuple[Asset, ...] = field(repr=False)
    """What pages need."""
