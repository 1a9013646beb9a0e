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
