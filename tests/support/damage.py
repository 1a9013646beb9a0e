"""What can happen to a file of the cache."""

import shutil
from collections.abc import Callable
from pathlib import Path

from support.courses import snapshot


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path, at: int | None = None) -> None:
    """Changes a bit, by default of the byte in the middle."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2 if at is None else at] ^= 1
    path.write_bytes(data)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def make_folder(path: Path) -> None:
    path.unlink()
    (path / "in" / "it").mkdir(parents=True)


def lead_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


DAMAGES: tuple[Callable[[Path], object], ...] = (
    cut,
    flip,
    lambda path: flip(path, 0),
    lambda path: flip(path, -1),
    lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    empty,
    make_folder,
    lead_nowhere,
    Path.unlink,
)


def damaged_copy(source: Path, target: Path) -> dict[str, bytes]:
    """A copy of a folder, half of its files cut and the others changed; what is in it then."""
    shutil.copytree(source, target)
    for number, path in enumerate(sorted(target.iterdir())):
        (cut, flip)[number % 2](path)
    return snapshot(target)
