"""What a Markdown text refers to: formulas, terms, links, images, each with its place.

Python-Markdown keeps no line numbers, so this reads the source. It also hides the formulas from
Markdown, which would take their underscores for emphasis.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

from builder.model.reference import Reference
from builder.model.source import Text
from builder.reading.commonmark import without_listings

PARAGRAPH = r"(?:(?!\n[ \t]*\n).)"
"""Any character that does not end the paragraph."""
VERBATIM = rf"(?<![`\\])(?P<ticks>`+)(?!`){PARAGRAPH}*?(?<!`)(?P=ticks)(?!`)"
"""Code in a line; blocks of code are taken out before."""
CODE = rf"{VERBATIM} | <!--(?:-?>|.*?-->)"
"""Where nothing counts: that, and comments."""

# A dollar sign before a space or behind one is none of a formula's, and nor is a closing one
# before a digit: "$5 and $6" is money.
PIECE = re.compile(
    rf"""(?P<code>{CODE})
      | (?P<escaped>\\\$)
      | (?P<displayed>\$\$)
      | \$(?!\s)(?P<formula>(?:(?!\n[ \t]*\n)[^$\\]|\\.)+?)(?<!\s)\$(?!\d)
      | (?<!\\)\\\((?P<bracketed>{PARAGRAPH}+?)\\\)
      | (?P<bang>!?)\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]
        \(\s*(?:<(?P<pointed>[^<>\n]*)>|(?P<target>(?:[^\s()]|\([^\s()]*\))*))
      | ^[ ]{{0,3}}\[(?!\^)[^\]]+\]:[ \t]*<?(?P<reference>[^\s>]+)
      | \b(?P<attribute>href|src|poster)\s*=\s*["'](?P<value>[^"']*)""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


@cache
def references(text: Text) -> tuple[Reference, ...]:
    """Everything that the text refers to, in order; what stands in code does not count.

    Each rule asks again, and so do the pages: a text is searched once.
    """
    return tuple(_references(text, 0, len(text.text)))


def _references(text: Text, start: int, end: int) -> Iterator[Reference]:
    for piece in PIECE.finditer(without_listings(text.text), start, end):
        here = text.at(piece.start())
        if (latex := formula_of(piece)) is not None:
            yield Reference("formula", latex, here)
        if piece["displayed"]:
            yield Reference("displayed", piece["displayed"], here)
        if piece["label"]:
            yield from _references(text, *piece.span("label"))
        named = ("pointed", "target", "reference", "value")
        target = next((piece[name] for name in named if piece[name] is not None), None)
        if target is None:
            continue
        if target.startswith("term:"):
            yield Reference("term", target.removeprefix("term:"), here)
        else:
            yield Reference(_kind(piece), target, here, piece["label"] or "")


def _kind(piece: re.Match[str]) -> str:
    if piece["bang"]:
        return "image"
    return "file" if piece["attribute"] in ("src", "poster") else "link"


def formula_of(piece: re.Match[str]) -> str | None:
    """The LaTeX of a piece that is a formula: $x$, or \\(x\\) as other tools write it."""
    return piece["formula"] if piece["formula"] is not None else piece["bracketed"]


def formula_spans(text: str) -> list[tuple[int, int]]:
    """Where the formulas of a text begin and end."""
    pieces = PIECE.finditer(without_listings(text))
    return [piece.span() for piece in pieces if formula_of(piece) is not None]


def replace_formulas(text: str, replace: Callable[[str], str]) -> str:
    """The text with something else in place of each formula and each escaped dollar sign."""

    def one(piece: re.Match[str]) -> str:
        if (latex := formula_of(piece)) is not None:
            return replace(latex)
        if piece["escaped"]:
            return "&#36;"
        if piece["label"]:
            inside = replace_formulas(piece["label"], replace)
            return piece[0].replace(piece["label"], inside, 1)
        return piece[0]

    return replaced(PIECE, text, one)


def replaced(pattern: re.Pattern[str], text: str, one: Callable[[re.Match[str]], str]) -> str:
    """The text with something else in place of each match that is in no block of code."""
    parts: list[str] = []
    done = 0
    for piece in pattern.finditer(without_listings(text)):
        parts += [text[done : piece.start()], one(piece)]
        done = piece.end()
    return "".join([*parts, text[done:]])


def without_code(text: str) -> str:
    """The text with spaces in place of what is code, a comment or a formula, line by line."""

    def one(piece: re.Match[str]) -> str:
        hidden = piece["code"] or formula_of(piece) is not None
        return re.sub(r"[^\n]", " ", piece[0]) if hidden else piece[0]

    return PIECE.sub(one, without_listings(text))
