"""Takes from a process what code of lessons does not need while the site is built.

Everywhere: the environment, and, by limits and by Python's own audit events, memory, processes, the
network and files that are not its own. Determined code can get around Python's events, so on Linux
the kernel holds the same: Landlock files, a filter of system calls the rest. Where a system has
neither, content should be built that is trusted as much as a program.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from builder.checking.system_calls import ARCHITECTURES, filter_program
from builder.project import ROOT

GIGABYTE = 2**30
LIMITS = {"AS": 2 * GIGABYTE, "NPROC": 0, "NOFILE": 64, "FSIZE": 2**24, "CORE": 0}
"""Bytes of memory, processes, open files, bytes of a file."""
READ, ALL_RIGHTS = 0b1101, (13, 14, 15, 15, 16)
"""Landlock's rights to run and read; how many rights its versions know."""
NETWORK, SCOPES = 0b11, 0b11
REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.kill",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.system",
)
"""Events that code of lessons cannot cause."""
CHANGES = ("chmod", "chown", "link", "mkdir", "remove", "rename", "rmdir", "symlink", "truncate")
DEVICES = ("/dev/null", "/dev/zero", "/dev/random", "/dev/urandom")
WHY = "code in lessons has no network, starts no programs and sees no files but its own"


def confine(folder: Path) -> None:
    """Confines this process to a folder, for good."""
    os.environ.clear()
    limit_resources()
    readable = [path for path in readable_paths() if path.exists()]
    with suppress(OSError, AttributeError, ValueError):
        confine_by_kernel(folder, readable)
    sys.addaudithook(judge(folder, readable))


def readable_paths() -> list[Path]:
    """Python's own files, and what it reads of the system; not the project's folder as a whole."""
    system = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo", *DEVICES)
    path = [each for each in map(Path, filter(None, sys.path)) if each != ROOT]
    own = [Path(sys.prefix), Path(sys.base_prefix), ROOT / "pycore", *path]
    return [*own, *map(Path, system)]


def limit_resources() -> None:
    """Sets limits, where the system has them."""
    if sys.platform == "win32":
        return
    import resource

    for name, limit in LIMITS.items():
        with suppress(AttributeError, OSError, ValueError):
            resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (limit, limit))


def judge(folder: Path, readable: Sequence[Path]) -> Callable[[str, tuple[Any, ...]], None]:
    """A hook that refuses what this process may not do."""
    own = os.path.realpath(folder)
    roots = (own, *map(os.path.realpath, readable))

    def lies_in(path: object, allowed: Sequence[str]) -> bool:
        if not isinstance(path, str | bytes):
            return True  # something that is open already
        whole = os.path.realpath(os.fsdecode(path))
        return any(whole == root or whole.startswith(root + os.sep) for root in allowed)

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event.startswith(REFUSED) or (event == "ctypes.dlopen" and given[0]):
            raise PermissionError(WHY)
        if event == "open":
            writes = given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) and given[0] not in DEVICES
            if not lies_in(given[0], (own,) if writes else roots):
                raise PermissionError(WHY)
        if event.removeprefix("os.") in CHANGES:
            for path in given[:2]:
                if not lies_in(path, (own,)):
                    raise PermissionError(WHY)

    return hook


def confine_by_kernel(folder: Path, readable: Sequence[Path]) -> None:
    """The same on Linux; OSError where the kernel does not have it."""
    if sys.platform != "linux":
        return
    system = ctypes.CDLL(None, use_errno=True)
    checked(system.prctl(38, 1, 0, 0, 0))  # no new privileges
    with suppress(OSError):
        restrict_files(system, folder, readable)
    number = ARCHITECTURES[platform.machine()]
    program = b"".join(struct.pack("HBBI", *each) for each in filter_program(number, os.getpid()))
    text = ctypes.create_string_buffer(program, len(program))
    told = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(text))
    checked(system.prctl(22, 2, ctypes.create_string_buffer(told, len(told)), 0, 0))


def restrict_files(system: Any, folder: Path, readable: Sequence[Path]) -> None:
    """Landlock: all rights in the folder, reading elsewhere, and nothing else."""
    version = checked(system.syscall(444, None, 0, 1))
    rights = (1 << ALL_RIGHTS[min(version, len(ALL_RIGHTS)) - 1]) - 1
    size = 8 if version < 4 else 16 if version < 6 else 24
    attributes = struct.pack("QQQ", rights, NETWORK, SCOPES)[:size]
    rules = checked(system.syscall(444, attributes, ctypes.c_size_t(size), 0))
    for path in (*readable, folder):
        opened = os.open(path, os.O_PATH)
        mine = rights if path == folder else READ if path.is_dir() else 0b110
        checked(system.syscall(445, rules, 1, struct.pack("=Qi", mine, opened), 0))
        os.close(opened)
    checked(system.syscall(446, rules, 0))
    os.close(rules)


def checked(result: int) -> int:
    """What a system call gave; OSError where it failed."""
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused by the kernel")
    return result
