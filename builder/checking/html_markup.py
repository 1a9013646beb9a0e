"""HTML that authors write into their Markdown: what may not get into a page, and what is open.

A page loads nothing from another site and runs no script but its own, whatever its author pastes:
`sanitise.py` leaves it out, and here it is told. A tag or a comment that is never closed swallows
or changes what follows it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from html.parser import HTMLParser
from itertools import zip_longest

from builder.model.lesson_parts import Prose
from builder.model.source import Place, Problem, Text
from builder.reading.elements import ATTRIBUTES, SVG_ELEMENTS, VOID
from builder.reading.markdown_html import FORMULA, converted
from builder.reading.parsed_lesson import ParsedLesson
from builder.reading.references import VERBATIM, references, without_code

OPTIONAL = "caption colgroup dd dt li optgroup option p rp rt tbody td tfoot th thead tr"
"""Elements whose end tag may be left out."""
IMPLIED = ("tbody", "colgroup")
"""Elements that browsers put in where they are left out."""
KNOWN = {*ATTRIBUTES, *map(str.lower, SVG_ELEMENTS)}
ENDLESS = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
MOST_TOLD = 20
"""Of the problems with tags in a text."""
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
        self.tags: list[str] = []
        """Of all start tags, in order."""
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
        self.tags.append(tag)
        if tag not in VOID:
            self.opened.append((tag, self.seen[f"<{tag}"], self.getpos()[0]))
        self.seen[f"<{tag}"] += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID and any(name in FOREIGN for name, _, _ in self.opened):
            self.opened.pop()

    def handle_endtag(self, tag: str) -> None:
        which = self.seen[f"</{tag}"]
        self.seen[f"</{tag}"] += 1
        if tag not in [name for name, _, _ in self.opened]:
            if self.left[tag]:
                self.left[tag] -= 1
            elif tag in KNOWN:
                self.troubles.append((f"the tag </{tag}> closes nothing", f"</{tag}", which))
            return
        while self.opened[-1][0] != tag:
            name, number, _ = self.opened.pop()
            if name not in OPTIONAL.split():
                self.leave(name, number, " in its paragraph" if tag == "p" else f" before </{tag}>")
        self.opened.pop()

    def leave(self, tag: str, which: int, where: str) -> None:
        """Takes down a tag that is not closed."""
        if tag in KNOWN:
            told = f"the tag <{tag}> is never closed with </{tag}>{where}"
            self.troubles.append((told, f"<{tag}", which))
            self.left[tag] += 1


def check_markup(lesson: ParsedLesson) -> Iterator[Problem]:
    """What no page may hold, and what is never closed."""
    for text in lesson.texts():
        yield from check_text(text, lesson.prose if text is lesson.source else converted(text.text))


def check_text(text: Text, prose: Prose) -> Iterator[Problem]:
    """The same of a text and its HTML."""
    for refused in prose.judged.refused[:MOST_TOLD]:
        needles = [written(needle, prose) for needle in refused.needles]
        yield Problem(place_of(needles, refused.which, text), refused.message)
    if "<" not in text.text:
        return
    yield from check_addresses(text, prose)
    open_comments = [piece.start() for piece in COMMENT.finditer(text.text) if piece["open"]]
    for index in open_comments:
        told = "the '<!--' is never closed with '-->' before the next comment or block"
        yield Problem(text.at(index), told)
    if open_comments:
        return
    markup = Markup(prose.raw)
    for told, needle, which in markup.troubles[:MOST_TOLD]:
        yield Problem(place_of([needle], which, text), told)
    if not markup.troubles and not prose.judged.refused:
        yield from check_order(markup.tags, prose.judged.tags, text)


def check_addresses(text: Text, prose: Prose) -> Iterator[Problem]:
    """Addresses in HTML that the other rules do not see, so that nobody would look for the file."""
    terms = {f"term:{each.target}" for each in references(text) if each.kind == "term"}
    known = {plain_address(each) for each in (*terms, *(each.target for each in references(text)))}
    for name, value in prose.judged.addresses:
        is_ours = ":" not in value or value.startswith("term:")
        if not value.startswith("#") and is_ours and value.strip() not in known:
            told = f"the address '{value}' cannot be found (allowed: {name}=\"…\", no other quotes)"
            yield Problem(place_of([value, name], 0, text), told)


def plain_address(target: str) -> str:
    """An address as browsers read it."""
    return unescaped(re.sub(r"\\(?=\W)", "", target)).strip()


def unescaped(text: str) -> str:
    """A text with its characters by name and number; Python reads no number of 5,000 digits."""
    return unescape(ENDLESS.sub("\N{REPLACEMENT CHARACTER}", text))


def check_order(written: list[str], read: list[str], text: Text) -> Iterator[Problem]:
    """Tags that browsers leave out or move, such as a cell without a table."""
    written = [tag for tag in written if tag not in IMPLIED]
    read = [tag for tag in read if tag not in IMPLIED]
    for number, (tag, other) in enumerate(zip_longest(written, read, fillvalue="")):
        if tag != other:
            tag = tag or other
            if number and f"<{tag}" not in text.text.lower():  # Markdown's own, which one before it
                number, tag = number - 1, written[number - 1]  # has split.
            told = f"browsers do not read the tag <{tag}> where it stands"
            yield Problem(place_of([f"<{tag}"], written[:number].count(tag), text), told)
            return


def written(needle: str, prose: Prose) -> str:
    """What the author wrote where Markdown's HTML has placeholders of formulas."""
    return FORMULA.sub(lambda found: f"${prose.formulas[int(found[1])]}$", needle)


def place_of(needles: Sequence[str], which: int, text: Text) -> Place:
    """Where the text holds the words for that time, or the last; Markdown keeps no account."""
    for needle in filter(None, needles):
        words = re.compile(re.escape(needle) + r"(?![\w-])" * needle[-1].isalnum(), re.IGNORECASE)
        for source in (without_code(text.text), text.text):
            if found := [each.start() for each in words.finditer(source)]:
                return text.at(found[min(which, len(found) - 1)])
        index = 0
        for line in text.text.split("\n"):
            if words.search(unescaped(line)):
                return text.at(index)
            index += len(line) + 1
    return text.place
