"""YAML → values with their places. The only module that imports yaml.

Every scalar stays the text that the author wrote: an answer "no" is the word, not False.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace

import yaml

from builder.model.source import (
    ContentError,
    Fields,
    Items,
    Notes,
    Place,
    Problem,
    Text,
    Value,
    allowed_names,
)
from builder.reading.limits import check_length

ESCAPE = (
    "a backslash between double quotes is no LaTeX (allowed: single quotes, or none, around LaTeX)"
)
ALIAS = "aliases are not known here (a text that begins with '*' or '&' needs quotes around it)"
IN_CONTEXT = {
    "could not find expected ':'": "this line has a key and no ':' behind it",
    "expected ',' or ']'": "the list that begins here with '[' is not closed, or lacks a ','",
    "expected ',' or '}'": "the mapping that begins here with '{' is not closed, or lacks a ','",
    "found unexpected end of stream": "the quotation mark that opens here is never closed",
}
"""Our words for yaml's; the place is where the thing began that went wrong."""
AT_PROBLEM = {
    "mapping values are not allowed here": "a second ': ' stands here (a text that holds ': ' "
    "needs quotes; the keys of one mapping begin in one column)",
    "found character '\\t'": "a tab cannot indent a line (allowed: spaces)",
    "that cannot start any token": "a text that begins with this character needs quotes around it",
    "expected <block end>": "this does not fit what stands before it (the keys of one mapping "
    "begin in one column; a text that begins with a quotation mark, '[' or '{' needs quotes)",
    "expected the node content": "something is missing here, or a '[' or '{' is not closed",
    "while scanning an alias": ALIAS,
    "while scanning an anchor": ALIAS,
    "found undefined alias": ALIAS,
    "but found another document": "'---' cannot stand here",
    "found unknown escape character": ESCAPE,
    "expected a comment or a line break": "a text after '|' or '>' begins on the next line",
}
"""The same; the place is where yaml noticed."""


BRACKET = re.compile(r"[\[\]{}]")
DEEPEST = 200


def read_fields(text: Text, place: Place) -> Fields:
    """The mapping that a YAML text holds; the place is that of a mapping with nothing in it."""
    try:
        check_depth(text)
        node = compose(text.text)
        value = Reader(text).value(node, place) if node else Fields({}, {}, place)
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text) from None
    except RecursionError:
        raise ContentError(place, "the YAML is nested too deeply") from None
    if not isinstance(value, Fields):
        told = "lines such as 'key: value' are needed here"
        raise ContentError(value.place, told)
    return replace(value, place=place)


def check_depth(text: Text) -> None:
    """ContentError for brackets in brackets, for which yaml takes long before it fails."""
    depth = 0
    for each in BRACKET.finditer(text.text):
        depth += 1 if each[0] in "[{" else -1
        if depth > DEEPEST:
            raise ContentError(text.at(each.start()), "the YAML is nested too deeply")


def compose(text: str) -> yaml.Node | None:
    """The tree of a YAML text: by yaml's fast reader, or by the one whose errors we explain."""
    with suppress(AttributeError, yaml.YAMLError):  # libyaml is not everywhere
        return yaml.compose(text, Loader=yaml.CBaseLoader)
    return yaml.compose(text, Loader=yaml.BaseLoader)


def _explained(error: yaml.MarkedYAMLError, text: Text) -> ContentError:
    told = " ".join(filter(None, [error.context, error.problem]))
    mark = error.problem_mark or error.context_mark
    for words, ours in (AT_PROBLEM | IN_CONTEXT).items():
        if words in told:
            told = ours
            mark = error.context_mark if words in IN_CONTEXT else mark
            break
    end = len(text.text.rstrip())
    place = text.at(min(mark.index, end)) if mark else text.place
    return ContentError(place, f"the YAML cannot be read: {told}")


