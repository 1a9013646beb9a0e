"""What authors write, with the place where it stands; and what is wrong there."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands in the content."""

    path: str
    """File, as the author would name it."""
    line: int
    """Line, from 1."""

    def down(self, lines: int) -> "Place":
        """The place so many lines further down."""
        return Place(self.path, self.line + lines)


@dataclass(frozen=True, order=True)
class Problem:
    """Something that an author has to mend."""

    place: Place
    """Where it stands."""
    message: str
    """One clear sentence: the offence, what is allowed, the nearest match."""

    def __str__(self) -> str:
        return f"{self.place.path}:{self.place.line}: {self.message}"


class ContentError(Exception):
    """Raised where a problem is found, caught where problems are collected."""

    def __init__(self, place: Place, message: str):
        super().__init__(message)
        self.problem = Problem(place, message)


@dataclass(frozen=True)
class Text:
    """Markdown, or a plain text, of the author's."""

    text: str
    """As written; numbers are filled in."""
    place: Place
    """Of its first line."""


@dataclass(frozen=True)
class Items:
    """A list of the author's."""

    items: "tuple[Value, ...]"
    """In order."""
    place: Place
    """Of its first line."""


@dataclass(frozen=True)
class Fields:
    """A mapping of the author's."""

    values: "Mapping[str, Value]"
    """By key, in order."""
    places: Mapping[str, Place]
    """Of each key."""
    place: Place
    """Of its first line."""


type Value = Text | Items | Fields


def plain(value: Value) -> Any:
    """The value without its places: texts, lists and dictionaries."""
    match value:
        case Text():
            return value.text
        case Items():
            return [plain(item) for item in value.items]
        case Fields():
            return {key: plain(item) for key, item in value.values.items()}


def place_at(value: Value, path: str) -> Place:
    """The place of "try.0.rate" in a value; of the nearest thing around it where it is missing."""
    first, _, rest = path.partition(".")
    match value:
        case Fields() if first in value.values:
            return place_at(value.values[first], rest) if rest else value.places[first]
        case Items() if first.isdigit() and int(first) < len(value.items):
            return place_at(value.items[int(first)], rest)
    return value.place


def allowed_names(names: tuple[str, ...], given: str) -> str:
    """The end of a sentence about a wrong name: " (allowed: a, b). Did you mean 'a'?"."""
    match = get_close_matches(given, names, n=1, cutoff=0.5)
    hint = f". Did you mean '{match[0]}'?" if match else ""
    return f" (allowed: {', '.join(names)}){hint}" if names else hint
