"""The list of the files that a build wrote into a site, kept in the site itself.

A later build replaces and removes these files and no others. The list is checked before it is
believed: a damaged one, or one that names a path out of the site, counts as none.
"""

import json
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

NAME = ".lessonwright.json"
VERSION = 1
MOST_BYTES = 64 * 2**20
PART = re.compile(r"(?!\.)[^/\\:\x00-\x1f]+|\.nojekyll")
"""A folder or file in a path: none that is hidden, but for one that hosts look for."""
DIGEST = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Entry:
    """A file that a build wrote."""

    digest: str
    """Of its bytes."""
    last_named: int = 0
    """For a file that was kept from an earlier build: when a page named it last, in seconds since
    1970. 0 for a file of the last build."""


type Manifest = Mapping[str, Entry]
"""Files by their paths in the site."""


def digest(data: bytes) -> str:
    """Of the bytes of a file."""
    return sha256(data).hexdigest()[:32]


def write_manifest(site: Path, entries: Manifest) -> None:
    """Puts the list into the site; the same bytes for the same files."""
    files = {path: [each.digest, each.last_named] for path, each in sorted(entries.items())}
    text = json.dumps(files, ensure_ascii=False)
    told = {"version": VERSION, "digest": digest(text.encode()), "files": files}
    (site / NAME).write_text(json.dumps(told, ensure_ascii=False) + "\n", "utf-8")


def read_manifest(site: Path) -> Manifest | None:
    """The list of a site; None where there is none that can be believed."""
    try:
        found = (site / NAME).lstat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > MOST_BYTES:
            return None
        told = json.loads((site / NAME).read_text("utf-8"))
        files = told["files"]
        text = json.dumps(files, ensure_ascii=False)
        if told["version"] != VERSION or told["digest"] != digest(text.encode()):
            return None
        return {checked_path(path): checked_entry(*each) for path, each in files.items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def checked_path(path: str) -> str:
    """The path, if it is one in a site; ValueError if not."""
    if len(path) > 1000 or not all(map(PART.fullmatch, path.split("/"))):
        raise ValueError(path)
    return path


def checked_entry(digest: str, last_named: int) -> Entry:
    """The entry, if it can be one; ValueError if not."""
    if not DIGEST.fullmatch(digest) or type(last_named) is not int or last_named < 0:
        raise ValueError(digest)
    return Entry(digest, last_named)


def is_as_written(path: Path, entry: Entry) -> bool:
    """Whether a file is still as the build wrote it."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return False
        return digest(path.read_bytes()) == entry.digest
    except OSError:
        return False
