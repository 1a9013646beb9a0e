"""One parser for each kind of data block, in a table."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from builder.expressions import Names, evaluate_number
from builder.fields import (
    as_fields,
    items_field,
    optional_text,
    text_field,
    unknown_keys,
)
from builder.model import (
    Block,
    Choice,
    ChoiceQuestion,
    MathBlock,
    Mistake,
    NumberQuestion,
    Question,
    QuizBlock,
    WidgetBlock,
)
from builder.places import (
    ContentError,
    Fields,
    Place,
    Problem,
    Text,
    Value,
    allowed_names,
    place_at,
    plain,
)
from pycore.widgets import WIDGETS
from pycore.widgets.model import OptionError

ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Draft:
    """What a block's parser works on."""

    fields: Fields
    """The YAML of the block."""
    place: Place
    """Of the fence."""
    names: Names
    """What expressions may call."""
    problems: list[Problem] = field(default_factory=list)
    """Filled by the parser with what is wrong without hindering it."""


def parse_math(draft: Draft) -> MathBlock:
    """A displayed formula."""
    fields = draft.fields
    draft.problems.extend(unknown_keys(fields, ("id", "title", "latex", "legend"), "a formula"))
    legend = items_field(fields, "legend", "a formula") if "legend" in fields.values else ()
    names = tuple(name for name in legend if isinstance(name, Text))
    if len(names) < len(legend):
        raise ContentError(fields.places["legend"], "a legend is a list of names of symbols")
    return MathBlock(
        id=read_id(fields, "a formula"),
        place=draft.place,
        latex=text_field(fields, "latex", "a formula"),
        title=optional_text(fields, "title"),
        legend=names,
    )


WIDGET_KEYS = ("id", "kind", "title", "caption")


def parse_widget(draft: Draft) -> WidgetBlock:
    """A widget, with its options as its kind reads them."""
    fields = draft.fields
    kind = text_field(fields, "kind", "a widget")
    if kind.text not in WIDGETS:
        told = allowed_names(tuple(WIDGETS), kind.text)
        raise ContentError(kind.place, f"unknown kind of widget '{kind.text}'{told}")
    allowed = (*WIDGET_KEYS, *WIDGETS[kind.text].OPTIONS)
    draft.problems.extend(unknown_keys(fields, allowed, f"widget '{kind.text}'"))
    options = {
        key: plain(value)
        for key, value in fields.values.items()
        if key in WIDGETS[kind.text].OPTIONS
    }
    try:
        widget = WIDGETS[kind.text].parse(options)
    except OptionError as error:
        told = allowed_names(error.allowed, error.given) if error.allowed else ""
        raise ContentError(place_at(fields, error.option), f"{error}{told}") from None
    return WidgetBlock(
        id=read_id(fields, "a widget"),
        place=draft.place,
        kind=kind.text,
        options=options,
        widget=widget,
        title=text_field(fields, "title", "a widget"),
        caption=optional_text(fields, "caption"),
        labels=tuple(
            Text(experiment.label, place_at(fields, f"try.{index}.label"))
            for index, experiment in enumerate(widget.experiments())
        ),
    )


def parse_quiz(draft: Draft) -> QuizBlock:
    """A quiz of at least one question."""
    fields = draft.fields
    draft.problems.extend(unknown_keys(fields, ("id", "questions"), "a quiz"))
    questions = []
    for item in items_field(fields, "questions", "a quiz"):
        try:
            questions.append(parse_question(item, draft))
        except ContentError as error:
            draft.problems.append(error.problem)
    return QuizBlock(read_id(fields, "a quiz"), draft.place, tuple(questions))


def parse_question(item: Value, draft: Draft) -> Question:
    """A question with choices, or one for a number."""
    fields = as_fields(item, "a question")
    if "choices" in fields.values:
        draft.problems.extend(unknown_keys(fields, ("ask", "choices"), "a question with choices"))
        return choice_question(fields, draft)
    if "answer" not in fields.values:
        raise ContentError(fields.place, "a question needs 'choices' or an 'answer'")
    allowed = ("ask", "answer", "tolerance", "feedback", "mistakes", "otherwise")
    draft.problems.extend(unknown_keys(fields, allowed, "a question for a number"))
    return number_question(fields, draft)


def choice_question(fields: Fields, draft: Draft) -> ChoiceQuestion:
    """A question with at least two different choices, and at least one right and one wrong."""
    ask = text_field(fields, "ask", "a question")
    choices: list[Choice] = []
    for item in items_field(fields, "choices", "a question"):
        choice = as_fields(item, "a choice")
        draft.problems.extend(unknown_keys(choice, ("text", "right", "feedback"), "a choice"))
        text = text_field(choice, "text", "a choice")
        if any(text.text.strip() == other.text.text.strip() for other in choices):
            raise ContentError(text.place, "this choice stands in the question twice")
        right = optional_text(choice, "right")
        if right and right.text not in ("yes", "no"):
            told = f"'{right.text}' does not say whether the choice is right (allowed: yes, no)"
            raise ContentError(right.place, told)
        is_right = right is not None and right.text == "yes"
        choices.append(Choice(text, is_right, text_field(choice, "feedback", "a choice")))
    if not any(choice.right for choice in choices):
        raise ContentError(ask.place, "the question has no right choice (mark one: right: yes)")
    if all(choice.right for choice in choices):
        raise ContentError(ask.place, "the question has no wrong choice")
    return ChoiceQuestion(ask, tuple(choices))


def number_question(fields: Fields, draft: Draft) -> NumberQuestion:
    """A question for a number; each foreseen mistake must be told from the right answer."""
    owner = "a question for a number"
    answer = evaluate_number(text_field(fields, "answer", owner), draft.names)
    tolerance = evaluate_number(text_field(fields, "tolerance", owner), draft.names)
    if tolerance < 0:
        raise ContentError(fields.places["tolerance"], "a tolerance cannot be negative")
    mistakes = []
    for item in items_field(fields, "mistakes", owner) if "mistakes" in fields.values else ():
        mistake = as_fields(item, "a mistake")
        draft.problems.extend(unknown_keys(mistake, ("answer", "feedback"), "a mistake"))
        wrong = evaluate_number(text_field(mistake, "answer", "a mistake"), draft.names)
        if abs(wrong - answer) <= 2 * tolerance:
            told = f"this mistake, {wrong:g}, cannot be told from the right answer, {answer:g}"
            raise ContentError(mistake.places["answer"], told)
        mistakes.append(Mistake(wrong, text_field(mistake, "feedback", "a mistake")))
    return NumberQuestion(
        ask=text_field(fields, "ask", owner),
        answer=answer,
        tolerance=tolerance,
        feedback=text_field(fields, "feedback", owner),
        mistakes=tuple(mistakes),
        otherwise=text_field(fields, "otherwise", owner),
    )


def read_id(fields: Fields, owner: str) -> str:
    """The id of a block."""
    found = text_field(fields, "id", owner)
    if not ID.fullmatch(found.text):
        told = f"'{found.text}' is no id (allowed: small letters, digits and '-', a letter first)"
        raise ContentError(found.place, told)
    return found.text


BLOCK_PARSERS: dict[str, Callable[[Draft], Block]] = {
    "widget": parse_widget,
    "quiz": parse_quiz,
    "math": parse_math,
}
