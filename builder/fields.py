"""YAML → values with their places. The only module that imports yaml.

Every scalar stays the text that the author wrote: an answer "no" is the word, not False.
"""

from collections.abc import Iterator

import yaml

from builder.places import ContentError, Fields, Items, Place, Problem, Text, Value, allowed_names


def read_fields(text: str, place: Place) -> Fields:
    """The mapping that a YAML text holds; its first line stands at the given place."""
    try:
        node = yaml.compose(text, Loader=yaml.BaseLoader)
        value = _value(node, place) if node else Fields({}, {}, place)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(mark.line, max(text.count("\n") - 1, 0)) if mark else 0
        told = " ".join(filter(None, [error.context, error.problem]))
        raise ContentError(place.down(line), f"YAML cannot be read: {told}") from None
    except yaml.YAMLError as error:
        told = str(error).split("\n")[0]
        raise ContentError(place, f"YAML cannot be read: {told}") from None
    if not isinstance(value, Fields):
        raise ContentError(place, "a mapping is needed here (allowed: lines such as 'key: value')")
    return value


def _value(node: yaml.Node, place: Place) -> Value:
    here = place.down(node.start_mark.line)
    if isinstance(node, yaml.ScalarNode):
        return Text(node.value, here.down(1) if node.style in ("|", ">") else here)
    if isinstance(node, yaml.SequenceNode):
        return Items(tuple(_value(item, place) for item in node.value), here)
    values: dict[str, Value] = {}
    places: dict[str, Place] = {}
    for key, item in node.value:
        spot = place.down(key.start_mark.line)
        if not isinstance(key, yaml.ScalarNode):
            raise ContentError(spot, "a key must be a plain word")
        if key.value in values:
            raise ContentError(spot, f"the key '{key.value}' stands here twice")
        values[key.value] = _value(item, place)
        places[key.value] = spot
    return Fields(values, places, here)


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


def optional_text(fields: Fields, key: str) -> Text | None:
    """The text of a key, or None where the key is missing."""
    value = fields.values.get(key)
    if value is None:
        return None
    if not isinstance(value, Text) or not value.text.strip():
        raise ContentError(fields.places[key], f"'{key}' must be a text, and not an empty one")
    return value


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
        raise ContentError(value.place, f"{owner} must be a mapping of options")
    return value
