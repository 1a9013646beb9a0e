"""Which files of the content the site can carry: none that runs, hides or displaces others."""

import os
import re
from functools import lru_cache
from pathlib import Path, PurePosixPath

from builder.checking.active_svg import svg_problem
from builder.reading.content_folder import TAKEN

ENDINGS = frozenset(
    [
        *[".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"],
        *[".m4v", ".mov", ".mp4", ".ogv", ".webm", ".srt", ".vtt"],
        *[".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav"],
        *[".bib", ".csv", ".geojson", ".json", ".tex", ".tsv", ".txt"],
        *[".docx", ".epub", ".odp", ".ods", ".odt", ".pdf", ".pptx", ".rtf", ".xlsx"],
        *[".c", ".cpp", ".h", ".ipynb", ".java", ".jl", ".m", ".py", ".r", ".sql"],
        *[".7z", ".gz", ".npy", ".npz", ".parquet", ".tar", ".zip"],
    ]
)
"""Of files that no browser runs when it opens them."""
OWN_FILES = ("licences.txt", "robots.txt", "sitemap.txt")
OWN_ENDING = ".oembed.json"
UNPACKABLE = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ](?=/|$)')
"""What no name can hold on some system where a zip is unpacked."""
MOST_BYTES = 100 * 2**20


def plain_path(path: Path) -> Path:
    """The path from the root, without "..", symbolic links left as they are."""
    return Path(os.path.normpath(Path.cwd() / path))


def is_file_of(folder: Path, path: Path) -> bool:
    """Whether the path is a file of the content that is meant for readers."""
    if path.suffix in (".md", ".yaml") or not path.is_relative_to(plain_path(folder)):
        return False
    return exists(path)


def exists(path: Path) -> bool:
    """Whether there is such a file; no disk has one whose name is too long."""
    try:
        return path.is_file()
    except OSError:
        return False


def refusal(folder: Path, path: Path) -> str:
    """Why the site cannot carry a file of the content; mostly nothing."""
    url = path.relative_to(plain_path(folder)).as_posix()
    if why := name_problem(url):
        return f"cannot be in the site: {why}"
    if not path.resolve().is_relative_to(folder.resolve()):
        return "is a link that leads out of the content"
    found = path.stat()
    if found.st_size > MOST_BYTES:
        return f"is larger than {MOST_BYTES // 2**20} MB, more than hosts take"
    if path.suffix.lower() == ".svg" and (why := judged_svg(path, found.st_mtime_ns)):
        return f"cannot be in the site: {why}"
    return ""


def name_problem(url: str) -> str:
    """Why no file of the content can have this address in the site; mostly nothing."""
    folded = url.casefold()
    first, *_ = folded.split("/")
    if any(part.startswith(".") for part in url.split("/")):
        return "names that begin with '.' are hidden files"
    if first in TAKEN and first != folded:
        return f"the folder '{first}' is the site's own"
    if folded in OWN_FILES or folded.endswith(OWN_ENDING):
        return "a file of this name is the site's own"
    if found := UNPACKABLE.search(url):
        return f"not every system has names with '{found[0]}'"
    ending = PurePosixPath(folded).suffix
    if ending not in ENDINGS:
        allowed = ", ".join(sorted(ENDINGS))
        return f"browsers may run a file '{ending or url}' (allowed: {allowed})"
    return ""


@lru_cache(maxsize=1024)
def judged_svg(path: Path, changed: int) -> str:
    """Why a drawing cannot be in the site; asked once for each of its versions."""
    return svg_problem(path.read_bytes())
