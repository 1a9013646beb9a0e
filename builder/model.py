"""Every type of the course and the site, in the order of the flow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.places import Place, Text
from pycore.widgets.model import Widget


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
class MathBlock:
    """A displayed formula with its legend."""

    id: str
    """Of the element."""
    place: Place
    """Of the fence."""
    latex: Text
    """The formula."""
    title: Text | None
    """A caption, if any."""
    legend: tuple[Text, ...]
    """Names of symbols, in the order in which they are to be read."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield from filter(None, [self.title])


@dataclass(frozen=True)
class WidgetBlock:
    """A widget."""

    id: str
    """Of the element."""
    place: Place
    """Of the fence."""
    kind: str
    """Its name in pycore's table of kinds."""
    options: Mapping[str, Any]
    """The author's options, as pycore parses them."""
    widget: Widget
    """What the options describe."""
    title: Text
    """Its heading."""
    caption: Text | None
    """What to see in it, if said."""
    labels: tuple[Text, ...]
    """What the experiments' buttons say."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield from filter(None, [self.title, self.caption, *self.labels])


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    text: Text
    """What it says."""
    right: bool
    """Whether it is right."""
    feedback: Text
    """What the reader is told who chooses it."""


@dataclass(frozen=True)
class ChoiceQuestion:
    """A question with answers to choose from: one, or several where several are right."""

    ask: Text
    """The question."""
    choices: tuple[Choice, ...]
    """In the order shown."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield self.ask
        for choice in self.choices:
            yield choice.text
            yield choice.feedback


@dataclass(frozen=True)
class Mistake:
    """A wrong number that has a reason."""

    answer: float
    """The number."""
    feedback: Text
    """How one comes to it."""


@dataclass(frozen=True)
class NumberQuestion:
    """A question for a number."""

    ask: Text
    """The question."""
    answer: float
    """The right number, computed by pycore."""
    tolerance: float
    """How far off still counts as right."""
    feedback: Text
    """For the right number."""
    mistakes: tuple[Mistake, ...]
    """Wrong numbers that have a reason, in order."""
    otherwise: Text
    """For every other number."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield from (self.ask, self.feedback, self.otherwise)
        for mistake in self.mistakes:
            yield mistake.feedback


type Question = ChoiceQuestion | NumberQuestion


@dataclass(frozen=True)
class QuizBlock:
    """A quiz."""

    id: str
    """Of the element."""
    place: Place
    """Of the fence."""
    questions: tuple[Question, ...]
    """In the order asked."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        for question in self.questions:
            yield from question.texts()


type Block = MathBlock | WidgetBlock | QuizBlock


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
    sections: tuple[Section, ...]
    """In the order to read."""
    terms: Mapping[str, Term]
    """The glossary, by name."""
    symbols: Mapping[str, Symbol]
    """The letters of the formulas, by name."""

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """All that are written, in the order to read."""
        return tuple(lesson for section in self.sections for lesson in section.lessons)


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
