"""Kind of block "exercise": Python that readers complete, with checks, hints and a solution."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

from builder.model.python_source import error_place, packages_of, unknown_imports
from builder.model.source import ContentError, Problem, Text, Value
from builder.reading.block import Block, Draft, Outcome, Run
from builder.reading.yaml_fields import as_fields, is_yes, text_field

TRIES = 3
"""Of an exercise whose author does not say."""


@dataclass(frozen=True)
class Check:
    """What has to hold of a reader's solution."""

    say: Text
    """What it asks for, in words."""
    test: Text
    """An expression that is true where it holds."""
    is_hidden: bool
    """Whether it is shown only where it does not hold."""


@dataclass(frozen=True)
class ExerciseBlock(Block):
    """An exercise."""

    title: Text
    """Its heading."""
    ask: Text
    """What is to be done."""
    code: Text
    """What readers begin with."""
    checks: tuple[Check, ...]
    """All have to hold."""
    hints: tuple[Text, ...]
    """Given one after the other, if asked for."""
    solution: Text
    """The author's."""
    tries: int
    """After so many checks without success the solution can be seen."""

    OWNER = "an exercise"
    KEYS = ("title", "ask", "code", "checks", "hints", "solution", "tries")
    SECONDS = 180

    @classmethod
    def parse(cls, draft: Draft) -> Self:
        """An exercise with at least one check that readers see."""
        checks = tuple(read_check(item, draft) for item in draft.items("checks"))
        if all(check.is_hidden for check in checks):
            draft.note(
                draft.fields.places["checks"], "an exercise needs a check that is not hidden"
            )
        hints = draft.texts("hints", "hints must be a list of texts")
        block = cls(
            id=draft.id(),
            place=draft.place,
            title=draft.text("title"),
            ask=draft.text("ask"),
            code=draft.text("code"),
            checks=checks,
            hints=hints,
            solution=draft.text("solution"),
            tries=read_tries(draft.optional("tries")),
        )
        draft.notes.problems.extend(unknown_imports(*block.sources()))
        return block

    def context(self) -> Mapping[str, Any]:
        """Nothing that is printed before readers run it."""
        return {"output": ""}

    def texts(self) -> Iterator[Text]:
        """Title, task, hints and what the checks ask for."""
        yield from (self.title, self.ask, *self.hints)
        yield from (check.say for check in self.checks)

    def sources(self) -> Iterator[Text]:
        """All its Python."""
        yield from (self.code, self.solution, *(check.test for check in self.checks))

    def code_imports(self) -> frozenset[str]:
        """What any of its code imports."""
        return packages_of(*self.sources())

    def runs(self) -> Iterator[Run]:
        """What readers begin with, and the solution."""
        tests = tuple(check.test for check in self.checks)
        yield Run(self.id, self.code, tests, self.judge_start)
        yield Run(self.id, self.solution, tests, self.judge_solution)

    def judge_start(self, outcome: Outcome) -> Iterator[Problem]:
        """What readers begin with must not be a solution."""
        if not outcome.error and all(check["right"] for check in outcome.checks):
            told = f"the exercise '{self.id}' is solved already: its code passes all checks"
            yield Problem(self.code.place, told)

    def judge_solution(self, outcome: Outcome) -> Iterator[Problem]:
        """The solution must pass all checks."""
        name = f"the solution of '{self.id}' fails"
        if outcome.error:
            place = error_place(self.id, self.solution, outcome.error)
            yield Problem(place, f"{name}: {outcome.error['told']}")
        for check, verdict in zip(self.checks, outcome.checks, strict=False):
            if not verdict["right"]:
                found = f": {verdict['told']}" if verdict["told"] else ""
                yield Problem(
                    check.test.place, f"{name} the test '{check.test.text.strip()}'{found}"
                )


def read_check(item: Value, draft: Draft) -> Check:
    """A check of an exercise."""
    fields = as_fields(item, "a check")
    draft.check_keys(fields, ("say", "test", "hidden"), "a check")
    return Check(
        say=text_field(fields, "say", "a check"),
        test=read_test(text_field(fields, "test", "a check")),
        is_hidden=is_yes(fields, "hidden", "the check is hidden"),
    )


def read_test(test: Text) -> Text:
    """The expression of a check."""
    try:
        compile(test.text.strip(), "<check>", "eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        told = f"the test '{test.text.strip()}' is no Python expression"
        raise ContentError(test.place, told) from None
    return test


def read_tries(text: Text | None) -> int:
    """How many checks may fail before the solution can be seen."""
    if text is None:
        return TRIES
    if not re.fullmatch("[1-9]", text.text.strip()):
        raise ContentError(text.place, f"'{text.text}' is no number of tries (allowed: 1 to 9)")
    return int(text.text)


BLOCK = ExerciseBlock
