"""What must hold of a Markdown text by itself: headings, tables, links, notes, and HTML in it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import pairwise
from urllib.parse import urlsplit

from builder.model.lesson_parts import Fault
from builder.reading.commonmark import DEEPEST, Token
from builder.reading.foreign_syntax import foreign_syntax
from builder.reading.markdown_blocks import SLOT, Blocks

CELLS = re.compile(r"(?<!\\)\|")
TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
MARKDOWN = re.compile(
    r"\*\*\S[^*\n]*\*\*|(?<!\w)__\S[^_\n]*__|(?<![\w*])\*[^\s*][^*\n]*\*|`[^`\n]+`"
    r"|\[[^\]\n]*\]\([^)\n]*\)"
    r"|^[ ]{0,3}(?:#{1,6}|[-*+]|\d{1,9}[.)])[ ]+\S.*|^[ ]{0,3}(?:`{3,}|~{3,})",
    re.MULTILINE,
)
UNENDED = re.compile(r"</?[A-Za-z][\w-]*")
VERBATIM = ("pre", "script", "style", "textarea", "svg", "math")


def text_faults(blocks: Blocks, text: str) -> Iterator[Fault]:
    """Everything that is wrong with the text that was read last."""
    tokens, rows = blocks.document.tokens, text.split("\n")
    lines = [token for _, token in blocks.lines]
    yield from table_faults(tokens, rows)
    yield from html_faults(tokens, lines)
    yield from link_faults(lines)
    yield from note_faults(tokens, blocks.document.environment.get("footnotes", {}).get("refs", {}))
    yield from depth_faults(tokens)
    if text.count("-->") > text.count(SLOT):
        yield from comment_faults(lines)
    yield from foreign_syntax(lines)


class Tags(HTMLParser):
    """What is wrong with the tags in a piece of HTML, each with its line there."""

    def __init__(self, html: str):
        super().__init__()
        self.faults: list[Fault] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0] - 1
        if re.fullmatch("h[1-6]", tag):
            told = f"the heading <{tag}> would be in no contents (allowed: ## to #####)"
            self.faults.append(Fault(line, told))
        if tag == "img" and "alt" not in dict(attrs):
            told = 'the image <img> has no description (allowed: alt="words")'
            self.faults.append(Fault(line, told))


def heading_faults(tokens: Sequence[Token]) -> Iterator[Fault]:
    """Headings of a wrong level, or without words."""
    above = 1
    for opening, words in pairwise(tokens):
        if opening.type != "heading_open" or not opening.map:
            continue
        level = int(opening.tag[1:])
        signs, line = "#" * level, opening.map[0]
        if not words.content.strip():
            yield Fault(line, "the heading has no words")
        if level == 1:
            yield Fault(line, "headings begin with '##': the page has its main heading already")
        elif level == 6:
            yield Fault(line, "headings end with '#####' (allowed: ## to #####)")
        elif level > above + 1:
            told = f"the heading '{signs}' skips a level (allowed here: ## to {'#' * (above + 1)})"
            yield Fault(line, told.replace("## to ##)", "##)"))
        above = max(level, 2)


def table_faults(tokens: Iterable[Token], lines: Sequence[str]) -> Iterator[Fault]:
    """Rows with more cells than the head of their table, which nobody would see."""
    width = row = 0
    for token in tokens:
        if token.type == "table_open":
            width = 0
        elif token.type == "th_open":
            width += 1
        elif token.type == "tr_open" and width and token.map:
            row = token.map[0]
            inside = lines[row].strip().lstrip("> \t").removeprefix("|")
            cells = len(CELLS.split(re.sub(r"(?<!\\)\|\s*$", "", inside)))
            if cells > width:
                told = f"this row has {cells} cells, and the head of its table has {width}"
                yield Fault(row, rf"{told} (a '|' in a cell is written \|)")


def html_faults(tokens: Iterable[Token], lines: Iterable[Token]) -> Iterator[Fault]:
    """Tags that need more, and Markdown in blocks of HTML, where nobody reads it."""
    for token in tokens:
        if token.type == "html_block" and token.map:
            line = token.map[0]
            if "<!--" in token.content and "-->" not in token.content:
                continue
            for fault in Tags(token.content).faults:
                yield Fault(line + fault.line, fault.message)
            bare = TAG.sub(lambda tag: "\n" * tag[0].count("\n"), token.content)
            if found := UNENDED.search(bare):
                told = f"the tag '{found[0]}' has no '>' at its end"
                yield Fault(line + bare.count("\n", 0, found.start()), told)
            if not token.content.lstrip().startswith(tuple(f"<{name}" for name in VERBATIM)):
                for down, row in enumerate(bare.split("\n")):
                    if found := MARKDOWN.search(row):
                        told = f"Markdown is not read in a block of HTML: '{found[0].strip()}'"
                        told += " (allowed: tags, or an empty line before Markdown)"
                        yield Fault(line + down, told)
    for token in lines:
        html = (each for each in token.children or () if each.type == "html_inline")
        for fault in Tags("".join(each.content for each in html)).faults:
            yield Fault(token.map[0] if token.map else 0, fault.message)


def link_faults(lines: Iterable[Token]) -> Iterator[Fault]:
    """Links without words or address, and fences that are no block."""
    for token in lines:
        children, line = list(token.children or ()), token.map[0] if token.map else 0
        for number, each in enumerate(children):
            if each.type in ("softbreak", "hardbreak"):
                line += 1
            if each.type == "code_inline" and len(each.markup) > 2 and "\n" in token.content:
                told = (
                    f"the fence '{each.markup}' opens no block here (allowed: in a line of its own)"
                )
                yield Fault(line, told)
            address = str(each.attrs.get("href") or each.attrs.get("src") or "")
            if each.type == "link_open":
                if not words_of(children[number + 1 :]):
                    yield Fault(line, f"the link to '{address}' has no words between [ and ]")
                if re.match("https?:", address, re.I) and not urlsplit_host(address):
                    yield Fault(line, f"'{address}' names no site (allowed: https://example.org)")
            if "%EE%80%8" in address:
                yield Fault(line, "a formula cannot stand in an address")


def comment_faults(lines: Iterable[Token]) -> Iterator[Fault]:
    """Comments in a line that do not end in its paragraph, so that readers see them."""
    for token in lines:
        if any(each.type == "text" and "<!--" in each.content for each in token.children or ()):
            line = token.map[0] if token.map else 0
            line += token.content.count("\n", 0, token.content.find("<!--"))
            yield Fault(line, "the '<!--' opens no comment here (allowed: in a line of its own)")


def urlsplit_host(address: str) -> str | None:
    """The host of an address, if it has one."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def words_of(children: Iterable[Token]) -> str:
    """What a reader sees between the beginning of a link and its end."""
    words = ""
    for each in children:
        if each.type == "link_close":
            break
        words += each.content.strip()
    return words


def note_faults(tokens: Iterable[Token], refs: dict[str, int]) -> Iterator[Fault]:
    """Footnotes that are there twice, or that no text refers to."""
    seen: Counter[str] = Counter()
    for token in tokens:
        if token.type == "footnote_reference_open" and token.map:
            label = token.meta["label"]
            seen[label] += 1
            if seen[label] > 1:
                yield Fault(token.map[0], f"the footnote '[^{label}]' is defined twice")
            elif refs.get(f":{label}", 0) < 0:
                yield Fault(token.map[0], f"no text refers to the footnote '[^{label}]'")


def depth_faults(tokens: Iterable[Token]) -> Iterator[Fault]:
    """Blocks in too many blocks: one is told."""
    for token in tokens:
        if token.level > DEEPEST and token.map:
            yield Fault(token.map[0], "lists or quotes are nested too deeply here")
            return
