"""What authors write, with the place where it stands; and what is wrong there."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
    is_warning: bool = False
    """Whether the site can be built all the same."""

    def __str__(self) -> str:
        kind = "warning: " if self.is_warning else ""
        return f"{self.place.path}:{self.place.line}: {kind}{self.message}"


def errors(problems: Iterable[Problem], strict: bool = False) -> list[Problem]:
    """Those problems that stop a build; where it is strict, warnings do too."""
    return [each for each in problems if strict or not each.is_warning]


class ContentError(Exception):
    """Raised where a problem is found, caught where problems are collected."""

    def __init__(self, place: Place, message: str):
        super().__init__(message)
        self.problem = Problem(place, message)


@dataclass(frozen=True)
class Notes:
    """What was found wrong so far; grows while files are read."""

    problems: list[Problem] = field(default_factory=list)
    """In the order in which they were found."""
    lost: set[str] = field(default_factory=set)
    """Of "lessons", "terms" and "symbols": what could not be read to the end."""

    def losing(self, what: str) -> "Losing":
        """Around what may raise ContentError and so cost some lessons, terms or symbols."""
        return Losing(self, what)


@dataclass(frozen=True)
class Losing:
    """Takes a ContentError down and goes on behind it."""

    notes: Notes
    """Where to."""
    what: str
    """What is lost."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, ContentError):
            self.notes.problems.append(error.problem)
            self.notes.lost.add(self.what)
        return isinstance(error, ContentError)


@dataclass(frozen=True)
class Text:
    """Markdown, or a plain text, of the author's."""

    text: str
    """As written; numbers are filled in."""
    place: Place
    """Of its first line."""
    folds: tuple[int, ...] = ()
    """Where a line of the source ends that does not end here, in order: YAML folds lines."""

    def at(self, index: int) -> Place:
        """The place of a character."""
        return self.place.down(self.text.count("\n", 0, index) + bisect_right(self.folds, index))


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


def value_at(value: Value, path: str) -> Value | None:
    """The value at "try.0.rate" in a value; None where there is none."""
    for key in path.split("."):
        match value:
            case Fields() if key in value.values:
                value = value.values[key]
            case Items() if key.isdigit() and int(key) < len(value.items):
                value = value.items[int(key)]
            case _:
                return None
    return value


def place_at(value: Value, path: str) -> Place:
    """The place of "try.0.rate" in a value; of the nearest thing around it where it is missing."""
    first, _, rest = path.partition(".")
    inner = value_at(value, first)
    if inner is None:
        return value.place
    if rest:
        return place_at(inner, rest)
    return value.places[first] if isinstance(value, Fields) else inner.place


def allowed_names(names: Iterable[str], given: str) -> str:
    """The end of a sentence about a wrong name: " (allowed: a, b). Did you mean 'a'?"."""
    known = tuple(names)
    match = nearest_name(known, given, 0.5)
    hint = f". Did you mean '{match}'?" if match else ""
    return f" (allowed: {', '.join(known)}){hint}" if known else " (allowed: none)"


def nearest_name(names: Iterable[str], given: str, likeness: float) -> str:
    """The name that is most like the given one; empty where none is as like as that, 0 to 1."""
    lower = {name.lower(): name for name in names}
    match = get_close_matches(given.lower(), lower, n=1, cutoff=likeness)
    return lower[match[0]] if match else ""
