"""HTML that authors write into their Markdown: what must not get into a page.

A page loads nothing from another site and runs no script but its own, whatever its author pastes.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from builder.parsed import ParsedLesson
from builder.places import Place, Problem

REFUSED = ("base", "embed", "form", "frame", "iframe", "link", "meta", "object", "script", "style")
LOADING = ("background", "data", "poster", "src", "srcset", "style")
"""Attributes from which a browser loads something at once."""
ELSEWHERE = re.compile(r"(?:https?:)?//[^\s,)\"']+", re.IGNORECASE)


class Markup(HTMLParser):
    """The trouble in a text of HTML: a sentence, and what to look for to find its place."""

    def __init__(self, html: str):
        super().__init__()
        self.troubles: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in REFUSED:
            told = f"the tag <{tag}> cannot stand in a lesson"
            self.troubles.append((told, f"<{tag}"))
        for name, value in attrs:
            if name.startswith("on"):
                told = (
                    f"the attribute '{name}' cannot stand in a lesson: pages run their own script"
                )
                self.troubles.append((told, name))
            for address in ELSEWHERE.findall(value or "") if name in LOADING else ():
                told = f"'{address}' lies on another site, and pages load nothing from there"
                self.troubles.append((f"{told} (allowed: a file of the content)", address))


def check_markup(lesson: ParsedLesson) -> Iterator[Problem]:
    """Tags and addresses that no page may hold."""
    for told, needle in Markup(lesson.prose.html).troubles:
        yield Problem(place_of(needle, lesson), told)


def place_of(needle: str, lesson: ParsedLesson) -> Place:
    """Where the lesson's text first holds the words; Markdown keeps no better account."""
    found = lesson.source.text.casefold().find(needle.casefold())
    return lesson.source.at(found) if found >= 0 else lesson.place
