"""A new folder in place of an old one: whole, or not at all, and with all that no build wrote."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from builder.output.exchange import exchange, is_locked, locked
from builder.output.manifest import NAME, Manifest, is_as_written, read_manifest
from builder.project import ToolError

ENDING = ".building"


class OutputError(ToolError):
    """Why a site cannot be written, in one sentence."""


@dataclass(frozen=True)
class Replacement:
    """A site that is being written."""

    folder: Path
    """Where, until it is whole."""
    before: Manifest
    """What the last build wrote into the old site."""


@contextmanager
def replacing(out: Path, urls: Set[str]) -> Iterator[Replacement]:
    """A new folder that takes the place of the old one at the end, if nothing fails.

    The new site has files at the given addresses. What no build wrote is in the new folder before
    it takes that place, so it is never missing; OutputError where it stands in the way.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        before = read_manifest(out) or {}
        foreign = foreign_files(out, before, urls)
        with new_folder(out) as new:
            number = new.stat().st_ino
            try:
                yield Replacement(new, before)
                for path in foreign:
                    put(out / path, new / path)
                exchange(new, out)
            finally:
                if new.exists() and new.stat().st_ino == number:
                    shutil.rmtree(new, ignore_errors=True)
                else:
                    remove_site(new, out)
    except OSError as error:
        raise OutputError(f"'{out}' cannot be written: {error.strerror or error}") from error


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """An empty folder beside the old one, locked as long as it is in use."""
    with locked(out.parent, wait=True):
        clean_up(out)
        new = Path(tempfile.mkdtemp(prefix=f".{out.name}-", suffix=ENDING, dir=out.parent))
        new.chmod(0o755)
        lock = locked(new)
        lock.__enter__()
    try:
        yield new
    finally:
        lock.__exit__(None, None, None)


def clean_up(out: Path) -> None:
    """Takes away what killed builds have left behind."""
    left = [path for path in out.parent.iterdir() if is_left(path, out.name)]
    for path in sorted(left, key=lambda each: ".old" not in each.suffixes):
        if not os.path.lexists(out) and read_manifest(path) is not None:
            path.rename(out)  # it was killed between two renames
        elif read_manifest(path) is None:
            shutil.rmtree(path, ignore_errors=True)  # it never was whole
        else:
            remove_site(path, out)


def is_left(path: Path, name: str) -> bool:
    """Whether it is the folder of a build of that site, which does not run any more."""
    if not (path.name.startswith(f".{name}-") and path.name.endswith(ENDING)):
        return False
    return path.is_dir() and not path.is_symlink() and not is_locked(path)


def foreign_files(out: Path, before: Manifest, urls: Set[str]) -> list[PurePosixPath]:
    """Files, links and empty folders in a site that no build wrote, or that were changed since."""
    folded = {url.casefold() for url in urls}
    folders = {str(each) for url in folded for each in PurePosixPath(url).parents}
    foreign = []
    for path in files_in(out):
        name = str(path)
        is_ours = name == NAME or (name in before and name in urls and (out / path).is_file())
        if is_ours or (name in before and is_as_written(out / path, before[name])):
            continue
        taken = name.casefold()
        is_folder = (out / path).is_dir() and not (out / path).is_symlink()
        if taken in folded or (taken in folders and not is_folder) or above(taken) & folded:
            told = f"'{out / path}' is in the way of the site, and no build wrote it"
            raise OutputError(f"{told} (move it elsewhere)")
        foreign.append(path)
    return foreign


def above(path: str) -> set[str]:
    """The folders around a path."""
    return {str(each) for each in PurePosixPath(path).parents}


def files_in(folder: Path) -> Iterator[PurePosixPath]:
    """All that is no folder in a folder, and empty folders; links are not followed."""
    for root, folders, files in os.walk(folder):
        here = Path(root)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*files, *links):
            yield PurePosixPath((here / name).relative_to(folder).as_posix())
        if not folders and not files and here != folder:
            yield PurePosixPath(here.relative_to(folder).as_posix())


def put(source: Path, target: Path) -> None:
    """The same file, link or empty folder at another place too."""
    if source.is_dir() and not source.is_symlink():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a disk without links
        shutil.copy2(source, target, follow_symlinks=False)


def remove_site(old: Path, out: Path) -> None:
    """Takes away a site that was replaced; what came into it meanwhile goes into the new one."""
    ours = read_manifest(old) or {}
    for path in files_in(old):
        if str(path) not in ours and str(path) != NAME and not is_same(old / path, out / path):
            with suppress(OSError):
                (out / path).parent.mkdir(parents=True, exist_ok=True)
                (old / path).replace(out / path)
    shutil.rmtree(old, ignore_errors=True)


def is_same(one: Path, other: Path) -> bool:
    """Whether the second is the first, a copy of it, or newer."""
    try:
        first, second = one.lstat(), other.lstat()
    except OSError:
        return not os.path.lexists(one)
    return os.path.samestat(first, second) or first.st_mtime_ns <= second.st_mtime_ns
