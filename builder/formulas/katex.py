"""LaTeX → HTML with MathML: all formulas that a process needs, in one KaTeX process."""

import atexit
import json
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

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
    asked = json.dumps([[formula.latex, formula.display] for formula in formulas])
    into, out = katex()
    into.write(f"{asked}\n")
    into.flush()
    return [_rendered(answer) for answer in json.loads(out.readline())]


@cache
def katex() -> tuple[IO[str], IO[str]]:
    """The way to a KaTeX process and back, a line of JSON each; it ends with this process."""
    process = subprocess.Popen(
        [find_node(), str(Path(__file__).with_name("katex.mjs"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(process.communicate)
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout


def _rendered(answer: dict[str, Any]) -> Rendered:
    if "error" in answer:
        return Rendered("", (), answer["error"])
    return Rendered(answer["html"], tuple(map(_letter, answer["symbols"])), "")


def _letter(answer: dict[str, Any]) -> Letter:
    return Letter(answer["name"], tuple(map(_letter, answer["parts"])), answer["letter"])


def whole_name(rendered: Rendered) -> str:
    """The fixed form of a formula that is one symbol; empty where it is not."""
    return rendered.letters[0].name if len(rendered.letters) == 1 else ""
