"""Numbers and claims in texts.

``{= expression =}`` is replaced by its value, ``{! expression !}`` must be true and vanishes.
"""

import re
from reprlib import repr as shortened
from typing import Any

from builder.model.source import ContentError, Notes, Problem, Text
from builder.reading.commonmark import without_listings
from builder.reading.content_folder import REFUSED
from builder.reading.expression_sandbox import Names, evaluate
from builder.reading.references import CODE, PARAGRAPH, formula_spans

# "{=}" and "{!}" are LaTeX, "{!r}" is Python: they open nothing.
OPENED = r"\{(?:=(?!\})|!(?![rsa]?[:}]))"
INSIDE = rf"(?:(?!{OPENED}){PARAGRAPH})"
CLAIMED = rf"\{{!(?![rsa]?[:}}])(?:(?!!\}}){INSIDE})*!\}}"
PIECE = re.compile(
    rf"""(?P<code>{CODE})
      | \{{=(?!\}})(?P<number>{INSIDE}*?)=\}}
      | ^[ \t]*(?P<line>(?:{CLAIMED}[ \t]*)+)(?:\n|\Z)    # nothing else in its lines
      | (?P<inside>{CLAIMED})
      | (?P<open>{OPENED})(?:[^{{}}\n$]*\}})?""",
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
GROUPED = re.compile(r"−?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
"""A number for readers with groups of digits."""
LATEX_FIELD = re.compile(r"^latex:.*(?:\n[ \t].*)*\Z", re.MULTILINE)
CLAIM = re.compile(r"\{!(?P<claim>.*?)!\}", re.DOTALL)


def fill_numbers(text: Text, names: Names, notes: Notes) -> Text:
    """The text with its numbers filled in and its claims checked.

    What it replaces may be lines long: the new text knows the old places. The text that is given
    has no folds yet.
    """
    parts: list[str] = []
    folds: list[int] = []
    written = done = 0
    for piece in PIECE.finditer(without_listings(text.text)):
        if piece["code"]:
            continue
        value = value_of(piece, text, names, notes)
        if GROUPED.fullmatch(value) and is_latex(text.text, piece.start()):
            value = value.replace(",", "{,}")
        parts += [text.text[done : piece.start()], value]
        written += len(parts[-2]) + len(value)
        folds += [written] * (piece[0].count("\n") - value.count("\n"))
        done = piece.end()
    return Text("".join([*parts, text.text[done:]]), text.place, tuple(folds))


def is_latex(text: str, index: int) -> bool:
    """Whether a place is in a formula, where a comma between digits needs brackets around it."""
    if LATEX_FIELD.search(text[:index]):
        return True
    return any(start < index < end for start, end in formula_spans(text))


def value_of(piece: re.Match[str], text: Text, names: Names, notes: Notes) -> str:
    """What stands in place of a number or of claims, or of one that is never closed."""
    if opening := piece["open"]:
        told = f"the '{opening}' is never closed with '{opening[1]}}}' in its paragraph"
        notes.problems.append(Problem(text.at(piece.start()), told))
        return "0" if opening == "{=" else ""
    if piece["number"] is not None:
        try:
            return shown(Text(piece["number"], text.at(piece.start())), names)
        except ContentError as error:
            notes.problems.append(error.problem)
            return "0"
    for claim in CLAIM.finditer(text.text, piece.start(), piece.end()):
        try:
            check_claim(Text(claim["claim"], text.at(claim.start())), names)
        except ContentError as error:
            notes.problems.append(error.problem)
    return ""


def shown(expression: Text, names: Names) -> str:
    """The value of an expression that gives a text or a number."""
    value = evaluate(expression.text, expression.place, names)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        told = f"{called(expression)} gives {named(value)}, which is neither a number nor a text"
        raise ContentError(expression.place, told)
    if found := REFUSED.search(str(value)):
        told = f"{called(expression)} gives the character U+{ord(found[0]):04X}"
        raise ContentError(expression.place, f"{told}, which cannot be used")
    return str(value)


def evaluate_number(text: Text, names: Names) -> float:
    """The number that an expression gives."""
    value = evaluate(text.text, text.place, names)
    if isinstance(value, bool) or not isinstance(value, int | float):
        told = f"{called(text)} gives {named(value)}, which is not a number"
        raise ContentError(text.place, told)
    return float(value)


def check_claim(claim: Text, names: Names) -> None:
    """ContentError where the claim is anything but true."""
    value = evaluate(claim.text, claim.place, names)
    words = " ".join(claim.text.split())
    if value is False:
        raise ContentError(claim.place, f"the claim '{words}' is false")
    if value is not True:
        told = f"the claim '{words}' is neither true nor false: its value is {named(value)}"
        raise ContentError(claim.place, told)


def called(expression: Text) -> str:
    """An expression, as a sentence calls it."""
    return f"the expression '{' '.join(expression.text.split())}'"


def named(value: Any) -> str:
    """A value, as a sentence calls it."""
    if isinstance(value, str | int | float):
        return shortened(value)
    return f"a {type(value).__name__}"
