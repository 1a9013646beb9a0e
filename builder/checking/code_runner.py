"""Runs the code of lessons: `trial.py` starts it, and asks.

Each question is a line of JSON and is answered by an empty one, once all is over. The code runs in
a copy of this process, which costs little and ends with it: no lesson's code meets what another's
has left behind, and what does not come to its end is ended.
"""

import json
import os
import select
import signal
import sys
from pathlib import Path
from typing import Any

from pycore.cells.notebook import Notebook

RESULTS = "results"
"""The file that has a line for each run that came to its end."""


def main() -> None:
    """Answers questions until no more come."""
    for line in sys.stdin:
        run_apart(json.loads(line))
        print(flush=True)


def run_apart(question: dict[str, Any]) -> None:
    """Works the runs off in a copy of this process, if it takes no longer than it may."""
    over, alive = os.pipe()
    process = os.fork()
    if not process:
        os.close(over)
        run_here(question)
    os.close(alive)
    select.select([over], [], [], question["seconds"])  # its end closes the pipe
    os.close(over)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def run_here(question: dict[str, Any]) -> None:
    """Works the runs off, far from what this process speaks with, and ends it."""
    try:
        os.chdir(question["folder"])
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        work_off(question["runs"])
    finally:
        os._exit(0)


def work_off(runs: list[dict[str, Any]]) -> None:
    """The runs in order, with one notebook for all."""
    notebook = Notebook()
    with Path(RESULTS).open("w", encoding="utf-8") as file:
        for run in runs:
            printed: list[str] = []
            checks = []
            if run["tests"] is None:
                error = notebook.run(run["cell"], run["code"], printed.append)
            else:
                error, verdicts = notebook.check(
                    run["cell"], run["code"], run["tests"], printed.append
                )
                checks = [vars(each) for each in verdicts]
            told = {"output": "".join(printed), "error": error and vars(error), "checks": checks}
            print(json.dumps(told), file=file, flush=True)


if __name__ == "__main__":
    main()