@dataclass(frozen=True)
class Reader:
    """Turns yaml's nodes into values."""

    source: Text
    """The text that yaml read."""
    seen: set[int] = field(default_factory=set)
    """Which nodes were read: yaml gives one node for an anchor and all its aliases."""

    def value(self, node: yaml.Node, around: Place) -> Value:
        """The value of a node, which stands in a mapping or list at that place."""
        place = self.source.at(node.start_mark.index)
        if id(node) in self.seen:
            raise ContentError(around, f"the YAML cannot be read: {ALIAS}")
        self.seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self.text(node)
        if isinstance(node, yaml.SequenceNode):
            return Items(tuple(self.value(item, place) for item in node.value), place)
        return self.fields(node)

    def fields(self, node: yaml.Node) -> Fields:
        """The mapping of a node."""
        values: dict[str, Value] = {}
        places: dict[str, Place] = {}
        for key, item in node.value:
            place = self.source.at(key.start_mark.index)
            if not isinstance(key, yaml.ScalarNode):
                raise ContentError(place, "a key must be a plain word")
            if key.value in values:
                raise ContentError(place, f"the key '{key.value}' stands here twice")
            values[key.value] = self.value(item, place)
            places[key.value] = place
        return Fields(values, places, self.source.at(node.start_mark.index))

    def text(self, node: yaml.ScalarNode) -> Text:
        """The text of a node; it knows the lines of the source though YAML folds them."""
        start, end = node.start_mark.index, node.end_mark.index
        raw = self.source.text[start:end]
        if node.style == '"' and re.search(r'\\[^\\"\n]', raw):
            raise ContentError(self.source.at(start), f"the YAML cannot be read: {ESCAPE}")
        if node.style in ("|", ">"):
            start += len(raw.partition("\n")[0])
        words = [word.start() for word in WORD.finditer(node.value)]
        lines = [
            self.source.at(word.start()) for word in WORD.finditer(self.source.text, start, end)
        ]
        if not words:
            return Text(node.value, self.source.at(start))
        text = Text(node.value, lines[0].down(-node.value.count("\n", 0, words[0])))
        folds: list[int] = []
        for word, place in zip(words, lines, strict=False):
            folds += [word] * (place.line - text.at(word).line - len(folds))
        text = replace(text, folds=tuple(folds))
        check_length(text)
        return text


WORD = re.compile(r"\S+")


def unknown_keys(fields: Fields, allowed: tuple[str, ...], owner: str) -> Iterator[Problem]:
    """A problem for each key that is not allowed: an owner is "widget 'descent'", "the quiz"."""
    for key, place in fields.places.items():
        if key not in allowed:
            told = f"unknown option '{key}' for {owner}{allowed_names(allowed, key)}"
            yield Problem(place, told)


def text_field(fields: Fields, key: str, owner: str) -> Text:
    """The text of a key that must be there and not be empty."""
    found = optional_text(fields, key)
    if found is None:
        raise ContentError(fields.place, f"{owner} needs the option '{key}'")
    return found


def noted_text(fields: Fields, key: str, owner: str, notes: Notes) -> Text:
    """The same; where there is none, an empty text, and a note."""
    try:
        return text_field(fields, key, owner)
    except ContentError as error:
        notes.problems.append(error.problem)
        return Text("", fields.place)


def optional_text(fields: Fields, key: str) -> Text | None:
    """The text of a key, or None where the key is missing."""
    value = fields.values.get(key)
    if value is None:
        return None
    if not isinstance(value, Text) or not value.text.strip():
        raise ContentError(fields.places[key], f"'{key}' must be a text, and not an empty one")
    return value


def is_yes(fields: Fields, key: str, claim: str) -> bool:
    """Whether a key says yes; a claim is what it says yes or no to, "the choice is right"."""
    found = optional_text(fields, key)
    if found and found.text not in ("yes", "no"):
        told = f"'{found.text}' does not say whether {claim} (allowed: yes, no)"
        raise ContentError(found.place, told)
    return found is not None and found.text == "yes"


def items_field(fields: Fields, key: str, owner: str) -> tuple[Value, ...]:
    """The items of a list that must be there and not be empty."""
    value = fields.values.get(key)
    if value is None:
        raise ContentError(fields.place, f"{owner} needs the option '{key}'")
    if not isinstance(value, Items) or not value.items:
        raise ContentError(fields.places[key], f"'{key}' must be a list, and not an empty one")
    return value.items


def as_fields(value: Value, owner: str) -> Fields:
    """The value, where it is a mapping."""
    if not isinstance(value, Fields):
        raise ContentError(value.place, f"{owner} must hold options (allowed: 'key: value' lines)")
    return value
