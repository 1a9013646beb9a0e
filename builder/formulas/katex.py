"""LaTeX → HTML with MathML: all formulas that a process needs, in one KaTeX process."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.processes import Helper
from builder.project import find_node


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


MOST_CHARACTERS = 3000
"""In a formula: KaTeX takes ever longer for each further one."""
MOST_KEPT = 5000
"""Formulas that a process remembers: lessons have the short ones in common."""
RENDERED: dict[Formula, Rendered] = {}
"""What this process rendered lately."""


KATEX = Helper("KaTeX", lambda: [find_node(), str(Path(__file__).with_name("katex.mjs"))])


def render_formulas(wanted: Iterable[Formula]) -> Formulas:
    """Every wanted formula, rendered once."""
    formulas = sorted(set(wanted))
    known = {formula: RENDERED[formula] for formula in formulas if formula in RENDERED}
    for formula in formulas:
        if (length := len(formula.latex)) > MOST_CHARACTERS:
            told = f"it has {length} characters (allowed: up to {MOST_CHARACTERS})"
            known[formula] = Rendered("", (), told)
    if new := [formula for formula in formulas if formula not in known]:
        if len(RENDERED) + len(new) > MOST_KEPT:
            RENDERED.clear()
        rendered = dict(zip(new, _render(new), strict=True))
        RENDERED.update(rendered)
        known |= rendered
    return known


def _render(formulas: list[Formula]) -> list[Rendered]:
    answers = KATEX.ask([[formula.latex, formula.display] for formula in formulas])
    return [_rendered(answer) for answer in answers]


def _rendered(answer: dict[str, Any]) -> Rendered:
    if "error" in answer:
        return Rendered("", (), answer["error"])
    return Rendered(answer["html"], tuple(map(_letter, answer["symbols"])), "")


def _letter(answer: dict[str, Any]) -> Letter:
    return Letter(answer["name"], tuple(map(_letter, answer["parts"])), answer["letter"])


def whole_name(rendered: Rendered) -> str:
    """The fixed form of a formula that is one symbol; empty where it is not."""
    return rendered.letters[0].name if len(rendered.letters) == 1 else ""
