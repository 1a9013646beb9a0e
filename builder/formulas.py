"""LaTeX → HTML with MathML: all formulas of a build in one KaTeX process."""

import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from builder.project import ROOT, find_node


@dataclass(frozen=True, order=True)
class Formula:
    """A formula to be rendered."""

    latex: str
    """As written."""
    display: bool
    """On a line of its own."""


@dataclass(frozen=True)
class Letter:
    """A symbol in a formula, as KaTeX's parse tree shows it."""

    name: str
    """Its LaTeX in one fixed form, such as "y_{i}"."""
    parts: tuple["Letter", ...]
    """The symbols that it is put together from: y and i."""
    must_be_known: bool
    """Whether it needs a meaning; operators such as Σ do not."""


@dataclass(frozen=True)
class Rendered:
    """A formula, rendered, or the reason why it could not be."""

    html: str
    """HTML and MathML; empty where LaTeX could not be read."""
    letters: tuple[Letter, ...]
    """Its symbols, in order."""
    error: str
    """KaTeX's own words; empty where all went well."""


type Formulas = Mapping[Formula, Rendered]


RENDERED: dict[Formula, Rendered] = {}
"""What this process rendered so far: a preview renders only what is new."""


def render_formulas(wanted: Iterable[Formula]) -> Formulas:
    """Every wanted formula, rendered once."""
    formulas = sorted(set(wanted))
    if new := [formula for formula in formulas if formula not in RENDERED]:
        RENDERED.update(zip(new, _render(new), strict=True))
    return {formula: RENDERED[formula] for formula in formulas}


def _render(formulas: list[Formula]) -> list[Rendered]:
    asked = json.dumps([[formula.latex, formula.display] for formula in formulas])
    command = [find_node(), str(ROOT / "builder" / "katex.mjs")]
    told = subprocess.run(command, input=asked, capture_output=True, check=True, encoding="utf-8")
    return [_rendered(answer) for answer in json.loads(told.stdout)]


def _rendered(answer: dict[str, Any]) -> Rendered:
    if "error" in answer:
        return Rendered("", (), answer["error"])
    return Rendered(answer["html"], tuple(map(_letter, answer["symbols"])), "")


def _letter(answer: dict[str, Any]) -> Letter:
    return Letter(answer["name"], tuple(map(_letter, answer["parts"])), answer["letter"])


def whole_name(rendered: Rendered) -> str:
    """The fixed form of a formula that is one symbol; empty where it is not."""
    return rendered.letters[0].name if len(rendered.letters) == 1 else ""
