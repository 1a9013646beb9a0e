"""Lessons without errors, kept from build to build: a record of each, and the HTML of its page.

What was made of one file lies in one folder, so that what is out of date can be removed.
"""

import pickle
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from builder.cache.code import digest
from builder.cache.store import forget_unused, mark_as_used, read, remove, write
from builder.model.course import Lesson, Parts
from builder.model.source import Problem
from builder.project import CACHE

LESSONS = CACHE / "lessons"
LONG_AGO = 600
"""Seconds after which no build reads what was made of a file before."""


def load_lesson(key: str) -> tuple[Lesson, tuple[Problem, ...]] | None:
    """The lesson of a key with its warnings, if it was stored and its files are as they were."""
    path = record_path(key)
    data = read(path)
    mark_as_used(path.parent)
    if not data:
        return None
    lesson: Lesson
    problems: tuple[Problem, ...]
    lesson, problems = pickle.loads(data)
    return (lesson, problems) if all(each.is_current() for each in lesson.inputs) else None


def load_parts(lesson: Lesson) -> Parts | None:
    """The HTML of a lesson, if it was stored."""
    data = read(parts_path(lesson))
    return pickle.loads(data) if data else None


def store_lesson(lesson: Lesson, problems: tuple[Problem, ...], parts: Parts) -> None:
    """Stores a lesson; what was made of the same file goes, unless a build may still read it."""
    stored = {parts_path(lesson): parts, record_path(lesson.key): (lesson, problems)}
    for path, value in stored.items():
        write(path, pickle.dumps(value))
    with suppress(OSError):  # another build may remove the same
        for old in record_path(lesson.key).parent.iterdir():
            if old not in stored and old.lstat().st_mtime < time.time() - LONG_AGO:
                remove(old)


def forget_lessons(keys: Iterable[str]) -> None:
    """Removes what was made of files that nobody has built for a month; that of the keys stays."""
    forget_unused(LESSONS, {key.partition("/")[0] for key in keys})


def record_path(key: str) -> Path:
    return LESSONS / f"{key}.record"


def parts_path(lesson: Lesson) -> Path:
    inputs = digest([repr(lesson.inputs).encode()]).hex()[:20]
    return LESSONS / f"{lesson.key}-{inputs}.parts"
