"""The author's texts as HTML of one page: formulas, terms and blocks put in.

A Writer remembers what its page has used so far: the first use of a term or symbol gets an id, so
that the glossary can link back to it, and every used term gets its definition on the page.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape, unescape

from markupsafe import Markup

from builder.formulas.katex import Formula
from builder.formulas.symbols import Notation
from builder.model.course import Term, Vocabulary
from builder.model.lesson_parts import Heading, Prose
from builder.model.source import Text
from builder.reading.markdown_blocks import SLOT
from builder.reading.markdown_html import converted, fill, unwrapped

TAG = re.compile(r"<[^>]*>")
TERM_BUTTON = re.compile(r'popovertarget="term_([^"]+)"')
MATHML = re.compile(r"<math.*?</math>", re.DOTALL)


PART = re.compile(r'<section class="part">(.*?)(?=<section class="part">|\Z)', re.DOTALL)
LINE, BLOCK = 70, 15
"""Characters in a line, and lines that a block takes: a guess, until a browser has laid it out."""


class Writer:
    """Writes the texts of one page."""

    def __init__(self, vocabulary: Vocabulary, notation: Notation):
        self.vocabulary = vocabulary
        self.notation = notation
        self._seen: set[str] = set()
        self._terms: dict[str, Term] = {}

    def inline(self, text: Text) -> Markup:
        """A text that stands in a line."""
        return Markup(unwrapped(self._fill(converted(text.text))))

    def block(self, text: Text) -> Markup:
        """A text of paragraphs."""
        return Markup(self._fill(converted(text.text)))

    def body(self, prose: Prose, block: Callable[[int], str]) -> Markup:
        """The running text of a lesson, with its blocks."""
        sized = PART.sub(lambda part: opened(part[0], part[1]), prose.html)
        return Markup(self._fill(replace(prose, html=sized), block))

    def words(self, text: Text) -> str:
        """A text without any markup, for titles and descriptions."""
        prose = converted(text.text)
        plain = fill(prose.html, lambda number: prose.formulas[number], lambda _, words: words)
        return unescape(TAG.sub("", plain)).strip()

    def bare(self, text: Text) -> Markup:
        """A text for lists and links: its terms are words, and its formulas lead nowhere."""
        prose = converted(text.text)
        return Markup(unwrapped(self._bare(prose.html, prose)))

    def heading(self, heading: Heading, prose: Prose) -> Markup:
        """The words of a heading, for a list of contents."""
        return Markup(self._bare(heading.html, prose))

    def formula(self, latex: str, display: bool = False) -> Markup:
        """A formula; before the first one that uses a symbol stands an anchor with its name."""
        formula = Formula(latex, display)
        names = [name for _, name in self.notation.symbols(formula) if name]
        anchors = "".join(
            f'<span id="{mark}"></span>'
            for name in dict.fromkeys(names)
            if (mark := self._first(f"use_symbol_{name}"))
        )
        return Markup(anchors + self.notation.formulas[formula].html)

    def take_over(self, html: str) -> None:
        """Counts the terms of HTML that was written for another page as used on this one."""
        self._terms |= {name: self.vocabulary.terms[name] for name in TERM_BUTTON.findall(html)}

    def used_terms(self) -> list[Term]:
        """The terms whose definitions the page needs: those used, and those in definitions."""
        done: set[str] = set()
        while waiting := [term for name, term in self._terms.items() if name not in done]:
            for term in waiting:
                self.inline(term.definition)
                done.add(term.name)
        return list(self._terms.values())

    def _bare(self, html: str, prose: Prose) -> str:
        rendered = self.notation.formulas
        return fill(
            html,
            lambda number: rendered[Formula(prose.formulas[number], False)].html,
            lambda _, words: words,
        )

    def _fill(self, prose: Prose, block: Callable[[int], str] = str) -> str:
        return fill(
            prose.html, lambda number: self.formula(prose.formulas[number]), self._term, block
        )

    def _term(self, name: str, words: str) -> str:
        term = self.vocabulary.terms.get(name)
        if not term:  # a problem of the glossary, which is told there
            return words
        self._terms[name] = term
        mark = self._first(f"use_{name}")
        anchor = f' id="{mark}"' if mark else ""
        # A formula has no text that would name a button.
        plain = TAG.sub("", MATHML.sub("", words)).replace("\N{ZERO WIDTH SPACE}", "")
        label = plain if "katex" in words else ""
        named = f' aria-label="{escape(unescape(label))}"' if label else ""
        target = escape(f"term_{name}")
        opening = f'<button type="button" class="term"{anchor}{named} popovertarget="{target}">'
        return f"{opening}{words}</button>"

    def _first(self, mark: str) -> str:
        """The mark when it is met first, nothing later."""
        if mark in self._seen:
            return ""
        self._seen.add(mark)
        return mark


def opened(part: str, inside: str) -> str:
    """A section of a lesson with a guess of its height, in lines."""
    lines = len(TAG.sub("", inside)) // LINE + BLOCK * inside.count(SLOT)
    return part.replace(">", f' style="--lines: {lines + 4}">', 1)
