"""The rules for the Markdown of a single text, whichever one it is."""

import re
from collections.abc import Iterator
from html import unescape

from builder.blocks import KINDS
from builder.checking.listings import check_listings
from builder.model.lesson_parts import Prose
from builder.model.source import Problem, Text
from builder.reading.commonmark import same_address
from builder.reading.references import references

HEADING = re.compile(r"\s*#{1,6}[ \t]")


def check_text(text: Text, prose: Prose, is_body: bool) -> Iterator[Problem]:
    """What is wrong with a text; only the body of a lesson has headings and data blocks."""
    starts = [0, *(found.end() for found in re.finditer("\n", text.text))]
    for fault in dict.fromkeys([*prose.faults, *(prose.heading_faults if is_body else ())]):
        yield Problem(text.at(starts[fault.line]), fault.message)
    yield from unread_links(text, prose, starts)
    yield from check_listings(text, prose, KINDS, is_body)
    if not is_body and (prose.headings or HEADING.match(text.text)):
        yield Problem(text.place, "a heading cannot stand in this text (allowed: **words**)")


def unread_links(text: Text, prose: Prose, starts: list[int]) -> Iterator[Problem]:
    """Links and images that the rules for links do not see, since they are written in odd ways."""
    seen = {same_address(unescape(each.target)) for each in references(text)}
    for line, address in prose.addresses:
        if address not in seen and address.removeprefix("term:") not in seen:
            told = f"the link to '{address}' cannot be checked (allowed: [words](address))"
            yield Problem(text.at(starts[line]), told)
