"""The parts of a lesson that are no blocks: its video, and its running text as HTML."""

from dataclasses import dataclass

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
class Prose:
    """A Markdown text as HTML, with placeholders for what the course fills in."""

    html: str
    """With a placeholder for each formula, and a comment for each block."""
    formulas: tuple[str, ...]
    """LaTeX by the number of its placeholder."""
    headings: tuple[Heading, ...]
    """In order."""
    faults: tuple[Fault, ...]
    """What is wrong with the text."""
    heading_faults: tuple[Fault, ...]
    """What is wrong with its headings, where it may have some."""
    listings: tuple[Listing, ...]
    """Its blocks of code, in order."""
    addresses: tuple[tuple[int, str], ...]
    """What its links and images lead to, each with its paragraph's line."""
