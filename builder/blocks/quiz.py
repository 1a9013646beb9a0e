"""Kind of block "quiz": questions with choices, and questions for a number."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import nan
from typing import Any, Self

from builder.model.source import ContentError, Fields, Text, Value
from builder.reading.block import Block, Draft
from builder.reading.computed_numbers import evaluate_number
from builder.reading.yaml_fields import as_fields, is_yes, items_field, text_field
from pycore.drawing.numerals import decimals

CHOICE_KEYS = ("ask", "choices")
LEAST_TOLERANCE = 0.00001
"""Of an answer that is no whole number: nobody types more decimals."""
NUMBER_KEYS = ("ask", "answer", "tolerance", "feedback", "mistakes", "otherwise")


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
class QuizBlock(Block):
    """A quiz."""

    questions: tuple[Question, ...]
    """In the order asked."""

    OWNER = "a quiz"
    KEYS = ("questions",)
    SECONDS = 60
    HEIGHT = 720

    @classmethod
    def parse(cls, draft: Draft) -> Self:
        """A quiz of at least one question."""
        questions = []
        for item in draft.items("questions"):
            with draft.notes.losing("lessons"):
                questions.append(parse_question(item, draft))
        return cls(draft.id(), draft.place, tuple(questions))

    def context(self) -> Mapping[str, Any]:
        """How it writes the number that is right."""
        return {"number": right_number}

    def texts(self) -> Iterator[Text]:
        """Those of its questions."""
        for question in self.questions:
            yield from question.texts()

    def title_alone(self, words: Callable[[Text], str], number: str) -> str:
        """Which of the lesson's quizzes it is."""
        return f"Quiz {number}".strip()


def parse_question(item: Value, draft: Draft) -> Question:
    """A question with choices, or one for a number."""
    fields = as_fields(item, "a question")
    if "choices" in fields.values:
        draft.check_keys(fields, CHOICE_KEYS, "a question with choices")
        return choice_question(fields, draft)
    if "answer" in fields.values:
        draft.check_keys(fields, NUMBER_KEYS, "a question for a number")
        return number_question(fields, draft)
    draft.check_keys(fields, (*CHOICE_KEYS, *NUMBER_KEYS[1:]), "a question")
    raise ContentError(fields.place, "a question needs 'choices' or an 'answer'")


def choice_question(fields: Fields, draft: Draft) -> ChoiceQuestion:
    """A question with at least two different choices, and at least one right and one wrong."""
    ask = text_field(fields, "ask", "a question")
    choices: list[Choice] = []
    for item in items_field(fields, "choices", "a question"):
        choice = read_choice(item, draft)
        if any(choice.text.text.strip() == other.text.text.strip() for other in choices):
            draft.note(choice.text.place, "this choice stands in the question twice")
        choices.append(choice)
    if not any(choice.right for choice in choices):
        draft.note(ask.place, "the question has no right choice (mark one: right: yes)")
    if all(choice.right for choice in choices):
        draft.note(ask.place, "the question has no wrong choice (leave one without: right: yes)")
    return ChoiceQuestion(ask, tuple(choices))


def read_choice(item: Value, draft: Draft) -> Choice:
    """A choice of a question."""
    fields = as_fields(item, "a choice")
    draft.check_keys(fields, ("text", "right", "feedback"), "a choice")
    return Choice(
        text=text_field(fields, "text", "a choice"),
        right=is_yes(fields, "right", "the choice is right"),
        feedback=text_field(fields, "feedback", "a choice"),
    )


def number_question(fields: Fields, draft: Draft) -> NumberQuestion:
    """A question for a number; each foreseen mistake must be told from the right answer."""
    owner = "a question for a number"
    answer, tolerance = nan, nan
    with draft.notes.losing("lessons"):
        answer = evaluate_number(text_field(fields, "answer", owner), draft.names)
    with draft.notes.losing("lessons"):
        tolerance = evaluate_number(text_field(fields, "tolerance", owner), draft.names)
    if tolerance < 0:
        draft.note(fields.places["tolerance"], "a tolerance cannot be negative")
    elif tolerance < LEAST_TOLERANCE and not answer.is_integer():
        told = f"the tolerance {tolerance:g} is too small for readers to meet {answer:g}"
        draft.note(fields.places["tolerance"], f"{told} (allowed: {LEAST_TOLERANCE:g} and more)")
    mistakes = []
    for item in items_field(fields, "mistakes", owner) if "mistakes" in fields.values else ():
        mistake = as_fields(item, "a mistake")
        draft.check_keys(mistake, ("answer", "feedback"), "a mistake")
        wrong = evaluate_number(text_field(mistake, "answer", "a mistake"), draft.names)
        if abs(wrong - answer) <= 2 * tolerance:
            told = f"this mistake, {wrong:g}, cannot be told from the right answer, {answer:g}"
            draft.note(mistake.places["answer"], told)
        mistakes.append(Mistake(wrong, text_field(mistake, "feedback", "a mistake")))
    return NumberQuestion(
        ask=text_field(fields, "ask", owner),
        answer=answer,
        tolerance=tolerance,
        feedback=text_field(fields, "feedback", owner),
        mistakes=tuple(mistakes),
        otherwise=text_field(fields, "otherwise", owner),
    )


def right_number(question: NumberQuestion) -> str:
    """The right answer with as many decimals as the tolerance asks for."""
    places = len(f"{question.tolerance:f}".rstrip("0").partition(".")[2])
    return decimals(question.answer, places)


BLOCK = QuizBlock
