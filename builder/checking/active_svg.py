"""SVG files that would run, load or lead elsewhere when a browser opens them."""

import re
from collections.abc import Mapping
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
LIVELY = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
"""Namespaces whose elements browsers bring to life; those of drawing programs they do not."""
REFUSED = {"animation", "audio", "embed", "foreignobject", "handler"}
REFUSED |= {"iframe", "listener", "object", "script", "video"}
MOVING = ("animate", "animatemotion", "animatetransform", "set")
ADDRESSES = ("href", "xlink:href")
INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|gif|webp|avif)[;,])", re.IGNORECASE)
OUTWARD = re.compile(
    r"""@import|\\|(?:image|image-set|src)\(|url\((?!\s*["']?\s*(?:\#|data:image/(?:png|jpeg)))""",
    re.IGNORECASE,
)
"""In styles: what loads something, and escapes, which can hide that."""


class FoundError(Exception):
    """What is wrong with a drawing."""


def svg_problem(data: bytes) -> str:
    """What is wrong with an SVG file, with its line; mostly nothing."""
    parser = expat.ParserCreate("utf-8", " ")
    judge = Judge()
    parser.StartElementHandler = judge.start
    parser.EndElementHandler = judge.end
    parser.CharacterDataHandler = judge.text
    parser.StartDoctypeDeclHandler = judge.doctype
    parser.ProcessingInstructionHandler = judge.instruction
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return f"it is no SVG ({expat.errors.messages[error.code]} in line {error.lineno})"
    except FoundError as found:
        return f"it holds {found} in line {parser.CurrentLineNumber}"
    return ""


class Judge:
    """Hears what a drawing consists of, and raises FoundError."""

    def __init__(self) -> None:
        self.style = ""
        """All styles so far."""
        self.in_style = False

    def start(self, name: str, given: Mapping[str, str]) -> None:
        """An element begins."""
        space, _, tag = name.rpartition(" ")
        tag = tag.lower()
        if space in LIVELY or (space in (SVG, "") and tag in REFUSED):
            raise FoundError(f"<{tag}>")
        if space not in (SVG, ""):
            return
        self.in_style = tag == "style"
        for attribute, value in given.items():
            self.attribute(tag, attribute.lower(), value)

    def attribute(self, tag: str, name: str, value: str) -> None:
        """An attribute of an element of a drawing."""
        if name.startswith("on"):
            raise FoundError(f"the attribute '{name}'")
        if tag in MOVING and name == "attributename" and value.strip().lower() in ADDRESSES:
            raise FoundError(f"<{tag}> of an address")
        if name.rpartition(" ")[2] == "href" and not INSIDE.match(value):
            raise FoundError(f"the address '{value[:60]}' (allowed: #… and pictures as data:)")
        if " " not in name and OUTWARD.search(value):
            raise FoundError(f"the address in '{name}' (allowed: url(#…))")

    def end(self, name: str) -> None:
        """An element ends."""
        if self.in_style and OUTWARD.search(self.style):
            raise FoundError("an address in its styles (allowed: url(#…))")
        self.in_style = False

    def text(self, text: str) -> None:
        """A text, or a piece of one."""
        if self.in_style:
            self.style += text

    def doctype(self, name: str, system: str | None, public: str | None, subset: int) -> None:
        """A document type; one with entities can hide anything."""
        if subset:
            raise FoundError("a document type with entities")

    def instruction(self, target: str, data: str) -> None:
        """A processing instruction, such as a style sheet of elsewhere."""
        raise FoundError(f"'<?{target}'")
