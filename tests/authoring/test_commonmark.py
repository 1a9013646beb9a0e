"""Markdown as the CommonMark standard reads it: each of its examples looks as the standard says, or
is refused with a line. `pytest tests/test_commonmark.py -rP` prints the counts.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from builder.checking.html_markup import check_text
from builder.checking.markdown import check_markdown
from builder.model.source import Place, Text
from builder.project import ROOT
from builder.reading.markdown_html import convert
from support.courses import Case, read_cases
from support.same_html import same

EXAMPLE = re.compile(
    r"^#{1,6} +(?P<section>.*?)$"
    r"|^`{32} example\n(?P<markdown>(?:.*\n)*?)\.\n(?P<html>(?:.*\n)*?)`{32}$",
    re.MULTILINE,
)
AS_STANDARD, REFUSED, ON_PURPOSE = "as the standard", "refused", "different on purpose"
TWO_WAYS = "other Markdown tools read this as"
"""How the sentence begins about what Python-Markdown would read in another way."""
COUNTS: dict[str, tuple[int, int, int]] = {
    # Section: examples as the standard, refused, and different on purpose.
    "Tabs": (10, 0, 1),
    "Backslash escapes": (10, 1, 2),
    "Entity and numeric character references": (13, 1, 3),
    "Precedence": (1, 0, 0),
    "Thematic breaks": (19, 0, 0),
    "ATX headings": (5, 0, 13),
    "Setext headings": (22, 0, 5),
    "Indented code blocks": (11, 0, 1),
    "Fenced code blocks": (26, 0, 3),
    "HTML blocks": (14, 0, 30),
    "Link reference definitions": (21, 1, 5),
    "Paragraphs": (8, 0, 0),
    "Blank lines": (0, 0, 1),
    "Block quotes": (21, 0, 4),
    "List items": (47, 0, 1),
    "Lists": (26, 0, 0),
    "Inlines": (1, 0, 0),
    "Code spans": (19, 2, 1),
    "Emphasis and strong emphasis": (123, 6, 3),
    "Links": (58, 25, 7),
    "Images": (21, 0, 1),
    "Autolinks": (7, 8, 4),
    "Raw HTML": (6, 5, 9),
    "Hard line breaks": (11, 2, 2),
    "Soft line breaks": (2, 0, 0),
    "Textual content": (3, 0, 0),
}


@dataclass(frozen=True)
class Example:
    """One of the standard's."""

    section: str
    number: int
    markdown: str
    html: str


def examples() -> Iterator[Example]:
    """All of them, in order."""
    text = (ROOT / "node_modules" / "commonmark-spec" / "spec.txt").read_text("utf-8")
    section, number = "", 0
    for found in EXAMPLE.finditer(text.replace("→", "\t")):
        section = found["section"] or section
        if found["markdown"] is not None:
            number += 1
            yield Example(section, number, found["markdown"], found["html"])


def outcome(markdown: str, html: str) -> str:
    """What becomes of an example; AssertionError where it silently looks otherwise."""
    text = Text(markdown.removesuffix("\n"), Place("a.md", 1))
    prose = convert(text.text)
    problems = [
        each
        for each in (*check_markdown(text, prose, is_body=True), *check_text(text, prose))
        if "unknown language" not in each.message
    ]
    if problems:
        lines = {each.place.line for each in problems}
        assert lines <= set(range(1, text.text.count("\n") + 2))
        is_judged = any(each.message.startswith(TWO_WAYS) for each in problems)
        return REFUSED if is_judged else ON_PURPOSE
    assert same(prose.html, top=2) == same(html)
    return AS_STANDARD


def test_every_example_is_right_or_refused() -> None:
    counts: dict[str, Counter[str]] = {}
    silent = []
    for each in examples():
        try:
            way = outcome(each.markdown, each.html)
        except AssertionError as error:
            silent.append(f"{each.number} ({each.section}): {error}")
            continue
        counts.setdefault(each.section, Counter())[way] += 1
    for section, found in counts.items():
        print(f"{section:40}", *(f"{found[each]:4} {each}" for each in WAYS), sep="  ")
    total = sum(counts.values(), Counter())
    print(f"{'All':40}", *(f"{total[each]:4} {each}" for each in WAYS), sep="  ")
    assert silent == []
    assert {name: tuple(found[each] for each in WAYS) for name, found in counts.items()} == COUNTS


WAYS = (AS_STANDARD, REFUSED, ON_PURPOSE)


@pytest.mark.parametrize("case", read_cases("tables.md"), ids=lambda case: case.title)
def test_tables_are_those_of_github(case: Case) -> None:
    assert outcome(case.parts["markdown"], case.parts["html"]) == AS_STANDARD
