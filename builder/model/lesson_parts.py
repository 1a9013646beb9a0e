"""The parts of a lesson that are no blocks: its video, and its running text as HTML."""

from collections import Counter
from dataclasses import dataclass, field

from builder.model.source import Text


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
class Fault:
    """What is wrong in a Markdown text."""

    line: int
    """Of the text, from 0."""
    message: str
    """For its author."""


@dataclass(frozen=True)
class Listing:
    """A block of code to read."""

    line: int
    """Of the text, from 0."""
    info: str
    """What stands behind the ticks of a fence; of indented code, its first line."""
    language: str
    """The name in that; empty without one."""
    is_fenced: bool
    """Whether there is a fence."""


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
class Refusal:
    """Something that was left out."""

    message: str
    """One sentence."""
    needles: tuple[str, ...]
    """What to look for in the author's text; the next one where that is not found."""
    which: int = 0
    """Which of these it is, from 0."""


@dataclass
class Sanitised:
    """What became of some HTML; grows while its tree is walked."""

    pieces: list[str] = field(default_factory=list)
    """The HTML."""
    refused: list[Refusal] = field(default_factory=list)
    """In order."""
    tags: list[str] = field(default_factory=list)
    """Names of all elements, in the order of their start tags."""
    addresses: list[tuple[str, str]] = field(default_factory=list)
    """Attribute and value of all that leads or loads from somewhere."""
    seen: Counter[str] = field(default_factory=Counter)
    """How often a thing was refused."""

    @property
    def html(self) -> str:
        """All of it."""
        return "".join(self.pieces)

    def refuse(self, message: str, *needles: str) -> None:
        """Takes down what was left out."""
        self.refused.append(Refusal(message, needles, self.seen[needles[0]]))
        self.seen[needles[0]] += 1


@dataclass(frozen=True)
class Prose:
    """A Markdown text as HTML, with placeholders for what the course fills in."""

    html: str
    """Sanitised, with a placeholder for each formula, and a comment for each block."""
    raw: str
    """The same as Markdown gives it."""
    formulas: tuple[str, ...]
    """LaTeX by the number of its placeholder."""
    headings: tuple[Heading, ...]
    """In order."""
    judged: Sanitised
    """What the HTML holds, and what was left out of it."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with the text."""
    heading_faults: tuple[Fault, ...] = ()
    """What is wrong with its headings, where it may have some."""
    listings: tuple[Listing, ...] = ()
    """Its blocks of code, in order."""
