"""What looks like the syntax of other tools: readers would see its signs, so it is refused."""

import re
from collections.abc import Iterable, Iterator

from builder.model.lesson_parts import Fault
from builder.reading.commonmark import Token

OTHER = "\ue003"
"""In place of what is no text: code, tags, images, notes, escaped signs."""
CALLOUT = "(allowed: /// details | Title … ///)"
FORMULA = "(allowed: $x$ in the line, or a block 'math')"
FOREIGN = tuple(
    (re.compile(pattern, re.MULTILINE), told)
    for pattern, told in (
        (r"^(?:!!!|\?\?\?\+?)[ \t]*[\w-]+", f"'{{0}}' opens no call-out here {CALLOUT}"),
        (r"^:{3,}.*", f"'{{0}}' opens or closes no block here {CALLOUT}"),
        (r"^\[!\w+\][-+]?", f"'{{0}}' makes no call-out here {CALLOUT}"),
        (r"^\.\. [\w-]+::", f"the directive '{{0}}' is not known here {CALLOUT}"),
        (r"^#{1,6}(?=[^\s#])\S{1,20}", "'{0}' is no heading without a space behind '#'"),
        (r"^#{7,}", "'{0}' is no heading (allowed: ## to #####)"),
        (
            r"^\*\[[^\]\n]+\]:",
            "abbreviations are not known here: '{0}' (allowed: a term, [HTML](term:html))",
        ),
        (r"^\[(?:TOC|toc)\]$|^\[\[_TOC_\]\]$", "'{0}' makes no contents: pages have theirs"),
        (
            r"^\|.*\|$",
            "'{0}' belongs to no table (a table has a line of dashes below its head, with as many "
            "cells)",
        ),
        (
            r"\[\^[^\]\n]+\]",
            "the footnote '{0}' is not defined (write it in a paragraph of its own, as {0}: Text)",
        ),
        (
            r"\^\[[^\]\n]+\]",
            "'{0}' is no footnote here (allowed: [^name], and in a paragraph of its own "
            "[^name]: Text)",
        ),
        (
            r"(?<![\w\])])\[[^\[\]\n]+\]\[[^\[\]\n]*\]",
            "the link '{0}' names an address that is not defined (write it in a paragraph of its "
            "own, as [name]: address)",
        ),
        (r"\[\[[A-Za-z][^\[\],\n]*\]\]", "'{0}' is no link here (allowed: [words](02-lesson.md))"),
        (
            r"\[[^\]\n]*(?<![\w.])-?@[\w][^\]\n]*\]",
            "the citation '{0}' is not known here (allowed: a link, or a footnote)",
        ),
        (
            rf"\{{[\w:.+-]+\}}{OTHER}|(?<![\w:]):[a-z][\w:.+-]*:{OTHER}",
            "the role '{0}' is not known here (allowed: [words](address), $x$, {{= expression =}})",
        ),
        (
            r"\[[^\[\]\n]*\]\{[:.#][^}\n]*\}",
            "'{0}' has no attributes here (allowed: <span class=…>words</span>)",
        ),
        (
            r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}",
            "the template '{0}' is not filled in here (allowed: {{= expression =}})",
        ),
        (
            r"(?<![\w:/]):(?=[a-z0-9_+-]*[a-z])[a-z0-9_+-]+:(?![\w:\ue003])",
            "'{0}' makes no picture here (allowed: the character itself)",
        ),
        (
            r"(?<![=\w])==(?=[^\s=])[^=\n]*[^\s=]==(?!=)",
            "'{0}' is not marked here (allowed: **words**, or <mark>words</mark>)",
        ),
        (
            r"(?<!~)~(?=[^\s~])[^~\n]*(?<=[^\s~])~(?!~)",
            "'{0}' is not set low here (allowed: a formula, $x_2$, or <sub>2</sub>; ~~words~~ are "
            "struck out)",
        ),
        (r"`{3,}", "the fence '{0}' opens no block here (allowed: in a line of its own)"),
        (r"~~", "'{0}' strikes nothing out here (allowed: ~~words~~, without spaces inside)"),
        (
            r"\^[^\s^\[\]{}]+\^",
            "'{0}' is not set high here (allowed: a formula, $x^2$, or <sup>2</sup>)",
        ),
        (
            r"(?<![\w+])\+\+(?=[^\s+])[^+\n]*[^\s+]\+\+(?!\+)",
            "'{0}' makes no keys here (allowed: <kbd>Ctrl</kbd>)",
        ),
        (r"%%[^%\n]+%%", "'{0}' is no comment here (allowed: <!-- words -->)"),
        (
            r"(?<![\w$\\])\$[ \t]+(?![^$\n]*(?<![\\a-zA-Z])[a-zA-Z]{3})"
            r"[^$\n]*[^$\s][ \t]+\$(?![\w$])",
            "'{0}' is no formula (allowed: $x$, without spaces inside; \\$ for a dollar sign)",
        ),
        (
            r"\\(?:begin|end|[a-zA-Z]*(?:ref|cite))\{[^}\n]*\}?|\\[a-zA-Z]+\{[^}\n]*\}",
            f"'{{0}}' is LaTeX outside a formula {FORMULA}",
        ),
        (
            r"(?<![\w/(])(?:https?://|www\.)[\w-]+\.[^\s<>]*[\w/]",
            "'{0}' is no link without signs around it (allowed: <https://…>, or [words](https://…))",
        ),
    )
)
"""What it looks like, and the sentence about it."""
DISPLAYED = re.compile(r"\\\[(?=[^\n]*[\\^_=+<>][^\n]*\\\]|\s*$)", re.MULTILINE)
ADDRESS = re.compile(r"\S*(?:://|www\.)\S*")
SIGNS = re.compile(r"[\[\]{}~^|=+%$\\#<`]|:\S|!!!|\?\?\?|\.\. |www\.")
"""Without one of these a text holds nothing of the kind."""
MOST = 60
"""Characters of a text that a sentence shows."""


def foreign_syntax(tokens: Iterable[Token]) -> Iterator[Fault]:
    """What looks like other tools' syntax in lines of text."""
    for token in tokens:
        if not SIGNS.search(token.content):
            continue
        line = token.map[0] if token.map else 0
        text = plain_text(token.children or ())
        for pattern, told in FOREIGN:
            for found in pattern.finditer(text):
                words = found[0].replace(OTHER, "`…`")
                words = words if len(words) <= MOST else words[:MOST] + "…"
                yield Fault(line + text.count("\n", 0, found.start()), told.format(words))
        for found in DISPLAYED.finditer(token.content):
            told = rf"a formula cannot stand between '\[' and '\]' {FORMULA}"
            yield Fault(line + token.content.count("\n", 0, found.start()), told)


def plain_text(children: Iterable[Token]) -> str:
    """The words in lines of text, with a sign in place of everything else; as many lines."""
    parts = []
    is_linked = False
    for each in children:
        is_linked = each.type == "link_open" if each.type.startswith("link_") else is_linked
        is_literal = each.type == "text_special" and each.content[0] == "\\" != each.content
        if each.type == "text" or is_literal:  # The words of a link may be an address.
            parts.append(ADDRESS.sub(OTHER, each.content) if is_linked else each.content)
        elif each.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif each.nesting == 0:
            parts.append(OTHER + "\n" * each.content.count("\n"))
    return "".join(parts)
