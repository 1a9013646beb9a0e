"""HTML that authors write into their Markdown: what must not get into a page, and what is open.

A page loads nothing from another site and runs no script but its own, whatever its author pastes.
A tag or a comment that is never closed swallows or changes what follows it.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from builder.model.source import Place, Problem, Text
from builder.reading.markdown_html import convert
from builder.reading.parsed_lesson import ParsedLesson
from builder.reading.references import VERBATIM, without_code

REFUSED = ("base", "embed", "form", "frame", "iframe", "link", "meta", "object", "script", "style")
LOADING = ("background", "data", "poster", "src", "srcset", "style")
"""Attributes from which a browser loads something at once."""
ELSEWHERE = re.compile(r"(?:https?:)?//[^\s,)\"']+", re.IGNORECASE)
VOID = "area base br col embed hr img input link meta source track wbr"
"""Elements without an end tag."""
OPTIONAL = "caption colgroup dd dt li optgroup option p rp rt tbody td tfoot th thead tr"
"""Elements whose end tag may be left out."""
FOREIGN = ("math", "svg")
"""In these, and nowhere else, "/>" closes a tag."""
COMMENT = re.compile(
    rf"(?P<code>{VERBATIM}) | <!--(?:(?!<!--).)*?--> | (?P<open><!--)",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


class Markup(HTMLParser):
    """The trouble in a text of HTML: a sentence, what to look for, and which of these it is."""

    def __init__(self, html: str):
        super().__init__()
        self.troubles: list[tuple[str, str, int]] = []
        self.opened: list[tuple[str, int, int]] = []
        """Tags that wait for their end: name, which of that name, line."""
        self.seen: Counter[str] = Counter()
        self.left: Counter[str] = Counter()
        """Tags that were told, by name: their end tags may still come, too late."""
        self.feed(html)
        self.close()
        # Markdown takes all behind a block's start tag for HTML: an empty line there was for it.
        behind = html.rstrip().split("\n")
        for tag, which, line in self.opened:
            if tag not in OPTIONAL.split() or "" in behind[line:]:
                self.leave(tag, which, "")
                break

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in REFUSED:
            told = f"the tag <{tag}> cannot stand in a lesson"
            self.troubles.append((told, f"<{tag}", 0))
        for name, value in attrs:
            if name.startswith("on"):
                told = (
                    f"the attribute '{name}' cannot stand in a lesson: pages run their own script"
                )
                self.troubles.append((told, name, 0))
            for address in ELSEWHERE.findall(value or "") if name in LOADING else ():
                told = f"'{address}' lies on another site, and pages load nothing from there"
                self.troubles.append((f"{told} (allowed: a file of the content)", address, 0))
        if tag not in VOID.split():
            self.opened.append((tag, self.seen[f"<{tag}"], self.getpos()[0]))
        self.seen[f"<{tag}"] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID.split() and any(name in FOREIGN for name, _, _ in self.opened):
            self.opened.pop()

    def handle_endtag(self, tag: str) -> None:
        which = self.seen[f"</{tag}"]
        self.seen[f"</{tag}"] += 1
        if tag not in [name for name, _, _ in self.opened]:
            if self.left[tag]:
                self.left[tag] -= 1
            elif tag not in REFUSED:
                self.troubles.append((f"the tag </{tag}> closes nothing", f"</{tag}", which))
            return
        while self.opened[-1][0] != tag:
            name, number, _ = self.opened.pop()
            if name not in OPTIONAL.split():
                self.leave(name, number, " in its paragraph" if tag == "p" else f" before </{tag}>")
        self.opened.pop()

    def leave(self, tag: str, which: int, where: str) -> None:
        """Takes down a tag that is not closed."""
        if tag not in REFUSED:
            told = f"the tag <{tag}> is never closed with </{tag}>{where}"
            self.troubles.append((told, f"<{tag}", which))
            self.left[tag] += 1


def check_markup(lesson: ParsedLesson) -> Iterator[Problem]:
    """Tags and addresses that no page may hold, and what is never closed."""
    for text in lesson.texts():
        if "<" not in text.text:
            continue
        html = lesson.prose.html if text is lesson.source else convert(text.text).html
        open_comments = [piece.start() for piece in COMMENT.finditer(text.text) if piece["open"]]
        for index in open_comments:
            told = "the '<!--' is never closed with '-->' before the next comment or block"
            yield Problem(text.at(index), told)
        for told, needle, which in [] if open_comments else Markup(html).troubles:
            yield Problem(place_of(needle, which, text), told)


def place_of(needle: str, which: int, text: Text) -> Place:
    """Where the text holds the words for that time, or the last; Markdown keeps no account."""
    words = re.compile(rf"{re.escape(needle)}(?![\w-])", re.IGNORECASE)
    found = [each.start() for each in words.finditer(without_code(text.text))]
    return text.at(found[min(which, len(found) - 1)]) if found else text.place
