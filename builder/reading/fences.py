"""Cuts the data blocks out of a lesson's text."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from builder.model.source import ContentError, Place, Text
from builder.reading.commonmark import Token, read_blocks
from builder.reading.markdown_html import slot

OPENING = re.compile(r"(?P<ticks>`{3,}|~{3,})[ \t]*(?P<kind>[^\s`:{]*)[^`]*$")
AROUND = ("container_details_open", "container_details_close")
"""What a block may stand in."""


@dataclass(frozen=True)
class Fence:
    """A data block as it stands in the text."""

    kind: str
    """Its first word, such as quiz."""
    inside: Text
    """Its lines."""
    place: Place
    """Of its opening line."""


def cut_fences(body: Text, kinds: Collection[str]) -> tuple[Text, list[Fence]]:
    """The text with a slot for each data block, as many lines as before; and the blocks.

    Others stay where they are, to be read or refused as code. ContentError where a fence is never
    closed.
    """
    lines = body.text.split("\n")
    fences: list[Fence] = []
    inside = 0
    for token in read_blocks(body.text):
        inside += token.nesting if token.type not in AROUND else 0
        if token.type != "fence" or not token.map:
            continue
        start, end = token.map
        place = body.place.down(start)
        check_closed(token, lines[start:end], kinds, place)
        kind = token.info.strip()
        if inside or kind not in kinds or not lines[start].startswith(token.markup):
            continue
        text = "\n".join(lines[start + 1 : end - 1])
        lines[start:end] = [slot(len(fences)), *[""] * (end - start - 1)]
        fences.append(Fence(kind, Text(text, place.down(1)), place))
    return Text("\n".join(lines), body.place), fences


def check_closed(token: Token, lines: list[str], kinds: Collection[str], place: Place) -> None:
    """ContentError where a fence is never closed, or a data block begins in it.

    One with fewer ticks can stand there, to be shown.
    """
    ticks = token.markup
    told = f"the fence '{ticks}' that opens here is never closed"
    for down, line in enumerate(lines[1:], 1):
        inner = OPENING.match(line)
        if inner and inner["kind"] in kinds and line.startswith(ticks):
            told += f" (a block '{inner['kind']}' begins in line {place.line + down})"
            raise ContentError(place, told)
    closing = rf"[\s>]*{ticks[0]}{{{len(ticks)},}}\s*"
    if len(lines) < 2 or not re.fullmatch(closing, lines[-1]):
        raise ContentError(place, told)
