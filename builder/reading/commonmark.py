"""How a text is read by the CommonMark standard, with GitHub's tables and strikethrough, footnotes,
definition lists and our call-outs. The only module that imports markdown_it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.token import Token as Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

DEEPEST = 40
"""Blocks in blocks: what lies deeper is refused."""
MAY_HOLD_CODE = re.compile(r"^[ \t>]*(?:[-+*]|\d+[.)])?(?: {4}| *\t| *`{3}| *~{3})", re.MULTILINE)


def make_parser() -> MarkdownIt:
    """A parser of these blocks."""
    parser = MarkdownIt("commonmark", {"maxNesting": 2 * DEEPEST})
    parser.enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=False)
    parser.use(deflist_plugin)
    parser.use(container_plugin, name="details", marker="/")
    return parser


WHOLE = make_parser()
WHOLE.core.ruler.disable("text_join")  # So that what was escaped can be told from what was not.
BLOCKS = make_parser()
BLOCKS.core.ruler.enableOnly(["normalize", "block"])


@dataclass(frozen=True)
class Document:
    """A text, read."""

    tokens: list[Token]
    """In order; each knows its lines."""
    environment: dict[str, Any]
    """What the links and notes of its lines refer to."""

    def inline(self, text: str, line: int) -> Token:
        """A line of the same document that stands outside its blocks."""
        token = WHOLE.parseInline(text, self.environment)[0]
        token.content = text
        token.map = [line, line + 1]
        return token

    def references(self) -> Iterator[tuple[str, str, str]]:
        """Label, address and title of what is defined as [label]: address "title"."""
        for label, found in self.environment.get("references", {}).items():
            yield label, found["href"], found["title"]


def read_document(text: str) -> Document:
    """The text with all its lines read."""
    environment: dict[str, Any] = {}
    return Document(WHOLE.parse(text, environment), environment)


def read_line(text: str) -> Document:
    """A text of one line as a paragraph, whatever it begins with."""
    document = Document([], {})
    line = document.inline(text.strip(), 0)
    document.tokens[:] = [
        Token("paragraph_open", "p", 1, map=[0, 1]),
        line,
        Token("paragraph_close", "p", -1),
    ]
    return document


@lru_cache(maxsize=64)
def read_blocks(text: str) -> tuple[Token, ...]:
    """The blocks alone: several stages ask for those of one lesson."""
    return tuple(BLOCKS.parse(text))


@lru_cache(maxsize=64)
def without_listings(text: str) -> str:
    """The text with spaces in place of every block of code, character by character.

    The indented lines right below the first one of a call-out are its options.
    """
    if not MAY_HOLD_CODE.search(text):
        return text
    lines = text.split("\n")
    callout = -2
    for token in read_blocks(text):
        if token.type == "container_details_open" and token.map:
            callout = token.map[0]
        elif token.type in ("fence", "code_block") and token.map and token.map[0] != callout + 1:
            for number in range(*token.map):
                lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def same_address(address: str) -> str:
    """An address as all ways to write it are compared."""
    return normalizeLink(address)


def same_label(label: str) -> str:
    """A label of a reference as all ways to write it are compared."""
    return normalizeReference(label)


def plain_words(text: str) -> str:
    """A text with its backslashes and entities read."""
    return unescapeAll(text)
