"""What CommonMark and GitHub know in a line of text, and Python-Markdown does not, or otherwise."""

import re
import string
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.inlinepatterns import (
    BacktickInlineProcessor,
    InlineProcessor,
    SimpleTagInlineProcessor,
    SubstituteTagInlineProcessor,
)
from markdown.util import AtomicString, code_escape

CODE_SPAN = r"(?<!\\)((?:\\\\)+)(?=`)|(?<![\\`])`+"
COMMENT = r"<!--(?:-?>|.*?-->)"
STRUCK = r"(?<!~)(~~)(?![~\s])(.+?)(?<![~\s])~~(?!~)"


ATTRIBUTES = (
    r"\{:?[ ]*((?:(?:[#.][A-Za-z][\w-]*"
    r"|[A-Za-z][A-Za-z-]*=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s}'\"]+))[ ]*)+)\}"
)


class Attributes(AttrListTreeprocessor):
    """Attributes such as {#id .class}; other words in braces are words."""

    HEADER_RE = re.compile(rf"[ ]+{ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{ATTRIBUTES}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(rf"^{ATTRIBUTES}")  # type: ignore[misc]


class CodeSpan(BacktickInlineProcessor):
    """Code in a line, closed by exactly as many ticks as opened it."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """Called by Markdown."""
        if m[1]:
            return super().handleMatch(m, data)
        closing = re.compile(rf"(?<!`){m[0]}(?!`)").search(data, m.end())
        if not closing:
            return None, m.start(), m.end()
        code = data[m.end() : closing.start()].replace("\n", " ")
        if code.strip() and code[0] == code[-1] == " ":
            code = code[1:-1]
        element = Element("code")
        element.text = AtomicString(code_escape(code))
        return element, m.start(), closing.end()


class Comment(InlineProcessor):
    """A comment in a line is not published."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        """Called by Markdown."""
        return "", m.start(), m.end()


class Ampersand(InlineProcessor):
    """An ampersand with a backslash begins no entity."""

    md: Markdown

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # noqa: N802
        """Called by Markdown."""
        return self.md.htmlStash.store("&amp;"), m.start(), m.end()


def add_patterns(md: Markdown) -> None:
    """What the standard and GitHub know, and Python-Markdown does not or otherwise."""
    md.ESCAPED_CHARS = list(string.punctuation)
    md.inlinePatterns.register(CodeSpan(CODE_SPAN), "backtick", 190)
    md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "break", 185)
    md.inlinePatterns.register(SubstituteTagInlineProcessor(r" {2,}\n", "br"), "linebreak", 100)
    md.inlinePatterns.register(Ampersand(r"\\&", md), "ampersand", 185)
    md.inlinePatterns.register(Comment(COMMENT, md), "comment", 95)
    md.inlinePatterns.register(SimpleTagInlineProcessor(STRUCK, "del"), "struck", 65)
    md.treeprocessors.register(Attributes(md), "attr_list", 8)
