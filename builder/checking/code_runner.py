"""Runs the code of lessons: `author_code.py` starts it, and asks.

Each question is a line of JSON, and so is its answer, once all is over. The code runs in a copy of
this process, which costs little, is confined and ends with it: no lesson's code meets what
another's has left behind, and what does not come to its end is ended. Where processes cannot be
copied, each question starts a new one.
"""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from builder.checking.confinement import confine
from pycore.cells.notebook import Notebook

MOST_BYTES = 64 * 2**20
"""Of results."""
ONCE = "once"
"""The argument of a process that answers one question."""


def main() -> None:
    """Answers questions until no more come."""
    if sys.argv[1:] == [ONCE]:
        question = json.loads(sys.stdin.readline())
        run_here(question, os.dup(1))
    run_apart = run_copied if hasattr(os, "fork") else run_anew
    for line in sys.stdin:
        results, status = run_apart(json.loads(line))
        told = {"lines": results.decode("utf-8", "replace").splitlines(), "status": status}
        print(json.dumps(told), flush=True)


def run_copied(question: dict[str, Any]) -> tuple[bytes, int | None]:
    """Works the runs off in a copy of this process; results, and how it ended if it did."""
    results, told = os.pipe()
    process = os.fork()
    if not process:
        os.setsid()
        run_here(question, told)
    os.close(told)
    try:
        read, is_over = read_all(results, time.monotonic() + question["seconds"])
    finally:
        os.close(results)
    ended = wait_for(process) if is_over else None
    if ended is None:
        end_group(process)
        ended = os.waitpid(process, 0)[1]
        return read, None
    end_group(process)
    return read, os.waitstatus_to_exitcode(ended)


def wait_for(process: int) -> int | None:
    """How a process ended that has closed its results; None where it goes on all the same."""
    for _ in range(100):
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return status
        time.sleep(0.01)
    return None


def end_group(process: int) -> None:
    """Ends all that a process has started."""
    try:
        os.killpg(process, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def read_all(results: int, end: float) -> tuple[bytes, bool]:
    """What comes until nobody can write any more; and whether that was in time."""
    read = bytearray()
    while len(read) < MOST_BYTES:
        left = end - time.monotonic()
        if left <= 0 or not select.select([results], [], [], left)[0]:
            return bytes(read), False
        if not (piece := os.read(results, 2**16)):
            return bytes(read), True
        read += piece
    return bytes(read), False


def run_anew(question: dict[str, Any]) -> tuple[bytes, int | None]:
    """The same in a new process."""
    command = [sys.executable, "-m", "builder.checking.code_runner", ONCE]
    asked = json.dumps(question).encode()
    try:
        done = subprocess.run(
            command, input=asked, capture_output=True, timeout=question["seconds"], check=False
        )
    except subprocess.TimeoutExpired as error:
        return error.stdout or b"", None
    return done.stdout, done.returncode


def run_here(question: dict[str, Any], told: int) -> None:
    """Works the runs off, far from what this process speaks with, and ends it."""
    status = 1
    try:
        folder = Path(question["folder"])
        os.chdir(folder)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        confine(folder)
        work_off(question["runs"], reporter(told, question.pop("secret")))
        status = 0
    finally:
        os._exit(status)


def reporter(told: int, secret: str) -> Callable[[dict[str, Any]], None]:
    """Writes results. Each begins with a secret, so that code does not give any by mistake.

    Code that looks for it in this process can find it: it is its author who is misled then.
    """

    def report(result: dict[str, Any]) -> None:
        line = memoryview(f"{secret}{json.dumps(result)}\n".encode())
        while line:
            line = line[os.write(told, line) :]

    return report


def work_off(runs: list[dict[str, Any]], report: Callable[[dict[str, Any]], None]) -> None:
    """The runs in order, with one notebook for all."""
    notebook = Notebook()
    for run in runs:
        printed: list[str] = []
        checks = []
        if run["tests"] is None:
            error = notebook.run(run["cell"], run["code"], printed.append)
        else:
            error, verdicts = notebook.check(run["cell"], run["code"], run["tests"], printed.append)
            checks = [vars(each) for each in verdicts]
        report({"output": "".join(printed), "error": error and vars(error), "checks": checks})


if __name__ == "__main__":
    main()
