"""Commands, run to their end: how long they took, and how much memory at most."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread, Timer

PERIOD = 0.25
"""Seconds between two looks at the memory of all processes of a command."""


@dataclass(frozen=True)
class Cost:
    """What a command took."""

    seconds: float
    memory: int
    """Bytes at the peak, of the command and all that it started."""


def run(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str], limit: float
) -> Cost | None:
    """The cost of a command; None where it was still not over after so many seconds."""
    with tempfile.TemporaryFile() as told:
        started = time.monotonic()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=told,
            stderr=told,
            start_new_session=True,
        )
        timer = Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        watch = Watch(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        timer.cancel()
        peak = watch.end()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode == -signal.SIGKILL and seconds >= limit:
            return None
        if process.returncode:
            told.seek(0)
            raise RuntimeError(f"{' '.join(map(str, command))}\n{told.read().decode()[-3000:]}")
        largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        return Cost(seconds, max(peak, largest))


class Watch:
    """The memory of all processes of a session together, looked at again and again.

    The system itself keeps only the peak of the largest single process; that is what counts where
    it is more, and where there is no /proc.
    """

    def __init__(self, session: int) -> None:
        self.session = session
        self.peak = 0
        self.over = Event()
        self.thread = Thread(target=self.look)
        self.thread.start()

    def look(self) -> None:
        """Until it is over."""
        while not self.over.wait(PERIOD):
            self.peak = max(self.peak, sum(map(share_of_memory, processes_of(self.session))))

    def end(self) -> int:
        """The peak that was seen."""
        self.over.set()
        self.thread.join()
        return self.peak


def processes_of(session: int) -> Iterator[Path]:
    """The folders in /proc of a session's processes."""
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            # After the name, which may hold anything: state, parent, group, session.
            fields = (path / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                yield path


def share_of_memory(process: Path) -> int:
    """Bytes of a process, with its share only of what it has in common with others."""
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
