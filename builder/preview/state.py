"""What the preview shows: the site as it was last built, and the problems of the last build."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from threading import Condition
from typing import Any
from urllib.parse import quote

from builder.model.source import Problem

STYLE = re.compile(rb'<link rel="stylesheet" href="([^"]*)">')
EDITORS = {
    "cursor": "cursor://file{path}:{line}",
    "idea": "idea://open?file={path}&line={line}",
    "pycharm": "pycharm://open?file={path}&line={line}",
    "subl": "subl://open?url=file://{path}&line={line}",
    "zed": "zed://file{path}:{line}",
}
"""Addresses by which editors open a file at a line, by the command that starts the editor."""
USUAL_EDITOR = "vscode://file{path}:{line}"


@dataclass(frozen=True)
class Shown:
    """A page of the site, and the parts of it that decide how a browser follows."""

    html: bytes
    """All of it."""
    digest: str
    """Of the page but for the address of its style sheet."""
    style: str
    """The address of its style sheet."""


class Preview:
    """The state of the preview. The builder changes it, and each browser waits for changes."""

    def __init__(self, site: Path) -> None:
        self.site = site
        self.version = 0
        self.problems: tuple[Problem, ...] = ()
        self.is_over = False
        self._changed = Condition()

    def report(self, problems: Sequence[Problem]) -> None:
        """A build is over: tells all who wait."""
        with self._changed:
            self.version += 1
            self.problems = tuple(problems)
            self._changed.notify_all()

    def end(self) -> None:
        """Nothing will change any more."""
        with self._changed:
            self.is_over = True
            self._changed.notify_all()

    def wait(self, seen: int, seconds: float) -> int:
        """The version, as soon as it is another one than a browser has seen, or time is up."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != seen or self.is_over, seconds)
            return self.version

    def page(self, path: Path) -> Shown | None:
        """A page of the site; None where there is none."""
        try:
            html = path.read_bytes()
        except OSError:
            return None
        found = STYLE.search(html)
        digest = sha256(STYLE.sub(b"", html)).hexdigest()[:16]
        return Shown(html, digest, found[1].decode() if found else "")

    def message(self, page: Shown | None) -> dict[str, Any]:
        """What a browser is told that shows the page."""
        return {
            "page": page.digest if page else "",
            "style": page.style if page else "",
            "problems": [
                {"text": str(each), "link": editor_link(each), "isWarning": each.is_warning}
                for each in self.problems
            ],
        }


def editor_link(problem: Problem) -> str:
    """The address by which the author's editor opens the place of a problem."""
    command = Path((os.environ.get("VISUAL") or os.environ.get("EDITOR") or "").split(" ")[0]).stem
    path = quote(Path(problem.place.path).resolve().as_posix())
    return EDITORS.get(command, USUAL_EDITOR).format(path=path, line=problem.place.line)
