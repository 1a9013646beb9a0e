"""glossary.yaml and symbols.yaml → Vocabulary."""

import re
from collections.abc import Callable

from builder.model.course import Symbol, Term, Vocabulary
from builder.model.source import ContentError, Fields, Place
from builder.reading.content_folder import Content
from builder.reading.yaml_fields import as_fields, optional_text, text_field, unknown_keys

NAME = re.compile("[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
GLOSSARY_IDS = ("symbols", "terms")
"""Ids of the glossary page's own parts."""


def load_vocabulary(content: Content) -> Vocabulary:
    """The words and letters that all lessons have in common."""
    terms, symbols = load_terms(content), load_symbols(content)
    return Vocabulary(terms, symbols, frozenset(content.notes.lost))


def check_name(name: str, place: Place) -> None:
    """ContentError where a term or symbol has a name that no link can hold."""
    if not NAME.fullmatch(name) or name in GLOSSARY_IDS:
        told = f"'{name}' cannot be the name of a term or symbol"
        allowed = f"allowed: letters, digits and '-', but not {', '.join(GLOSSARY_IDS)}"
        raise ContentError(place, f"{told} ({allowed})")


def load_terms(content: Content) -> dict[str, Term]:
    """The glossary."""

    def make(name: str, fields: Fields) -> Term:
        term = text_field(fields, "term", "a term")
        return Term(name, term, text_field(fields, "definition", "a term"))

    return load_table(content, "glossary.yaml", "term", ("term", "definition"), make)


def load_symbols(content: Content) -> dict[str, Symbol]:
    """The letters of the formulas."""

    def make(name: str, fields: Fields) -> Symbol:
        latex = text_field(fields, "latex", "a symbol")
        meaning = text_field(fields, "meaning", "a symbol")
        return Symbol(name, latex, meaning, optional_text(fields, "aloud"))

    return load_table(content, "symbols.yaml", "symbol", ("latex", "meaning", "aloud"), make)


def load_table[T](
    content: Content, file: str, kind: str, keys: tuple[str, ...], make: Callable[[str, Fields], T]
) -> dict[str, T]:
    """The entries of a file of terms or symbols, by name."""
    made: dict[str, T] = {}
    with content.notes.losing(f"{kind}s"):
        entries = content.optional_fields(file)
        for name, value in entries.values.items():
            with content.notes.losing(f"{kind}s"):
                check_name(name, entries.places[name])
                fields = as_fields(value, f"the {kind} '{name}'")
                content.notes.problems.extend(unknown_keys(fields, keys, f"a {kind}"))
                made[name] = make(name, fields)
    return made
