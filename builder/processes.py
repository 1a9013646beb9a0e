"""Child processes: commands that run to their end, and helpers that answer questions.

What goes wrong is a ToolError, in one sentence. Nothing waits for ever.
"""

import atexit
import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Timer
from typing import IO, Any

from builder.project import ToolError

COMMAND_SECONDS = 600
ANSWER_SECONDS = 120
LEAVE_SECONDS = 5
"""For a helper that is asked nothing more."""
TRIES = 2
ERROR = re.compile(r"(Uncaught )?\w*(Error|Exception)\b|.*(\berror:|\[ERROR\])")
"""A line that says what went wrong, among others of a trace."""


def run(
    name: str,
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    seconds: float = COMMAND_SECONDS,
) -> bytes:
    """What a command writes to its standard output; its warnings are shown."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        told = f"{name} did not come to its end (allowed: {seconds:g} seconds)"
        raise ToolError(told) from error
    except OSError as error:
        raise ToolError(f"{name} cannot be started: {error.strerror}") from error
    if done.returncode:
        raise ToolError(f"{name} {ending(done.returncode, done.stderr)}")
    sys.stderr.write(done.stderr.decode(errors="replace"))
    return done.stdout


def ending(status: int, errors: bytes) -> str:
    """How a process ended, and what it said about it."""
    if status < 0:
        how = f"was ended by {signal_name(-status)}"
    else:
        how = f"failed with exit status {status}" if status else "gave no answer"
    lines = [line.strip() for line in errors.decode(errors="replace").splitlines() if line.strip()]
    about = [line for line in lines if ERROR.match(line)] or lines[-1:]
    return f"{how}: {about[0]}" if about else how


def signal_name(number: int) -> str:
    """SIGKILL for 9."""
    with suppress(ValueError):
        return signal.Signals(number).name
    return f"signal {number}"


class Helper:
    """A child that answers questions, a line of JSON each; it starts with the first one.

    One that dies, or takes too long, is started again and asked once more.
    """

    def __init__(
        self,
        name: str,
        command: Callable[[], Sequence[str]],
        env: Mapping[str, str] | None = None,
        seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.name, self.command, self.env, self.seconds = name, command, env, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._errors: IO[bytes] | None = None
        atexit.register(self.end)

    def ask(self, question: object) -> Any:
        """The answer."""
        line = json.dumps(question).encode() + b"\n"
        for _ in range(TRIES):
            started = time.monotonic()
            try:
                return self._answer(line)
            except (OSError, ValueError):  # it has gone, or what came is no answer
                is_late = time.monotonic() - started >= self.seconds
                how = self.end()
            except BaseException:  # the answer must not be taken for that of another question
                self.end(0)
                raise
        if is_late:
            how = f"gave no answer (allowed: {self.seconds:g} seconds)"
        raise ToolError(f"{self.name}, started twice, {how}")

    def end(self, seconds: float = LEAVE_SECONDS) -> str:
        """Ends the child, if there is one; how it ended."""
        process, errors = self._process, self._errors
        self._process = self._errors = None
        if not process or not errors:
            return ""
        with process, errors:
            try:
                process.communicate(timeout=seconds)
            except (OSError, subprocess.TimeoutExpired):
                process.kill()
            errors.seek(0)
            return ending(process.wait(), errors.read())

    def _answer(self, line: bytes) -> Any:
        process = self._running()
        assert process.stdin
        assert process.stdout
        limit = Timer(self.seconds, process.kill)
        limit.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline()
        finally:
            limit.cancel()
        if not answer.endswith(b"\n"):
            raise ValueError("no whole line")
        return json.loads(answer)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is not None:
            self.end()
        if not self._process:
            self._process, self._errors = self._start()
        return self._process

    def _start(self) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
        """The child, and the file that its errors go to."""
        with ExitStack() as stack:
            try:
                errors = stack.enter_context(tempfile.TemporaryFile())
                process = subprocess.Popen(
                    self.command(),
                    env=self.env,
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                )
            except OSError as error:
                raise ToolError(f"{self.name} cannot be started: {error.strerror}") from error
            stack.pop_all()
            return process, errors
