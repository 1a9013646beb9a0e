"""What systems have for folders: two that change places in one step, and locks."""

import ctypes
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

EXCHANGE = 2
"""RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS."""
HERE = -100
"""AT_FDCWD of Linux."""
A_DAY = 24 * 3600


def exchange(new: Path, out: Path) -> None:
    """The new folder at the place of the old one, and that at the place of the new one.

    In one step where the system has it; else in three, with the old one back where one fails.
    """
    if not out.exists():
        new.rename(out)
        return
    if exchange_at_once(new, out):
        return
    old = new.with_name(f"{new.stem}.old{new.suffix}")
    out.rename(old)
    try:
        new.rename(out)
    except BaseException:
        old.rename(out)
        raise
    old.rename(new)


def exchange_at_once(one: Path, other: Path) -> bool:
    """Whether two folders have changed places; not where the system or the disk cannot do that."""
    paths = os.fsencode(one), os.fsencode(other)
    try:
        system = ctypes.CDLL(None)
        if sys.platform == "linux":
            done = system.renameat2(HERE, paths[0], HERE, paths[1], EXCHANGE)
        else:
            done = system.renamex_np(*paths, EXCHANGE)
    except (AttributeError, OSError, TypeError):
        return False
    return bool(done == 0)


@contextmanager
def locked(folder: Path, wait: bool = False) -> Iterator[bool]:
    """Holds the lock of a folder, which a process loses when it ends; whether it is held."""
    if sys.platform == "win32":
        yield time.time() - folder.stat().st_mtime > A_DAY
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        held = True
    except OSError:  # somebody else's, or a disk without locks
        held = False
    try:
        yield held
    finally:
        os.close(opened)


def is_locked(folder: Path) -> bool:
    """Whether a process holds the lock of a folder, or may hold it."""
    with locked(folder) as held:
        return not held
