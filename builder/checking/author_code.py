"""Tries the code of a lesson: cells must run, and each exercise must be worth doing.

What a cell prints is kept with it, for pages that show it before Python runs in them.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from secrets import token_hex
from typing import Any

from builder.model.blocks import Block
from builder.model.code_blocks import CellBlock, ExerciseBlock, line_place
from builder.model.source import Notes, Place, Problem, Text
from builder.project import ROOT
from builder.reading.content_folder import REFUSED

SECONDS = 20
"""For all code of a lesson."""


@dataclass(frozen=True)
class Run:
    """Some code to try."""

    block: CellBlock | ExerciseBlock
    """Whose code it is."""
    code: Text
    """The code itself."""
    judge: "Callable[[Run, Outcome], Iterator[Problem]]"
    """Says what is wrong with what became of it."""

    @property
    def tests(self) -> list[str] | None:
        """The tests of an exercise."""
        if isinstance(self.block, CellBlock):
            return None
        return [check.test.text for check in self.block.checks]

    def place(self, error: dict[str, Any]) -> Place:
        """Where an error of the run has its cause."""
        return line_place(self.code, error["line"] if error["cell"] == self.block.id else 1)


@dataclass(frozen=True)
class Outcome:
    """What became of a run."""

    output: str
    """What it printed."""
    error: dict[str, Any] | None
    """What went wrong, as pycore explains it."""
    checks: list[dict[str, Any]]
    """What became of each check, if there was no error."""


def try_code(blocks: tuple[Block, ...], notes: Notes) -> tuple[Block, ...]:
    """The blocks, with what their cells print; notes what is wrong with their code."""
    runs = [run for block in blocks for run in runs_of(block)]
    if not runs:
        return blocks
    outcomes, ending = work_off(runs)
    for run, outcome in zip(runs, outcomes, strict=False):
        notes.problems.extend(run.judge(run, outcome))
    if len(outcomes) < len(runs):
        run = runs[len(outcomes)]
        notes.problems.append(Problem(run.code.place, f"the code of '{run.block.id}' {ending}"))
    printed = {run.block.id: each.output for run, each in zip(runs, outcomes, strict=False)}
    return tuple(
        replace(block, output=printed.get(block.id, "")) if isinstance(block, CellBlock) else block
        for block in blocks
    )


def runs_of(block: Block) -> Iterator[Run]:
    """The runs that a block asks for."""
    if isinstance(block, CellBlock):
        yield Run(block, block.code, judge_cell)
    if isinstance(block, ExerciseBlock):
        yield Run(block, block.code, judge_start)
        yield Run(block, block.solution, judge_solution)


def judge_cell(run: Run, outcome: Outcome) -> Iterator[Problem]:
    """A cell must run."""
    if outcome.error:
        told = f"the cell '{run.block.id}' fails: {outcome.error['told']}"
        yield Problem(run.place(outcome.error), told)
    elif found := REFUSED.search(outcome.output):
        told = f"the cell '{run.block.id}' prints the character U+{ord(found[0]):04X}"
        yield Problem(run.code.place, f"{told}, which cannot be used")


def judge_start(run: Run, outcome: Outcome) -> Iterator[Problem]:
    """What readers begin with must not be a solution."""
    if not outcome.error and all(check["right"] for check in outcome.checks):
        told = f"the exercise '{run.block.id}' is solved already: its code passes all checks"
        yield Problem(run.code.place, told)


def judge_solution(run: Run, outcome: Outcome) -> Iterator[Problem]:
    """The solution must pass all checks."""
    name = f"the solution of '{run.block.id}' fails"
    if outcome.error:
        yield Problem(run.place(outcome.error), f"{name}: {outcome.error['told']}")
    assert isinstance(run.block, ExerciseBlock)
    for check, verdict in zip(run.block.checks, outcome.checks, strict=False):
        if not verdict["right"]:
            found = f": {verdict['told']}" if verdict["told"] else ""
            yield Problem(check.test.place, f"{name} the test '{check.test.text.strip()}'{found}")


def work_off(runs: Sequence[Run]) -> tuple[list[Outcome], str]:
    """What became of the runs; of fewer, and why, where one takes too long or ends its process."""
    told = [{"cell": run.block.id, "code": run.code.text, "tests": run.tests} for run in runs]
    secret = token_hex()
    with tempfile.TemporaryDirectory() as folder:
        question = {"folder": folder, "seconds": SECONDS, "runs": told, "secret": secret}
        answer = ask(json.dumps(question))
    outcomes: list[Outcome] = []
    for run, line in zip(runs, answer["lines"], strict=False):
        if not (outcome := read_outcome(line.removeprefix(secret), run)) or secret not in line:
            return outcomes, "writes where only its results are written"
        outcomes.append(outcome)
    return outcomes, why_ended(answer["status"])


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
        return f"ends Python itself ({signal.Signals(-status).name})"
    return f"ends Python itself (exit status {status})"


def ask(question: str) -> dict[str, Any]:
    """The helper's answer; the end of the helper itself is like that of the code."""
    helper = start_helper()
    assert helper.stdin
    assert helper.stdout
    answer = ""
    with suppress(BrokenPipeError):
        print(question, file=helper.stdin, flush=True)
        answer = helper.stdout.readline()
    if answer:
        told: dict[str, Any] = json.loads(answer)
        return told
    with suppress(BrokenPipeError):
        helper.communicate()
    start_helper.cache_clear()
    return {"lines": [], "status": helper.returncode}


@cache
def start_helper() -> subprocess.Popen[str]:
    """The process that runs code of lessons, as long as this one asks."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "builder.checking.code_runner"],
        env={name: os.environ[name] for name in PASSED if name in os.environ} | ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    atexit.register(process.communicate)
    return process


PASSED = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""What Python itself may need to start; code of lessons does not see these either."""
ENVIRONMENT = {
    "PYTHONPATH": str(ROOT),
    "PYTHONHASHSEED": "0",  # the same order in sets for every build
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONUTF8": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
