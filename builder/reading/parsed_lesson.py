"""A lesson as its author wrote it, read: what `parse.py` makes of one file."""

from collections.abc import Iterator
from dataclasses import dataclass

from builder.model.inputs import Input
from builder.model.lesson_parts import Prose, Video
from builder.model.source import Place, Text
from builder.reading.block import Block


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
    is_draft: bool
    """Whether only the preview shows it."""
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
        return frozenset().union(*(block.needs() for block in self.blocks))

    @property
    def code(self) -> frozenset[str] | None:
        """Python packages that its cells import; None where readers have no code to change."""
        found = [each for block in self.blocks if (each := block.code_imports()) is not None]
        return frozenset().union(*found) if found else None

    @property
    def widgets(self) -> dict[str, tuple[str, str]]:
        """Kind and options (a JSON text) of its widgets by their ids."""
        found = ((block.id, block.widget_options()) for block in self.blocks)
        return {name: options for name, options in found if options}

    @property
    def inputs(self) -> tuple[Input, ...]:
        """Files that were read for its HTML."""
        return tuple(each for block in self.blocks for each in block.inputs())

    @property
    def ids(self) -> tuple[str, ...]:
        """What a link can point to: the lesson's headings and blocks."""
        return (*(each.id for each in self.prose.headings), *(block.id for block in self.blocks))
