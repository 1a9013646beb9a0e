"""The types of the data blocks of a lesson."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.model.code_blocks import CodeBlock
from builder.model.source import Place, Text
from pycore.kit.widget import Widget


@dataclass(frozen=True)
class MathBlock:
    """A displayed formula with its legend."""

    id: str
    """Of the element."""
    place: Place
    """Of the fence."""
    latex: Text
    """The formula."""
    title: Text | None
    """A caption, if any."""
    legend: tuple[Text, ...]
    """Names of symbols, in the order in which they are to be read."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield from filter(None, [self.title])


@dataclass(frozen=True)
class WidgetBlock:
    """A widget."""

    id: str
    """Of the element."""
    place: Place
    """Of the fence."""
    kind: str
    """Its name in pycore's table of kinds."""
    options: Mapping[str, Any]
    """The author's options, as pycore parses them."""
    widget: Widget
    """What the options describe."""
    title: Text
    """Its heading."""
    caption: Text | None
    """What to see in it, if said."""
    labels: tuple[Text, ...]
    """What the experiments' buttons say."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield from filter(None, [self.title, self.caption, *self.labels])


@dataclass(frozen=True)
class Choice:
    """One answer to choose."""

    text: Text
    """What it says."""
    right: bool
    """Whether it is right."""
    feedback: Text
    """What the reader is told who chooses it."""


@dataclass(frozen=True)
class ChoiceQuestion:
    """A question with answers to choose from: one, or several where several are right."""

    ask: Text
    """The question."""
    choices: tuple[Choice, ...]
    """In the order shown."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield self.ask
        for choice in self.choices:
            yield choice.text
            yield choice.feedback


@dataclass(frozen=True)
class Mistake:
    """A wrong number that has a reason."""

    answer: float
    """The number."""
    feedback: Text
    """How one comes to it."""


@dataclass(frozen=True)
class NumberQuestion:
    """A question for a number."""

    ask: Text
    """The question."""
    answer: float
    """The right number, computed by pycore."""
    tolerance: float
    """How far off still counts as right."""
    feedback: Text
    """For the right number."""
    mistakes: tuple[Mistake, ...]
    """Wrong numbers that have a reason, in order."""
    otherwise: Text
    """For every other number."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        yield from (self.ask, self.feedback, self.otherwise)
        for mistake in self.mistakes:
            yield mistake.feedback


type Question = ChoiceQuestion | NumberQuestion


@dataclass(frozen=True)
class QuizBlock:
    """A quiz."""

    id: str
    """Of the element."""
    place: Place
    """Of the fence."""
    questions: tuple[Question, ...]
    """In the order asked."""

    def texts(self) -> Iterator[Text]:
        """All its Markdown."""
        for question in self.questions:
            yield from question.texts()


type Block = MathBlock | WidgetBlock | QuizBlock | CodeBlock
