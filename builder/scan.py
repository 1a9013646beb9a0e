"""What a Markdown text refers to: formulas, terms, links, images, each with its place.

Python-Markdown keeps no line numbers, so this reads the source. It also hides the formulas from
Markdown, which would take their underscores for emphasis.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from builder.places import Place, Text

CODE = r"""^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[ \t]*$
    | (?<![`\\])(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"""

PIECE = re.compile(
    rf"""(?P<code>{CODE})
      | (?P<escaped>\\\$)
      | \$(?P<formula>(?![\s\d.,]*\s)(?:[^$\\]|\\.)+?)\$
      | (?P<bang>!?)\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]\(\s*<?(?P<target>[^\s)>]*)
      | ^[ ]{{0,3}}\[(?!\^)[^\]]+\]:[ \t]*<?(?P<reference>[^\s>]+)
      | \b(?:href|src)\s*=\s*["'](?P<attribute>[^"']*)""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)


@dataclass(frozen=True)
class Reference:
    """Something that a text points to."""

    kind: str
    """formula, term, link or image."""
    target: str
    """LaTeX, a term's name, or an address."""
    place: Place
    """Where it stands."""
    label: str = ""
    """The words that are linked, or the description of the image."""


def references(text: Text) -> Iterator[Reference]:
    """Everything that the text refers to, in order; what stands in code does not count."""
    yield from _references(text.text, text.place)


def _references(source: str, place: Place) -> Iterator[Reference]:
    for piece in PIECE.finditer(source):
        here = place.down(source.count("\n", 0, piece.start()))
        if piece["formula"] is not None:
            yield Reference("formula", piece["formula"], here)
        if piece["label"]:
            yield from _references(piece["label"], here)
        target = piece["target"] or piece["reference"] or piece["attribute"]
        if target is None:
            continue
        if target.startswith("term:"):
            yield Reference("term", target.removeprefix("term:"), here)
        else:
            yield Reference(
                "image" if piece["bang"] else "link", target, here, piece["label"] or ""
            )


def replace_formulas(text: str, replace: Callable[[str], str]) -> str:
    """The text with something else in place of each formula and each escaped dollar sign."""

    def one(piece: re.Match[str]) -> str:
        if piece["formula"] is not None:
            return replace(piece["formula"])
        if piece["escaped"]:
            return "&#36;"
        if piece["label"]:
            inside = replace_formulas(piece["label"], replace)
            return piece[0].replace(piece["label"], inside, 1)
        return piece[0]

    return PIECE.sub(one, text)
