"""Files that hold what is costly to make, under names that change with all that makes it.

A file begins with a digest of its name and its data, and is used only where that is right: one
that is cut, changed or in the place of another is as good as none. Nothing here fails: where the
cache cannot be read or written, all is made anew.
"""

import os
import shutil
import sys
import time
from collections.abc import Callable, Container
from contextlib import suppress
from functools import cache
from pathlib import Path
from secrets import token_hex

from builder.cache.code import code_digest, digest, files, files_digest
from builder.project import CACHE

RESULTS = CACHE / "results"
"""What `cached` holds."""
A_DAY = 24 * 3600
A_MONTH = 30 * A_DAY
"""Seconds after which an entry goes that nobody has read."""
MOST = 2**30
"""Bytes that a folder of entries may hold."""
DIGEST = 32
"""Bytes of a digest."""

type Input = bytes | str | Path | tuple[str, ...]
"""What a result can be made from; a path stands for the contents of a file, or of a folder."""


def cached[*Inputs](name: str, make: Callable[[*Inputs], bytes], *inputs: *Inputs) -> bytes:
    """What a function of a module gives for the inputs, made at most once.

    The function must depend on nothing but its inputs and the code that it imports.
    """
    path = RESULTS / f"{name}-{key_of(make, inputs)}"
    data = read(path)
    if data is None:
        data = make(*inputs)
        write(path, data)
        forget_unused(RESULTS)
    return data


def key_of(make: Callable[..., bytes], inputs: tuple[object, ...]) -> str:
    """Changes whenever an input or the code of the function does."""
    module = sys.modules[make.__module__]
    # A function inside another one could use what is no input.
    if getattr(module, make.__name__, None) is not make:
        raise TypeError(f"{make} is no function of a module")
    assert module.__file__
    name = f"{make.__module__}.{make.__name__}".encode()
    code = code_digest(make.__module__, module.__file__)
    return digest([name, code, *map(input_digest, inputs)]).hex()[:40]


def input_digest(value: object) -> bytes:
    """Changes with an input's kind and content."""
    match value:
        case bytes():
            return digest([b"bytes", value])
        case str():
            return digest([b"str", value.encode()])
        case tuple():
            return digest([b"tuple", *map(input_digest, value)])
        case Path():
            return path_digest(value, modified(value))
    raise TypeError(f"{type(value).__name__} cannot be an input of a cached result")


@cache
def path_digest(path: Path, _modified: object) -> bytes:
    """Changes with the content of a file, or with names and contents in a folder."""
    if path.is_file():
        return digest([b"file", path.read_bytes()])
    return digest([b"folder", files_digest(files(path), path)])


def modified(path: Path) -> tuple[tuple[Path, int, int], ...]:
    """Names, sizes and times of the files, so that a process reads them once only."""
    found = ((each, each.stat()) for each in ([path] if path.is_file() else files(path)))
    return tuple((each, stat.st_size, stat.st_mtime_ns) for each, stat in found)


def read(path: Path) -> bytes | None:
    """The data of an entry; None where there is none, or none that can be believed."""
    try:
        whole = path.read_bytes()
    except OSError:
        return None
    mark_as_used(path)
    data = whole[DIGEST:]
    return data if whole[:DIGEST] == entry_digest(path, data) else None


def entry_digest(path: Path, data: bytes) -> bytes:
    return digest([path.name.encode(), data])


def mark_as_used(path: Path) -> None:
    """Notes, once a day, that an entry is still in use."""
    with suppress(OSError):
        if path.stat().st_mtime < time.time() - A_DAY:
            os.utime(path)


def write(path: Path, data: bytes) -> bool:
    """Puts an entry in the place of whatever is there; whether that could be done."""
    return write_whole(path, entry_digest(path, data) + data)


def write_whole(path: Path, data: bytes) -> bool:
    """Writes a file that others never see half-written; whether that could be done."""
    scratch = path.with_name(f".{token_hex(8)}")
    try:
        if path.parent.is_file():
            path.parent.unlink()
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(data)
        if path.is_dir():
            shutil.rmtree(path)
        scratch.replace(path)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            scratch.unlink()
    return True


def forget_unused(folder: Path, used: Container[str] = ()) -> None:
    """Removes what nobody has read for a month, and the longest unread of more than MOST bytes."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            stat = path.lstat()
            found.append((stat.st_mtime, stat.st_size, path))
    total = 0
    for changed, size, path in sorted(found, reverse=True):
        total += size
        is_old = changed < time.time() - A_MONTH or total > MOST
        if is_old and path.name not in used:
            remove(path)


def remove(path: Path) -> None:
    """Removes a file or a folder, where that can be done."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
