"""One parser for each kind of data block, in a table."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from math import nan

from builder.model.blocks import (
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
    place_at,
    plain,
)
from builder.project import ROOT
from builder.reading.computed_numbers import evaluate_number
from builder.reading.expression_sandbox import KNOWN, Names
from builder.reading.yaml_fields import (
    as_fields,
    is_yes,
    items_field,
    optional_text,
    text_field,
    unknown_keys,
)
from pycore.frames.answers import find_kind
from pycore.kit.widget import OptionError

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
    notes: Notes
    """Filled by the parser with what is wrong without hindering it."""

    def check_keys(self, fields: Fields, allowed: tuple[str, ...], owner: str) -> None:
        """Notes the keys that are not allowed."""
        self.notes.problems.extend(unknown_keys(fields, allowed, owner))

    def note(self, place: Place, told: str) -> None:
        """Notes something that is wrong and hinders nothing."""
        self.notes.problems.append(Problem(place, told))


def parse_math(draft: Draft) -> MathBlock:
    """A displayed formula."""
    fields = draft.fields
    draft.check_keys(fields, ("id", "title", "latex", "legend"), "a formula")
    legend = items_field(fields, "legend", "a formula") if "legend" in fields.values else ()
    names = tuple(name for name in legend if isinstance(name, Text))
    if len(names) < len(legend):
        told = "a legend must be a list of names of symbols"
        raise ContentError(fields.places["legend"], told)
    return MathBlock(
        id=read_id(fields, "a formula"),
        place=draft.place,
        latex=text_field(fields, "latex", "a formula"),
        title=optional_text(fields, "title"),
        legend=names,
    )


KINDS = tuple(
    sorted(path.stem for path in (ROOT / "pycore" / "widgets").iterdir() if path.name[0] != "_")
)
"""What authors can choose of: all that lies in that folder."""
WIDGET_KEYS = ("id", "kind", "title", "caption")


def parse_widget(draft: Draft) -> WidgetBlock:
    """A widget, with its options as its kind reads them."""
    fields = draft.fields
    kind = text_field(fields, "kind", "a widget")
    if kind.text not in KINDS:
        told = allowed_names(KINDS, kind.text)
        raise ContentError(kind.place, f"unknown kind of widget '{kind.text}'{told}")
    widget_kind = find_kind(kind.text)
    allowed = (*WIDGET_KEYS, *widget_kind.OPTIONS)
    draft.check_keys(fields, allowed, f"widget '{kind.text}'")
    given = {key: plain(value) for key, value in fields.values.items()}
    options = {key: value for key, value in given.items() if key in widget_kind.OPTIONS}
    try:
        widget = widget_kind.parse(options)
    except OptionError as error:
        told = allowed_names(error.allowed, error.given) if error.allowed else ""
        raise ContentError(place_at(fields, error.option), f"{error}{told}") from None
    experiments = fields.values.get("try")
    items = experiments.items if isinstance(experiments, Items) else ()
    return WidgetBlock(
        id=read_id(fields, "a widget"),
        place=draft.place,
        kind=kind.text,
        options=options,
        widget=widget,
        title=text_field(fields, "title", "a widget"),
        caption=optional_text(fields, "caption"),
        labels=tuple(
            text_field(as_fields(item, "an experiment"), "label", "an experiment") for item in items
        ),
    )


def parse_quiz(draft: Draft) -> QuizBlock:
    """A quiz of at least one question."""
    fields = draft.fields
    draft.check_keys(fields, ("id", "questions"), "a quiz")
    questions = []
    for item in items_field(fields, "questions", "a quiz"):
        with draft.notes.losing("lessons"):
            questions.append(parse_question(item, draft))
    return QuizBlock(read_id(fields, "a quiz"), draft.place, tuple(questions))


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


CHOICE_KEYS = ("ask", "choices")
LEAST_TOLERANCE = 0.00001
"""Of an answer that is no whole number: nobody types more decimals."""
NUMBER_KEYS = ("ask", "answer", "tolerance", "feedback", "mistakes", "otherwise")


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


def read_id(fields: Fields, owner: str) -> str:
    """The id of a block."""
    found = text_field(fields, "id", owner)
    if not ID.fullmatch(found.text):
        told = f"'{found.text}' is no id (allowed: small letters, digits and '-', a letter first)"
        raise ContentError(found.place, told)
    if owner == "a widget" and found.text.replace("-", "_") in KNOWN:
        told = f"the id '{found.text}' is the name of a function that expressions call"
        raise ContentError(found.place, told)
    return found.text


BLOCK_PARSERS: dict[str, Callable[[Draft], Block]] = {
    "widget": parse_widget,
    "quiz": parse_quiz,
    "math": parse_math,
}
