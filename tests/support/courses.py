"""Small courses for tests, and the documents in tests/cases that say what becomes of them.

Such a document is Markdown. A heading names a case; the fences of five tildes under it hold what is
given and what is expected: files of the course by their names, and `problems`, or `html`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.cache import lessons
from builder.output.manifest import NAME, Entry, digest, write_manifest
from pycore.widgets.descent import Descent

FOLDER = Path(__file__).parents[1] / "cases"
PART = re.compile(r"^## (?P<title>.+)$|^~{5} (?P<name>.+)\n(?P<text>(?:.*\n)*?)~{5}$", re.MULTILINE)

HEAD = "---\n{title: First, heading: The first, summary: Of two.}\n---\n"
FIRST = "start/01-first.md"
BASE = {
    "course.yaml": """\
title: A course
description: For tests.
language: en
sections:
  - title: Start
    slug: start
    summary: Where it begins.
    lessons:
      - 01-first
      - 02-second
""",
    "symbols.yaml": """\
x: {latex: x, meaning: A number.}
f: {latex: f, meaning: A function.}
slope: {latex: f', meaning: Its slope.}
""",
    "glossary.yaml": "slope: {term: slope, definition: How steep it is.}\n",
    FIRST: f"{HEAD}Nothing yet.\n",
    "start/02-second.md": """\
---
{title: Second, heading: The second, summary: It uses all terms and symbols.}
---
## Known heading

The [slope](term:slope) of $f(x)$ is $f'(x)$.
""",
}
"""A course without problems: cases replace its files and add others."""


@dataclass(frozen=True)
class Case:
    """A heading of a document and what stands under it."""

    title: str
    parts: Mapping[str, str]
    """Texts by the names of their fences."""


def read_cases(name: str) -> list[Case]:
    """The cases of a document, in order."""
    cases: list[Case] = []
    for part in PART.finditer((FOLDER / name).read_text("utf-8")):
        if part["title"]:
            cases.append(Case(part["title"], {}))
        else:
            title, parts = cases[-1].title, cases[-1].parts
            cases[-1] = Case(title, {**parts, part["name"]: part["text"]})
    return cases


def write_course(folder: Path, files: Mapping[str, str | bytes | None] | None = None) -> Path:
    """The content folder of the base course with other files; None takes one away."""
    content = folder / "content"
    for name, data in {**BASE, **(files or {})}.items():
        if data is None:
            continue
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return content


def old_site(folder: Path) -> dict[str, bytes]:
    """Makes a site that was built before, which a failed build must leave alone."""
    site = folder / "site"
    site.mkdir()
    for name in ("index.html", "licences.txt", ".nojekyll", "marker"):
        (site / name).write_text(f"the old {name}\n")
    written = {name: Entry(digest(data)) for name, data in snapshot(site).items()}
    write_manifest(site, written)
    return snapshot(site)


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files in a folder by their paths in it, but for the list of what builds wrote."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != NAME
    }


def need_numpy(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """As if the widget needed NumPy; what was made of the lesson without it is not known."""
    patch.setattr(Descent, "needs", lambda _: ("numpy",))
    patch.setattr(lessons, "LESSONS", folder / "lessons")
