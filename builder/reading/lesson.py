"""The text of a lesson → ParsedLesson, with every problem in it."""

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Any

from builder.blocks import KINDS, find_kind
from builder.model.lesson_parts import Video
from builder.model.source import ContentError, Fields, Notes, Place, Text
from builder.reading.block import Block, Draft
from builder.reading.computed_numbers import fill_numbers
from builder.reading.expression_sandbox import Names
from builder.reading.fences import Fence, cut_fences
from builder.reading.limits import check_length
from builder.reading.markdown_html import convert, page_name
from builder.reading.parsed_lesson import ParsedLesson
from builder.reading.yaml_fields import (
    as_fields,
    is_yes,
    noted_text,
    optional_text,
    read_fields,
    text_field,
    unknown_keys,
)

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
ID_LINE = re.compile(r"^id:[ \t]*[\"']?([a-z][a-z0-9-]*)", re.MULTILINE)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LESSON_KEYS = ("title", "heading", "summary", "minutes", "video", "draft")
VIDEO_KEYS = ("title", "minutes", "file", "embed")


def parse_lesson(text: str, place: Place, notes: Notes) -> ParsedLesson | None:
    """The lesson; none, and a note, where its front matter cannot be read.

    ContentError where it has no text.
    """
    head_text, body = split_front_matter(text, place)
    head = None
    with notes.losing("lessons"):
        head = read_fields(head_text, place)
    source, fences = cut_fences(body, KINDS)
    check_length(source)
    named, names = parse_named(fences, notes)
    blocks = parse_blocks(fences, named, names, notes)
    source = fill_numbers(source, names, notes)
    return make_lesson(head, source, blocks, notes) if head else None


def split_front_matter(text: str, place: Place) -> tuple[Text, Text]:
    """The YAML between the first lines of dashes, and the rest."""
    if not text.strip():
        raise ContentError(place, "the lesson is empty")
    match = FRONT_MATTER.match(text)
    if not match:
        raise ContentError(place, "a lesson begins with front matter between two lines of '---'")
    body = Text(text[match.end() :], place.down(text.count("\n", 0, match.end())))
    if not body.text.strip():
        raise ContentError(place, "the lesson has front matter and no text")
    return Text(match["yaml"], place.down(1)), body


def parse_named(fences: list[Fence], notes: Notes) -> tuple[dict[int, Block], Names]:
    """The blocks that expressions may call, by the number of their fence; and their values by name.

    The name of one that cannot be read stands for the problem with it.
    """
    blocks: dict[int, Block] = {}
    names: dict[str, Any] = {}
    for number, fence in enumerate(fences):
        if not find_kind(fence.kind).HAS_VALUE:
            continue
        with notes.losing("lessons"):
            blocks[number] = parse_block(fence, fence.inside, {}, notes)
        if number in blocks:
            names[blocks[number].id.replace("-", "_")] = blocks[number].value()
        elif found := ID_LINE.search(fence.inside.text):
            names[found[1].replace("-", "_")] = notes.problems[-1]
    return blocks, names


def parse_blocks(
    fences: list[Fence], named: Collection[int], names: Names, notes: Notes
) -> tuple[Block, ...]:
    """The blocks that can be read.

    Numbers are filled in before the YAML is read, so a block that gives one of the names that
    numbers use is read a second time for its texts.
    """
    blocks: list[Block] = []
    for number, fence in enumerate(fences):
        if find_kind(fence.kind).HAS_VALUE and number not in named:
            continue
        with notes.losing("lessons"):
            inside = fill_numbers(fence.inside, names, notes)
            blocks.append(parse_block(fence, inside, names, notes))
    return tuple(blocks)


def parse_block(fence: Fence, inside: Text, names: Names, notes: Notes) -> Block:
    """The block of a fence, whose lines may have their numbers filled in."""
    kind = find_kind(fence.kind)
    draft = Draft(kind, read_fields(inside, fence.place), fence.place, names, notes)
    kind.check_keys(draft)
    return kind.parse(draft)


def make_lesson(
    head: Fields, source: Text, blocks: tuple[Block, ...], notes: Notes
) -> ParsedLesson:
    """The lesson of its parts."""
    notes.problems.extend(unknown_keys(head, LESSON_KEYS, "a lesson"))
    minutes, video, is_draft = reading_minutes(source, blocks), None, False
    with notes.losing("lessons"):
        if given := optional_text(head, "minutes"):
            minutes = whole_number(given)
    with notes.losing("lessons"):
        video = parse_video(head, notes)
    with notes.losing("lessons"):
        is_draft = is_yes(head, "draft", "the lesson is a draft")
    return ParsedLesson(
        place=head.place,
        slug=page_slug(head.place),
        title=noted_text(head, "title", "a lesson", notes),
        heading=noted_text(head, "heading", "a lesson", notes),
        summary=noted_text(head, "summary", "a lesson", notes),
        minutes=minutes,
        is_draft=is_draft,
        video=video,
        source=source,
        prose=convert(source.text),
        blocks=blocks,
    )


def page_slug(place: Place) -> str:
    """The name of a lesson's page: "content/start/02-what.md" gives "what"."""
    name = PurePosixPath(place.path).name
    slug = page_name(name).removesuffix(".html")
    if not SLUG.fullmatch(slug):
        told = f"'{name}' cannot be the name of a lesson (allowed: small letters, digits and '-')"
        raise ContentError(place, told)
    return slug


def parse_video(head: Fields, notes: Notes) -> Video | None:
    """The video of the front matter."""
    if "video" not in head.values:
        return None
    fields = as_fields(head.values["video"], "the video")
    notes.problems.extend(unknown_keys(fields, VIDEO_KEYS, "the video"))
    return Video(
        title=text_field(fields, "title", "the video"),
        minutes=whole_number(text_field(fields, "minutes", "the video")),
        file=optional_text(fields, "file"),
        embed=optional_text(fields, "embed"),
    )


def whole_number(text: Text) -> int:
    """The number of minutes that a text holds."""
    if not re.fullmatch("[1-9][0-9]{0,2}", text.text.strip()):
        told = f"'{text.text}' is no number of minutes (allowed: 1 to 999)"
        raise ContentError(text.place, told)
    return int(text.text)


def reading_minutes(source: Text, blocks: tuple[Block, ...]) -> int:
    """Minutes for the words at a calm pace, and for each block what learners spend on it."""
    seconds = len(source.text.split()) / WORDS_A_SECOND
    seconds += sum(block.SECONDS for block in blocks)
    return max(1, round(seconds / 60))


WORDS_A_SECOND = 4
