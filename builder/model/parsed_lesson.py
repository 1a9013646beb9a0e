"""A lesson as its author wrote it, read: what `parse.py` makes of one file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from builder.model.blocks import Block, WidgetBlock
from builder.model.code_blocks import CellBlock, ExerciseBlock, imports_of
from builder.model.source import Place, Text
from builder.pages.update_rules import can_race
from builder.pyodide.wheels import PACKAGES


def has_rule(block: Block) -> bool:
    """Whether a block is a widget whose update rule readers can change."""
    return isinstance(block, WidgetBlock) and can_race(block.widget)


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
class ParsedLesson:
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
        return frozenset(package for widget in widgets for package in widget.needs())

    @property
    def code(self) -> frozenset[str] | None:
        """Python packages that its cells import; None where readers have no code to change."""
        blocks = [each for each in self.blocks if isinstance(each, CellBlock | ExerciseBlock)]
        if not blocks and not any(map(has_rule, self.blocks)):
            return None
        sources = (source.text for block in blocks for source in block.sources())
        imported = {name for source in sources for name, _ in imports_of(source)}
        return frozenset(imported & PACKAGES.keys())

    @property
    def widgets(self) -> dict[str, tuple[str, str]]:
        """Kind and options (a JSON text) of its widgets by their ids."""
        widgets = (block for block in self.blocks if isinstance(block, WidgetBlock))
        return {each.id: (each.kind, json.dumps(each.options)) for each in widgets}

    @property
    def ids(self) -> tuple[str, ...]:
        """What a link can point to: the lesson's headings and blocks."""
        return (*(each.id for each in self.prose.headings), *(block.id for block in self.blocks))
