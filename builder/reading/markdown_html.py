"""Markdown → HTML. The only module that imports markdown.

Formulas are hidden from Markdown behind placeholders, data blocks behind comments; `fill` puts in
what they stand for, once the formulas are rendered. Between the two, HTML is sanitised.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from builder.model.lesson_parts import Heading, Prose, Refusal, Sanitised
from builder.reading.references import replace_formulas
from builder.reading.sanitise import sanitise

FORMULA = re.compile("\ue000(\\d+)\ue001([,.;:!?)]*)")
SLOT = re.compile("<!--\ue002(\\d+)-->")
TERM = re.compile(r'<a\b[^>]*?\bhref="term:([^"]*)"[^>]*>(.*?)</a>([,.;:!?)]*)', re.DOTALL)
LINK = re.compile(r'(<a [^>]*?href=")([^":#?]+\.md)((?:#[^"]*)?")')
TOO_DEEP = Refusal("the text is nested too deeply", ())
PARAGRAPH = re.compile(r"\A<p>(.*)</p>\Z", re.DOTALL)


def slot(number: int) -> str:
    """What stands in the Markdown for a data block."""
    return f"<!--\ue002{number}-->"


def slugify(words: str, separator: str) -> str:
    """An id for a heading: "The loss function" gives "the-loss-function"."""
    plain = unicodedata.normalize("NFKD", FORMULA.sub("", words)).encode("ascii", "ignore")
    kept = re.findall(r"[a-z0-9]+", plain.decode().lower().replace("'", ""))
    return separator.join(kept) or "section"


class Sections(Treeprocessor):
    """Puts each heading of a section, with all that follows it, into an element of its own."""

    def run(self, root: Element) -> None:
        """Changes the tree."""
        parts = list(root)
        for part in parts:
            root.remove(part)
        home = root
        for part in parts:
            if part.tag == "h3":
                home = SubElement(root, "section", {"class": "part"})
                home.text = home.tail = "\n"
            home.append(part)


class Sectioned(Extension):
    """The extension of Markdown that does it, after all others have changed the tree."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Markdown."""
        md.treeprocessors.register(Sections(md), "sections", 0)


MARKDOWN = Markdown(
    extensions=[
        Sectioned(),
        "attr_list",
        "fenced_code",
        "footnotes",
        "sane_lists",
        "smarty",
        "tables",
        "toc",
        "pymdownx.blocks.details",
    ],
    # A lesson's "##" is a part of its main part, whose own heading is an h2.
    extension_configs={"toc": {"slugify": slugify, "baselevel": 2}},
    output_format="html",
)


def convert(source: str) -> Prose:
    """The HTML of a Markdown text, with placeholders."""
    formulas: list[str] = []

    def hide(latex: str) -> str:
        formulas.append(latex)
        return f"\ue000{len(formulas) - 1}\ue001"

    try:
        raw = MARKDOWN.reset().convert(replace_formulas(source, hide))
        headings = tuple(flat(MARKDOWN.toc_tokens))  # type: ignore[attr-defined]
    except RecursionError:
        return Prose("", "", (), (), Sanitised(refused=[TOO_DEEP]))
    made = sanitise(raw)
    return Prose(made.html, raw, tuple(formulas), headings, made)


@lru_cache(maxsize=4096)
def converted(source: str) -> Prose:
    """Short texts are shown in several places; each is converted once."""
    return convert(source)


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
    return SLOT.sub(lambda found: block(int(found[1])), html)


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
