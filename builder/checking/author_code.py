"""Tries the code of a lesson: cells must run, and each exercise must be worth doing.

What a cell prints is kept with it, for pages that show it before Python runs in them.
"""

import atexit
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

from builder.checking.code_runner import RESULTS
from builder.model.source import Notes, Problem
from builder.project import ROOT
from builder.reading.block import Outcome, Run
from builder.reading.parsed_lesson import ParsedLesson

SECONDS = 20
"""For all code of a lesson."""


def try_code(lesson: ParsedLesson, notes: Notes) -> ParsedLesson:
    """The lesson whose blocks know what their code gave; notes what is wrong with it."""
    runs = [run for block in lesson.blocks for run in block.runs()]
    if not runs:
        return lesson
    outcomes = work_off(runs)
    for run, outcome in zip(runs, outcomes, strict=False):
        notes.problems.extend(run.judge(outcome))
    if len(outcomes) < len(runs):
        run = runs[len(outcomes)]
        told = f"the code of '{run.owner}' does not come to its end"
        notes.problems.append(Problem(run.code.place, f"{told} (allowed: {SECONDS} seconds)"))
    found = iter(outcomes)
    blocks = tuple(
        block.after([*islice(found, len(list(block.runs())))]) for block in lesson.blocks
    )
    return replace(lesson, blocks=blocks)


def work_off(runs: Sequence[Run]) -> list[Outcome]:
    """What became of the runs; of fewer, where one takes too long or ends its process."""
    told = [{"cell": run.owner, "code": run.code.text, "tests": tests_of(run)} for run in runs]
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, RESULTS)
        results.touch()
        ask(json.dumps({"folder": folder, "seconds": SECONDS, "runs": told}))
        lines = results.read_text("utf-8").splitlines()
        return [Outcome(**json.loads(line)) for line in lines]


def tests_of(run: Run) -> list[str] | None:
    """The tests of a run, as the helper reads them."""
    return None if run.tests is None else [test.text for test in run.tests]


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
