"""LaTeX → HTML with MathML: KaTeX, in a JavaScript engine inside this process.

A formula that takes too long or too much memory is refused, and the engine is started anew.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from quickjs import Function, JSException

from builder.prebuilt.parts import prebuilt


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


SECONDS = 10
"""Of the processor, for a formula."""
MOST_BYTES = 256 * 2**20
STACK_BYTES = 6 * 2**20
"""Enough for 150 fractions within each other; the engine's thread has 8 MB."""
MUCH = f"it takes too much memory (allowed: {MOST_BYTES // 2**20} MB)"
TOO_MUCH = {
    "InternalError: interrupted": f"it takes too long (allowed: {SECONDS} seconds)",
    "InternalError: out of memory": MUCH,
    "null": MUCH,  # where there is not even enough for an error
}
"""Reasons, by what the engine says when it gives up."""


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
        rendered = {formula: render(formula) for formula in new}
        RENDERED.update(rendered)
        known |= rendered
    return known


@cache
def engine() -> Function:
    """KaTeX with our own script, in a thread of its own: formulas can come from any."""
    script = Path(__file__).with_name("render.js").read_text("utf-8")
    function = Function("render", f"{prebuilt('katex.js').decode()}\n{script}", own_executor=True)
    function.set_time_limit(SECONDS)
    function.set_memory_limit(MOST_BYTES)
    function.set_max_stack_size(STACK_BYTES)
    return function


def render(formula: Formula) -> Rendered:
    """The formula, rendered anew."""
    try:
        # As a list it goes by JSON, which has all characters.
        return _rendered(json.loads(engine()([formula.latex, formula.display], run_gc=False)))
    except JSException as error:
        found = [why for sign, why in TOO_MUCH.items() if str(error).startswith(sign)]
        if not found:
            raise
        engine.cache_clear()
        return Rendered("", (), found[0])


def _rendered(answer: dict[str, Any]) -> Rendered:
    if "error" in answer:
        return Rendered("", (), answer["error"])
    return Rendered(answer["html"], tuple(map(_letter, answer["symbols"])), "")


def _letter(answer: dict[str, Any]) -> Letter:
    return Letter(answer["name"], tuple(map(_letter, answer["parts"])), answer["letter"])


def whole_name(rendered: Rendered) -> str:
    """The fixed form of a formula that is one symbol; empty where it is not."""
    return rendered.letters[0].name if len(rendered.letters) == 1 else ""
