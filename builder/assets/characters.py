"""Which characters the site can show: fonts hold these and no others."""

import re
import string
from dataclasses import dataclass

from builder.formulas.symbols import Notation
from builder.model.course import Course
from builder.project import ROOT
from builder.reading.found_formulas import shared_texts

OWN_WORDS = ("builder/pages/templates/*.html", "builder/browser/js/**/*.js", "pycore/**/*.py")
"""Where the words stand that no author wrote."""
TYPOGRAPHIC = "\N{NO-BREAK SPACE}–—‘’“”…"
"""What Markdown makes of plain quotes, dashes and dots."""
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class Characters:
    """What the pages show."""

    texts: str
    """Every character of running text."""
    formulas: str
    """Every character of the formulas."""


def shown_characters(course: Course, notation: Notation) -> Characters:
    """All of them, each once, in order."""
    own = (path.read_text("utf-8") for glob in OWN_WORDS for path in ROOT.glob(glob))
    texts = {*string.printable, *TYPOGRAPHIC}.union(*own)
    texts.update(*(text.text for text in shared_texts(course)))
    texts.update(*(lesson.texts_show for lesson in course.lessons))
    formulas = {" "}.union(*(TAG.sub("", each.html) for each in notation.formulas.values()))
    formulas.update(*(lesson.formulas_show for lesson in course.lessons))
    return Characters(printable(texts), printable(formulas))


def printable(characters: set[str]) -> str:
    """The characters that a font can have a glyph for, in order."""
    return "".join(sorted(each for each in characters if each.isprintable()))
