"""Markdown → HTML. The only module that imports markdown.

Formulas are hidden from Markdown behind placeholders, data blocks behind comments; `fill` puts in
what they stand for, once the formulas are rendered. Between the two, HTML is sanitised.
"""

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.treeprocessors import Treeprocessor

from builder.model.lesson_parts import Fault, Heading, Listing, Prose, Refusal, Sanitised
from builder.reading.content_folder import REFUSED
from builder.reading.markdown_blocks import SLOT, Blocks, listing_name
from builder.reading.markdown_lines import Judge
from builder.reading.markdown_patterns import add_patterns
from builder.reading.markdown_rules import heading_faults, text_faults
from builder.reading.references import replace_formulas
from builder.reading.sanitise import sanitise

REFERENCE = re.compile(r"&#(\d{1,8}|[xX][0-9a-fA-F]{1,8});|&#[xX]?[0-9a-fA-F]{9,};?")
LINE = "\ue002"
"""In the placeholder of a formula: the end of a line of it."""
FORMULA = re.compile("\ue000(\\d+)\ue002*\ue001([,.;:!?)]*)")
CUT = re.compile("\ue000\\d*\ue002*")
"""Of a placeholder, where a sentence shows only the beginning of a text."""
BLOCK = re.compile(rf"{SLOT}(\d+)-->")
TERM = re.compile(r'<a\b[^>]*?\bhref="term:([^"]*)"[^>]*>(.*?)</a>([,.;:!?)]*)', re.DOTALL)
LINK = re.compile(r'(<a [^>]*?href=")([^":#?]+\.md)((?:#[^"]*)?")')
TOO_DEEP = Refusal("the text is nested too deeply", ())
UNREADABLE = Refusal("Markdown cannot read this text", ())
PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.DOTALL)


def slot(number: int) -> str:
    """What stands in the Markdown for a data block."""
    return f"{SLOT}{number}-->"


def slugify(words: str, separator: str) -> str:
    """An id for a heading: "The loss function" gives "the-loss-function"."""
    plain = unicodedata.normalize("NFKD", FORMULA.sub("", words)).encode("ascii", "ignore")
    kept = re.findall(r"[a-z0-9]+", plain.decode().lower().replace("'", ""))
    return separator.join(kept) or "section"


class Sections(Treeprocessor):
    """Puts each heading of a section, with all that follows it, into an element of its own."""

    def __init__(self, md: Markdown, blocks: Blocks):
        super().__init__(md)
        self.blocks = blocks

    def run(self, root: Element) -> None:
        """Changes the tree."""
        for element in self.blocks.bare:
            element.tag = None  # type: ignore[assignment]
        parts = list(root)
        for part in parts:
            root.remove(part)
        home = root
        for part in parts:
            if part.tag == "h3":
                home = SubElement(root, "section", {"class": "part"})
                home.text = home.tail = "\n"
            home.append(part)


