"""The rules for the Markdown of a single text, whichever one it is."""

import re
from collections.abc import Iterator

from builder.blocks import KINDS
from builder.checking.listings import check_listings
from builder.model.lesson_parts import Prose
from builder.model.source import Problem, Text

HEADING = re.compile(r"\s*#{1,6}[ \t]")


def check_markdown(text: Text, prose: Prose, is_body: bool) -> Iterator[Problem]:
    """What is wrong with a text; only the body of a lesson has headings and data blocks."""
    starts = [0, *(found.end() for found in re.finditer("\n", text.text))]
    for fault in dict.fromkeys([*prose.faults, *(prose.heading_faults if is_body else ())]):
        yield Problem(text.at(starts[fault.line]), fault.message)
    yield from check_listings(text, prose, KINDS, is_body)
    if not is_body and (prose.headings or HEADING.match(text.text)):
        yield Problem(text.place, "a heading cannot stand in this text (allowed: **words**)")
