"""Tries the code of a lesson: cells must run, and each exercise must be worth doing.

What a cell prints is kept with it, for pages that show it before Python runs in them.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from secrets import token_hex

from builder.model.source import Notes, Problem
from builder.processes import Helper, signal_name
from builder.project import ROOT, ToolError
from builder.reading.block import Outcome, Run
from builder.reading.parsed_lesson import ParsedLesson

SECONDS = 20
"""For all code of a lesson."""


PASSED = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What Python itself may need to start; code of lessons does not see these either."""
ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "PYTHONHASHSEED": "0",  # the same order in sets for every build
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
RUNNER = Helper(
    "the runner",
    lambda: [sys.executable, "-P", "-s", "-m", "builder.checking.code_runner"],
    env={name: os.environ[name] for name in PASSED if name in os.environ} | ENVIRONMENT,
    seconds=3 * SECONDS,
)
"""The process that runs code of lessons; it keeps to SECONDS itself."""


def try_code(lesson: ParsedLesson, notes: Notes) -> ParsedLesson:
    """The lesson whose blocks know what their code gave; notes what is wrong with it."""
    runs = [run for block in lesson.blocks for run in block.runs()]
    if not runs:
        return lesson
    outcomes, ending = work_off(runs)
    for run, outcome in zip(runs, outcomes, strict=False):
        notes.problems.extend(run.judge(outcome))
    if len(outcomes) < len(runs):
        run = runs[len(outcomes)]
        notes.problems.append(Problem(run.code.place, f"the code of '{run.owner}' {ending}"))
    found = iter(outcomes)
    blocks = tuple(
        block.after([*islice(found, len(list(block.runs())))]) for block in lesson.blocks
    )
    return replace(lesson, blocks=blocks)


def work_off(runs: Sequence[Run]) -> tuple[list[Outcome], str]:
    """What became of the runs; of fewer, and why, where one takes too long or ends its process."""
    told = [{"cell": run.owner, "code": run.code.text, "tests": tests_of(run)} for run in runs]
    secret = token_hex()
    with tempfile.TemporaryDirectory() as folder:
        question = {"folder": folder, "seconds": SECONDS, "runs": told, "secret": secret}
        try:
            answer = RUNNER.ask(question)
        except ToolError as error:
            return [], f"cannot be run: {error}"
    outcomes: list[Outcome] = []
    for run, line in zip(runs, answer["lines"], strict=False):
        if not (outcome := read_outcome(line.removeprefix(secret), run)) or secret not in line:
            return outcomes, "writes where only its results are written"
        outcomes.append(outcome)
    return outcomes, why_ended(answer["status"])


def tests_of(run: Run) -> list[str] | None:
    """The tests of a run, as the helper reads them."""
    return None if run.tests is None else [test.text for test in run.tests]


def read_outcome(line: str, run: Run) -> Outcome | None:
    """A result; None where it is none of that run."""
    try:
        outcome = Outcome(**json.loads(line))
    except (TypeError, ValueError, RecursionError):
        return None
    wanted = [] if outcome.error or run.tests is None else [dict] * len(run.tests)
    is_result = type(outcome.output) is str and [type(each) for each in outcome.checks] == wanted
    return outcome if is_result else None


def why_ended(status: int | None) -> str:
    """How a process came to its end before all results were there; a signal is negative."""
    if status is None:
        return f"does not come to its end (allowed: {SECONDS} seconds)"
    if status < 0:
        return f"ends Python itself ({signal_name(-status)})"
    return f"ends Python itself (exit status {status})"