class Standard(Extension):
    """The extension of Markdown that has it read texts as CommonMark does, and in sections."""

    def __init__(self, notes: FootnoteExtension):
        super().__init__()
        self.notes = notes

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Markdown, before it asks the other extensions."""
        md.preprocessors.deregister("html_block")
        md.preprocessors.deregister("normalize_whitespace")
        self.blocks = md.parser = Blocks(md, self.notes)
        self.judge = Judge(md, self.blocks)
        add_patterns(md)
        # After Markdown's reading of lines (20), before all others change the tree.
        md.treeprocessors.register(self.judge, "judge", 18)
        md.treeprocessors.register(Sections(md, self.blocks), "sections", 0)


NOTES = FootnoteExtension()
STANDARD = Standard(NOTES)
MARKDOWN = Markdown(
    extensions=[STANDARD, NOTES, "smarty", "toc"],
    # A lesson's "##" is a part of its main part, whose own heading is an h2.
    extension_configs={"toc": {"slugify": slugify, "baselevel": 2, "marker": ""}},
    output_format="html",
)


def convert(source: str, is_line: bool = False) -> Prose:
    """The HTML of a Markdown text, with placeholders; a line is one paragraph, whatever it is."""
    formulas: list[str] = []

    def hide(latex: str) -> str:
        formulas.append(latex)
        return f"\ue000{len(formulas) - 1}{LINE * latex.count('\n')}\ue001"

    hidden = replace_formulas(REFERENCE.sub(plain_reference, source), hide)
    STANDARD.blocks.is_line = is_line
    try:
        raw = MARKDOWN.reset().convert(hidden) if hidden.strip() else ""
    except (RecursionError, ValueError) as error:  # Python-Markdown's own checks fail too
        why = TOO_DEEP if isinstance(error, RecursionError) else UNREADABLE
        return Prose("", "", (), (), Sanitised(refused=[why]))
    made = sanitise(raw)
    prose = Prose(made.html, raw, tuple(formulas), (), made)
    return replace(prose, **read_faults(source, hidden, formulas)) if raw else prose


def read_faults(source: str, hidden: str, formulas: list[str]) -> dict[str, Any]:
    """What is known, beside its HTML, of the text that was converted last."""

    def shown(message: str) -> str:
        message = FORMULA.sub(lambda found: f"${formulas[int(found[1])]}${found[2]}", message)
        return CUT.sub("", message)

    lines, blocks = source_lines(hidden), STANDARD.blocks
    tokens = blocks.document.tokens
    faults = [*STANDARD.judge.faults, *text_faults(blocks, hidden)]
    return {
        "headings": tuple(flat(MARKDOWN.toc_tokens)),  # type: ignore[attr-defined]
        "faults": (
            *character_faults(source),
            *(Fault(lines[each.line], shown(each.message)) for each in faults),
        ),
        "heading_faults": tuple(
            Fault(lines[each.line], each.message) for each in heading_faults(tokens)
        ),
        "listings": tuple(
            Listing(lines[each.map[0]], *listing_name(each), each.type == "fence")
            for each in tokens
            if each.type in ("fence", "code_block") and each.map
        ),
    }


def plain_reference(found: re.Match[str]) -> str:
    """A character by its number; no author can write those that stand for something here."""
    if not (digits := found[1]):
        return "\N{REPLACEMENT CHARACTER}"
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    is_known = number <= sys.maxunicode and not REFUSED.match(chr(number))
    return found[0] if is_known else "\N{REPLACEMENT CHARACTER}"


def character_faults(source: str) -> Iterator[Fault]:
    """Characters by their number that cannot be used."""
    for found in REFERENCE.finditer(source):
        if plain_reference(found) != found[0]:
            told = f"the character '{found[0][:12]}' cannot be used"
            yield Fault(source.count("\n", 0, found.start()), told)


@lru_cache(maxsize=4096)
def converted(source: str) -> Prose:
    """A text of a block or of the course: shown in several places, it is converted once.

    In one line it is words, and no list or heading: a title may be "1. The first steps".
    """
    return convert(source, "\n" not in source.strip() and source.strip()[:1] != "<")


def source_lines(hidden: str) -> list[int]:
    """Which line of the source each line was, when formulas still had theirs."""
    lengths = (1 + line.count(LINE) for line in hidden.split("\n"))
    return [0, *accumulate(lengths)]


def flat(tokens: list[Any]) -> Iterator[Heading]:
    """Markdown's nested headings in the order of the text."""
    for token in tokens:
        yield Heading(token["level"], token["id"], sanitise(token["html"]).html)
        yield from flat(token["children"])


def fill(
    html: str,
    formula: Callable[[int], str],
    term: Callable[[str, str], str],
    block: Callable[[int], str] = str,
) -> str:
    """The HTML with its formulas by number, terms by name and words, and blocks by number."""
    html = FORMULA.sub(lambda found: glued(formula(int(found[1])), found[2]), html)
    html = TERM.sub(lambda found: glued(term(found[1], found[2]), found[3]), html)
    html = LINK.sub(lambda found: found[1] + page_name(found[2]) + found[3], html)
    return BLOCK.sub(lambda found: block(int(found[1])), html)


def glued(part: str, punctuation: str) -> str:
    """A formula or a term with what follows it, which must not begin a new line."""
    return f'<span class="glue">{part}{punctuation}</span>' if punctuation else part


def page_name(target: str) -> str:
    """The page of a lesson's file: "../start/02-what.md" gives "../start/what.html"."""
    folder, slash, name = target.rpartition("/")
    return folder + slash + re.sub(r"^\d+-", "", name).removesuffix(".md") + ".html"


def unwrapped(html: str) -> str:
    """The inside of a single paragraph, for texts that stand in a line."""
    match = PARAGRAPH.match(html)
    return match[1] if match and "<p>" not in match[1] else html
