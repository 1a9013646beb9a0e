"""Tries the code of a lesson: cells must run, and each exercise must be worth doing.

What a cell prints is kept with it, for pages that show it before Python runs in them.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from builder.checking.code_runner import RESULTS
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
    outcomes = work_off(runs)
    for run, outcome in zip(runs, outcomes, strict=False):
        notes.problems.extend(run.judge(run, outcome))
    if len(outcomes) < len(runs):
        run = runs[len(outcomes)]
        told = f"the code of '{run.block.id}' does not come to its end"
        notes.problems.append(Problem(run.code.place, f"{told} (allowed: {SECONDS} seconds)"))
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


def work_off(runs: Sequence[Run]) -> list[Outcome]:
    """What became of the runs; of fewer, where one takes too long or ends its process."""
    told = [{"cell": run.block.id, "code": run.code.text, "tests": run.tests} for run in runs]
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, RESULTS)
        results.touch()
        ask(json.dumps({"folder": folder, "seconds": SECONDS, "runs": told}))
        lines = results.read_text("utf-8").splitlines()
        return [Outcome(**json.loads(line)) for line in lines]


def ask(question: str) -> None:
    """Waits until the helper has answered, or is no more."""
    helper = start_helper()
    assert helper.stdin
    assert helper.stdout
    try:
        print(question, file=helper.stdin, flush=True)
        if helper.stdout.readline():
            return
    except BrokenPipeError:
        pass
    helper.communicate()
    start_helper.cache_clear()


@cache
def start_helper() -> subprocess.Popen[str]:
    """The process that runs code of lessons, as long as this one asks."""
    process = subprocess.Popen(
        [sys.executable, "-m", "builder.checking.code_runner"],
        # The same order in sets for every build.
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )
    atexit.register(process.communicate)
    return process
