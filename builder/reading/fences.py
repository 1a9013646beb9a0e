"""Cuts the data blocks out of a lesson's text."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from builder.model.source import ContentError, Notes, Place, Text, allowed_names, nearest_name
from builder.reading.markdown_html import slot

FENCE = re.compile(r"(?P<indent>[ \t]*)(?P<ticks>`{3,}|~{3,})[ \t]*(?P<kind>[^\s`]*)[^`]*$")
MEANT = 0.75
"""How like a kind of block a word must be to be a misspelt one, and no language of code."""


@dataclass(frozen=True)
class Fence:
    """A data block as it stands in the text."""

    kind: str
    """Its first word, such as quiz."""
    inside: Text
    """Its lines."""
    place: Place
    """Of its opening line."""


def cut_fences(body: Text, kinds: Collection[str], notes: Notes) -> tuple[Text, list[Fence]]:
    """The text with a slot for each data block, as many lines as before; and the blocks.

    Other fenced code stays where it is. ContentError where a fence is never closed.
    """
    kept: list[str] = []
    fences: list[Fence] = []
    lines = iter(enumerate(body.text.split("\n")))
    for number, line in lines:
        opening = FENCE.match(line)
        place = body.place.down(number)
        if not opening or opening["indent"]:
            with notes.losing("lessons"):
                refuse_indented(opening["kind"] if opening else "", kinds, place)
            kept.append(line)
            continue
        inside = list(until_closed(lines, opening["ticks"], place, kinds))
        if opening["kind"] in kinds:
            kept += [slot(len(fences)), *[""] * (len(inside) + 1)]
            fences.append(Fence(opening["kind"], Text("\n".join(inside), place.down(1)), place))
        else:
            with notes.losing("lessons"):
                refuse_near_kind(opening["kind"], kinds, place)
            kept += [line, *inside, opening["ticks"]]
    return Text("\n".join(kept), body.place), fences


def until_closed(
    lines: Iterator[tuple[int, str]], ticks: str, place: Place, kinds: Collection[str]
) -> Iterator[str]:
    """The lines up to the closing one, which is taken too.

    A data block cannot begin among them, unless with fewer ticks: ContentError.
    """
    told = f"the fence '{ticks}' that opens here is never closed"
    for down, (_, line) in enumerate(lines, 1):
        if line.rstrip().startswith(ticks) and not line.strip().strip(ticks[0]):
            return
        inner = FENCE.match(line)
        if inner and inner["kind"] in kinds and line.startswith(ticks):
            told += f" (a block '{inner['kind']}' begins in line {place.line + down})"
            break
        yield line
    raise ContentError(place, told)


def refuse_indented(kind: str, kinds: Collection[str], place: Place) -> None:
    """An indented data block would be shown as code: ContentError."""
    if kind in kinds:
        raise ContentError(place, f"the block '{kind}' must begin at the start of its line")


def refuse_near_kind(kind: str, kinds: Collection[str], place: Place) -> None:
    """A misspelt data block would be shown as code: ContentError where one seems to be meant."""
    if nearest_name(kinds, kind, MEANT):
        raise ContentError(place, f"unknown kind of block '{kind}'{allowed_names(kinds, kind)}")
