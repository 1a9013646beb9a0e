"""The text of a lesson → Lesson, with every problem in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from builder.blocks import BLOCK_PARSERS, Draft, parse_widget
from builder.expressions import Names, fill_numbers
from builder.fields import as_fields, optional_text, read_fields, text_field, unknown_keys
from builder.model import Block, Lesson, Video, WidgetBlock
from builder.places import ContentError, Fields, Place, Problem, Text, allowed_names
from builder.prose import convert, slot

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*$\n?", re.DOTALL | re.MULTILINE)
FENCE = re.compile(r"(?P<ticks>`{3,}|~{3,})[ \t]*(?P<kind>[^\s`]*)[^`]*$")
LESSON_KEYS = ("title", "heading", "summary", "minutes", "video")
VIDEO_KEYS = ("title", "minutes", "file", "embed")


@dataclass(frozen=True)
class Fence:
    """A data block as it stands in the text."""

    kind: str
    """Its first word: widget, quiz or math."""
    inside: Text
    """Its lines."""
    place: Place
    """Of its opening line."""


def parse_lesson(text: str, path: str) -> tuple[Lesson | None, list[Problem]]:
    """The lesson, and what is wrong with it; no lesson where its head cannot be read."""
    place = Place(path, 1)
    try:
        head, body = split_front_matter(text, place)
        source, fences = cut_fences(body)
    except ContentError as error:
        return None, [error.problem]
    problems: list[Problem] = []
    widgets, names = parse_widgets(fences, problems)
    blocks = parse_blocks(fences, widgets, names, problems)
    source, found = fill_numbers(source, names)
    problems += found
    try:
        lesson = make_lesson(head, source, blocks, place, problems)
    except ContentError as error:
        return None, [*problems, error.problem]
    return lesson, problems


def split_front_matter(text: str, place: Place) -> tuple[Fields, Text]:
    """The YAML between the first lines of dashes, and the rest at its place."""
    if not text.strip():
        raise ContentError(place, "the lesson is empty")
    match = FRONT_MATTER.match(text)
    if not match:
        raise ContentError(place, "a lesson begins with front matter between two lines of '---'")
    body = Text(text[match.end() :], place.down(text.count("\n", 0, match.end())))
    if not body.text.strip():
        raise ContentError(place, "the lesson has front matter and no text")
    return read_fields(match["yaml"], place.down(1)), body


def cut_fences(body: Text) -> tuple[Text, list[Fence]]:
    """The text with a slot for each data block, as many lines as before; and the blocks.

    Other fenced code stays where it is.
    """
    kept: list[str] = []
    fences: list[Fence] = []
    lines = iter(enumerate(body.text.split("\n")))
    for number, line in lines:
        opening = FENCE.match(line)
        if not opening:
            kept.append(line)
            continue
        place = body.place.down(number)
        inside = list(until_closed(lines, opening["ticks"], place))
        if opening["kind"] not in BLOCK_PARSERS:
            refuse_near_kind(opening["kind"], place)
            kept += [line, *inside, opening["ticks"]]
            continue
        kept += [slot(len(fences)), *[""] * (len(inside) + 1)]
        fences.append(Fence(opening["kind"], Text("\n".join(inside), place.down(1)), place))
    return Text("\n".join(kept), body.place), fences


def until_closed(lines: Iterator[tuple[int, str]], ticks: str, place: Place) -> Iterator[str]:
    """The lines up to the closing one, which is taken too."""
    for _, line in lines:
        if line.rstrip().startswith(ticks) and not line.strip().strip(ticks[0]):
            return
        yield line
    raise ContentError(place, f"the fence '{ticks}' that opens here is never closed")


def refuse_near_kind(kind: str, place: Place) -> None:
    """A misspelt data block would be shown as code: ContentError where one seems to be meant."""
    told = allowed_names(tuple(BLOCK_PARSERS), kind)
    if kind and "Did you mean" in told:
        raise ContentError(place, f"unknown kind of block '{kind}'{told}")


def parse_widgets(
    fences: list[Fence], problems: list[Problem]
) -> tuple[dict[int, WidgetBlock], Names]:
    """The widgets by the number of their fence; and by the names that expressions call them."""
    widgets: dict[int, WidgetBlock] = {}
    for number, fence in enumerate(fences):
        if fence.kind != "widget":
            continue
        try:
            draft = Draft(read_fields(fence.inside.text, fence.inside.place), fence.place, {})
            widgets[number] = parse_widget(draft)
            problems += draft.problems
        except ContentError as error:
            problems.append(error.problem)
    return widgets, {block.id.replace("-", "_"): block.widget for block in widgets.values()}


def parse_blocks(
    fences: list[Fence], widgets: dict[int, WidgetBlock], names: Names, problems: list[Problem]
) -> tuple[Block | None, ...]:
    """One block for each fence, None where it cannot be read.

    Numbers are filled in before the YAML is read, so a widget, whose options give the names that
    numbers use, is read a second time for its texts.
    """
    blocks: list[Block | None] = []
    for number, fence in enumerate(fences):
        if fence.kind == "widget" and number not in widgets:
            blocks.append(None)
            continue
        inside, found = fill_numbers(fence.inside, names)
        problems += found
        try:
            draft = Draft(read_fields(inside.text, inside.place), fence.place, names)
            blocks.append(BLOCK_PARSERS[fence.kind](draft))
            problems += draft.problems if fence.kind != "widget" else []
        except ContentError as error:
            problems.append(error.problem)
            blocks.append(None)
    return tuple(blocks)


def make_lesson(
    head: Fields,
    source: Text,
    blocks: tuple[Block | None, ...],
    place: Place,
    problems: list[Problem],
) -> Lesson:
    """The lesson of its parts."""
    problems += unknown_keys(head, LESSON_KEYS, "a lesson")
    whole = tuple(block for block in blocks if block is not None)
    minutes = optional_text(head, "minutes")
    return Lesson(
        place=place,
        slug=PurePosixPath(place.path).stem.lstrip("0123456789").lstrip("-"),
        title=text_field(head, "title", "a lesson"),
        heading=text_field(head, "heading", "a lesson"),
        summary=text_field(head, "summary", "a lesson"),
        minutes=whole_number(minutes) if minutes else reading_minutes(source, whole),
        video=parse_video(head, problems),
        source=source,
        prose=convert(source.text),
        blocks=whole,
    )


def parse_video(head: Fields, problems: list[Problem]) -> Video | None:
    """The video of the front matter."""
    if "video" not in head.values:
        return None
    fields = as_fields(head.values["video"], "the video")
    problems += unknown_keys(fields, VIDEO_KEYS, "the video")
    return Video(
        title=text_field(fields, "title", "the video"),
        minutes=whole_number(text_field(fields, "minutes", "the video")),
        file=optional_text(fields, "file"),
        embed=optional_text(fields, "embed"),
    )


def whole_number(text: Text) -> int:
    """The number of minutes that a text holds."""
    if not text.text.isdecimal() or not 0 < int(text.text) < 1000:
        told = f"'{text.text}' is no number of minutes (allowed: 1 to 999)"
        raise ContentError(text.place, told)
    return int(text.text)


def reading_minutes(source: Text, blocks: tuple[Block, ...]) -> int:
    """Minutes for the words at a calm pace, and for each block what learners spend on it."""
    seconds = len(source.text.split()) / WORDS_A_SECOND
    seconds += sum(BLOCK_SECONDS[type(block).__name__] for block in blocks)
    return max(1, round(seconds / 60))


WORDS_A_SECOND = 4
BLOCK_SECONDS = {"MathBlock": 10, "WidgetBlock": 60, "QuizBlock": 60}
