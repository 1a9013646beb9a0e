"""Markdown's blocks: a text becomes Python-Markdown's tree as CommonMark divides it.

Python-Markdown's own parser reads lists by fours and fences at the start of a line only. Lines keep
to its patterns, its tree to its extensions.
"""

import re
from collections.abc import Iterable
from html import escape
from itertools import takewhile
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions.footnotes import FootnoteExtension
from markdown.util import AtomicString

from builder.reading.commonmark import (
    Document,
    Token,
    plain_words,
    read_document,
    read_line,
    same_label,
)

COMMENT = re.compile(r"\s*<!--(?:-?>|.*?-->)", re.DOTALL)
SLOT = "<!--\ue003"
"""How the comment begins that stands for a data block."""
LANGUAGE = re.compile(r"\{?\s*\.?([^\s:{},]*)")
TASK = re.compile(r"\[([ xX])\](?=\s+\S)")
BOXES = ("\N{BALLOT BOX}", "\N{BALLOT BOX WITH CHECK}")
TAGS = {"container_details_open": "details"}
ALIGNED = re.compile(r"text-align:(\w+)")


class References(dict[str, tuple[str, str]]):
    """Addresses and titles by labels, which may be written with other spaces and capitals."""

    def __contains__(self, label: object) -> bool:
        return super().__contains__(same_label(str(label)))

    def __getitem__(self, label: str) -> tuple[str, str]:
        return super().__getitem__(same_label(label))


class Blocks(BlockParser):
    """Python-Markdown's parser of blocks, with CommonMark's rules."""

    def __init__(self, md: Markdown, notes: FootnoteExtension):
        super().__init__(md)
        self.notes = notes
        self.is_line = False
        """Whether the text is one paragraph whatever it begins with."""
        self.document = Document([], {})
        self.lines: list[tuple[Element, Token]] = []
        """Which elements hold lines of text, and how CommonMark reads these."""
        self.bare: list[Element] = []
        """Which elements are to leave no tag: HTML, and texts of the items of tight lists."""
        self.note_tokens: dict[str, list[Token]] = {}
        self.below: tuple[Element, int] | None = None
        """The last call-out, and the line where its options would stand."""

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        """The tree of a text."""
        text = "\n".join(lines)
        self.document = read_line(text) if self.is_line else read_document(text)
        self.lines, self.bare, self.note_tokens = [], [], {}
        self.md.references = References(
            {label: (address, title) for label, address, title in self.document.references()}
        )
        root = Element(self.md.doc_tag)
        self.build(root, self.document.tokens)
        return ElementTree(root)

    def parseChunk(self, parent: Element, text: str) -> None:  # noqa: N802
        """Called with the label of a footnote, by its extension."""
        self.build(parent, self.note_tokens[text])

    def build(self, parent: Element, tokens: Iterable[Token]) -> None:
        """Appends the blocks to an element."""
        opened = [parent]
        rest = iter(tokens)
        for token in rest:
            if token.type == "footnote_reference_open":
                label = token.meta["label"]
                inside = takewhile(lambda each: each.type != "footnote_reference_close", rest)
                self.note_tokens[label] = list(inside)
                self.notes.setFootnote(label, label)
            elif token.nesting == 1:
                opened.append(self.open(opened[-1], token))
            elif token.nesting == -1:
                opened.pop()
            elif token.type == "inline":
                is_first = len(opened) > 1 and opened[-2].tag == "li" and len(opened[-2]) == 1
                self.fill(opened[-1], self.task(token) if is_first else token)
            elif token.map and self.below == (opened[-1], token.map[0]):
                set_options(opened[-1], token)
            else:
                self.add(opened[-1], token)

    def open(self, parent: Element, token: Token) -> Element:
        """The element that a token opens."""
        element = SubElement(parent, TAGS.get(token.type, token.tag))
        if token.hidden:  # The text of a tight list's item: it gets no element in the end.
            element.tail = "\n"
            self.bare.append(element)
        if (start := token.attrs.get("start")) is not None:
            element.set("start", str(start))
        if aligned := ALIGNED.match(str(token.attrs.get("style", ""))):
            element.set("style", f"text-align: {aligned[1]};")
        if token.type == "container_details_open" and token.map:
            title = token.info.partition("|")[2].strip()
            line = self.document.inline(title, token.map[0])
            self.fill(SubElement(element, "summary"), line)
            self.below = (element, token.map[0] + 1)
        return element

    def fill(self, element: Element, token: Token) -> None:
        """Puts lines of text into an element."""
        element.text = token.content
        self.lines.append((element, token))

    def task(self, token: Token) -> Token:
        """The first line of an item in a list, with a box in place of "[ ]" or "[x]"."""
        found = TASK.match(token.content)
        if not found or not token.map:
            return token
        box = BOXES[found[1] != " "]
        return self.document.inline(box + token.content[found.end() :], token.map[0])

    def add(self, parent: Element, token: Token) -> None:
        """Appends a block without blocks in it."""
        if token.type == "hr":
            SubElement(parent, "hr")
            return
        html = token.content
        if token.type in ("fence", "code_block"):
            html = listing(token)
        elif not html.lstrip().startswith(SLOT) and not (html := COMMENT.sub("", html)).strip():
            return
        raw = SubElement(parent, "pre")
        raw.text = AtomicString(self.md.htmlStash.store(html.rstrip("\n")))
        raw.tail = "\n"
        self.bare.append(raw)


def set_options(callout: Element, token: Token) -> None:
    """Turns indented lines right below the opening one into attributes of a call-out."""
    for line in token.content.splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "type":
            callout.set("class", value.strip())
        elif key.strip() == "open" and value.strip() == "true":
            callout.set("open", "open")


def listing(token: Token) -> str:
    """The HTML of a block of code."""
    name = listing_name(token)[1]
    language = f' class="language-{escape(name)}"' if name else ""
    return f"<pre><code{language}>{escape(token.content)}</code></pre>"


def listing_name(token: Token) -> tuple[str, str]:
    """What a block of code says of itself, and the language in that."""
    if token.type == "code_block":
        return token.content.partition("\n")[0], ""
    info = plain_words(token.info).strip()
    found = LANGUAGE.match(info)
    return info, found[1] if found else ""
