"""What a kind of block gives.

A kind is a module in builder/blocks/ that sets BLOCK to a subclass of Block, and a template of the
same name. The rest of the program asks blocks for what stands here, and knows no kind.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import quote, unquote

from builder.formulas.katex import Formula
from builder.formulas.symbols import Notation
from builder.model.course import Vocabulary
from builder.model.inputs import Input
from builder.model.source import ContentError, Fields, Notes, Place, Problem, Text, Value
from builder.reading.expression_sandbox import KNOWN, Names
from builder.reading.yaml_fields import items_field, optional_text, text_field, unknown_keys

ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class File:
    """A file of the content that a block shows: it is checked, and copied into the site."""

    kind: str
    """What problems call it: image or file."""
    target: str
    """Its address, as seen from the lesson."""
    place: Place
    """Where the author names it."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        return Path(self.place.path).parent / unquote(self.target)

    @property
    def url(self) -> str:
        """Its address for HTML."""
        return quote(unquote(self.target))


@dataclass(frozen=True)
class Outcome:
    """What became of a run."""

    output: str
    """What it printed."""
    error: Mapping[str, Any] | None
    """What went wrong, as pycore explains it."""
    checks: Sequence[Mapping[str, Any]]
    """What became of each test, if there was no error."""


@dataclass(frozen=True)
class Run:
    """Some code of the author's that is run while the site is built."""

    owner: str
    """The id of its block."""
    code: Text
    """The code itself."""
    tests: tuple[Text, ...] | None
    """Expressions to judge it by; None where it shares its names with the runs that follow."""
    judge: Callable[[Outcome], Iterator[Problem]]
    """Says what is wrong with what became of it."""


@dataclass(frozen=True)
class Draft:
    """What a block is parsed from."""

    kind: "type[Block]"
    """Which kind of block it is."""
    fields: Fields
    """The YAML of the block."""
    place: Place
    """Of the fence."""
    names: Names
    """What expressions may call."""
    notes: Notes
    """Filled by the parser with what is wrong without hindering it."""

    def id(self) -> str:
        """The id of the block."""
        found = self.text("id")
        if not ID.fullmatch(found.text):
            allowed = "allowed: small letters, digits and '-', a letter first"
            raise ContentError(found.place, f"'{found.text}' is no id ({allowed})")
        if self.kind.HAS_VALUE and found.text.replace("-", "_") in KNOWN:
            told = f"the id '{found.text}' is the name of a function that expressions call"
            raise ContentError(found.place, told)
        return found.text

    def text(self, key: str) -> Text:
        """The text of an option that must be there."""
        return text_field(self.fields, key, self.kind.OWNER)

    def optional(self, key: str) -> Text | None:
        """The text of an option, or None where it is left out."""
        return optional_text(self.fields, key)

    def items(self, key: str) -> tuple[Value, ...]:
        """The items of a list that must be there."""
        return items_field(self.fields, key, self.kind.OWNER)

    def texts(self, key: str, told: str) -> tuple[Text, ...]:
        """The texts of a list that may be left out; what is told where it holds anything else."""
        items = self.items(key) if key in self.fields.values else ()
        texts = tuple(item for item in items if isinstance(item, Text))
        if len(texts) < len(items):
            raise ContentError(self.fields.places[key], told)
        return texts

    def file(self, key: str, kind: str) -> File:
        """The file that an option names, which must be there; the kind is what problems call it."""
        found = self.text(key)
        return File(kind, found.text.strip(), found.place)

    def check_keys(self, fields: Fields, allowed: tuple[str, ...], owner: str) -> None:
        """Notes the keys that are not allowed."""
        self.notes.problems.extend(unknown_keys(fields, allowed, owner))

    def note(self, place: Place, told: str) -> None:
        """Notes something that is wrong and hinders nothing."""
        self.notes.problems.append(Problem(place, told))


@dataclass(frozen=True)
class Block(ABC):
    """A block of a lesson. What a kind does not override is right for a simple one."""

    id: str
    """Of the element."""
    place: Place
    """Of the fence."""

    OWNER: ClassVar[str]
    """What problems call a block of the kind: "a formula"."""
    KEYS: ClassVar[tuple[str, ...]]
    """Its options besides the id."""
    SECONDS: ClassVar[int]
    """What learners spend on it, for the minutes of the lesson."""
    HEIGHT: ClassVar[int] = 0
    """Pixels for a frame with the block alone whose host does not listen; 0: it cannot be alone."""
    HAS_VALUE: ClassVar[bool] = False
    """Whether expressions may call it by its id: then it is parsed before numbers are filled in."""

    @classmethod
    def check_keys(cls, draft: Draft) -> None:
        """Notes options that the kind does not have."""
        draft.check_keys(draft.fields, ("id", *cls.KEYS), cls.OWNER)

    @classmethod
    @abstractmethod
    def parse(cls, draft: Draft) -> Self:
        """The block; ContentError where it cannot be made."""

    @property
    def template(self) -> str:
        """The name of the template that writes it."""
        return f"{type(self).__module__.rpartition('.')[2]}.html"

    def context(self) -> Mapping[str, Any]:
        """What the template gets besides the block and the functions that write texts."""
        return {}

    def texts(self) -> Iterator[Text]:
        """All its Markdown: a kind that has other fields with texts, such as code, says which."""
        for value in self._values():
            if isinstance(value, Text):
                yield value

    def files(self) -> Iterator[File]:
        """The files that it shows."""
        for value in self._values():
            if isinstance(value, File):
                yield value

    def inputs(self) -> Iterator[Input]:
        """Files that were read for its HTML: where one changes, the lesson is made anew."""
        return iter(())

    def formulas(self) -> Iterator[tuple[Formula, Place]]:
        """The formulas that stand in none of its texts."""
        return iter(())

    def check(self, notation: Notation, vocabulary: Vocabulary) -> Iterator[Problem]:
        """What is wrong with it that shows only when formulas and vocabulary are known."""
        return iter(())

    def runs(self) -> Iterator[Run]:
        """The code to run while the site is built."""
        return iter(())

    def after(self, outcomes: Sequence[Outcome]) -> Self:
        """The block when its runs are done; there are fewer outcomes where one did not end."""
        return self

    def needs(self) -> frozenset[str]:
        """Python packages that its figures need."""
        return frozenset()

    def code_imports(self) -> frozenset[str] | None:
        """Python packages that its code imports; None where readers have none to change."""
        return None

    def value(self) -> object:
        """What expressions call by its id."""
        raise NotImplementedError

    def widget_options(self) -> tuple[str, str] | None:
        """Kind and options, a JSON text, of the widget that links can set; None without one."""
        return None

    def title_alone(self, words: Callable[[Text], str], number: str) -> str:
        """Its title on a page of its own; the number counts its kind, empty for the only one."""
        raise NotImplementedError

    def _values(self) -> Iterator[object]:
        for field in fields(self):
            value = getattr(self, field.name)
            yield from value if isinstance(value, tuple) else (value,)
