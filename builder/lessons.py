"""All lessons of a course: only what changed is made anew, by as many processes as there are cores.

A lesson depends on its own text, on the vocabulary of the course and on this program. What was
made of the same before is kept, unless an author has to mend something in it.
"""

import gc
import os
import pickle
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import batched
from multiprocessing import get_context
from pathlib import Path

from builder.checking.author_code import try_code
from builder.checking.lesson import check_lesson
from builder.formulas.katex import render_formulas
from builder.formulas.symbols import Notation, make_notation
from builder.model.course import Lesson, Parts, Vocabulary
from builder.model.source import Notes, Problem
from builder.pages.lesson_html import compose, describe
from builder.project import ROOT
from builder.pyodide.stdlib import write_whole
from builder.reading.course import Source
from builder.reading.found_formulas import definition_formulas, lesson_formulas, symbol_formulas
from builder.reading.lesson import parse_lesson
from builder.reading.parsed_lesson import ParsedLesson

KEPT = ROOT / ".cache" / "lessons"
PROGRAM = ("builder", "pycore")
LOCKS = ("requirements.lock", "package-lock.json")
LONG_AGO, A_MONTH = 600, 30 * 24 * 3600
"""Seconds after which no build reads on, and after which nobody may come back."""
SELDOM = 200_000
"""New objects after which a worker looks for circles."""
CHUNK = 8
"""Lessons that a process makes at a time: KaTeX gets all their formulas at once."""


@dataclass(frozen=True)
class Made:
    """What became of a source."""

    lesson: Lesson | None
    """None where it could not be read."""
    problems: tuple[Problem, ...]
    """What is wrong with it."""
    is_lost: bool
    """Whether some of it could not be read."""


def make_lessons(sources: Sequence[Source], vocabulary: Vocabulary) -> list[Made]:
    """What becomes of each source, in order."""
    words = (vocabulary.terms, vocabulary.symbols, sorted(vocabulary.lost))
    common = program() + repr(words).encode()
    keys = [key_of(source, common) for source in sources]
    made = {key: kept for key in dict.fromkeys(keys) if (kept := kept_lesson(key))}
    new = [(key, source) for key, source in zip(keys, sources, strict=True) if key not in made]
    for outcomes in work_off(list(batched(new, CHUNK, strict=False)), vocabulary):
        made |= outcomes
    forget_old({key.partition("/")[0] for key in keys})
    return [made[key] for key in keys]


def key_of(source: Source, common: bytes) -> str:
    """Another key for whatever else a lesson could be made from."""
    place = source.text.place.path
    told = "\0".join([source.section, place, source.text.text])
    # What was made of one file lies together, so that the old can be forgotten.
    return f"{mark(str(Path(place).resolve()).encode())}/{mark(common + told.encode())}"


def mark(data: bytes) -> str:
    """A short name for data."""
    return sha256(data).hexdigest()[:20]


@cache
def program() -> bytes:
    """What changes with this program and the libraries that it was set up with."""
    paths = [
        path for name in PROGRAM for path in sorted((ROOT / name).rglob("*")) if path.is_file()
    ]
    texts = [path for path in paths if "__pycache__" not in path.parts]
    locks = [ROOT / name for name in LOCKS if (ROOT / name).exists()]
    made = sha256(sys.version.encode())
    for path in (*texts, *locks):
        made.update(path.read_bytes())
    return made.digest()


def work_off(
    batches: list[tuple[tuple[str, Source], ...]], vocabulary: Vocabulary
) -> Iterator[dict[str, Made]]:
    """What becomes of batches of sources, by their keys."""
    workers = min(os.process_cpu_count() or 1, len(batches))
    if workers < 2:
        yield from (make_batch(each, vocabulary) for each in batches)
        return
    # Started anew, not forked: that is safe on every system, and whatever this process has open.
    # A lesson is many small things that live together and leave no circles worth looking for.
    with ProcessPoolExecutor(workers, get_context("spawn"), gc.set_threshold, (SELDOM,)) as pool:
        yield from pool.map(make_batch, batches, [vocabulary] * len(batches))


def make_batch(batch: Iterable[tuple[str, Source]], vocabulary: Vocabulary) -> dict[str, Made]:
    """What becomes of a batch of sources, by their keys; those without problems are kept."""
    notes = {key: Notes() for key, _ in batch}
    parsed = {key: parse_source(source, notes[key]) for key, source in batch}
    parsed |= {key: try_code(each, notes[key]) for key, each in parsed.items() if each}
    wanted = {formula for formula, _ in symbol_formulas(vocabulary)}
    wanted |= {formula for formula, _ in definition_formulas(vocabulary)}
    for lesson in parsed.values():
        wanted |= {formula for formula, _ in lesson_formulas(lesson)} if lesson else set()
    notation = make_notation(vocabulary, render_formulas(wanted))
    return {
        key: make_lesson(key, source.section, parsed[key], notes[key], vocabulary, notation)
        for key, source in batch
    }


def parse_source(source: Source, notes: Notes) -> ParsedLesson | None:
    """The lesson of a source, as far as it can be read."""
    with notes.losing("lessons"):
        return parse_lesson(source.text.text, source.text.place, notes)
    return None


def make_lesson(
    key: str,
    section: str,
    parsed: ParsedLesson | None,
    notes: Notes,
    vocabulary: Vocabulary,
    notation: Notation,
) -> Made:
    """The lesson with its problems; one without any is kept, with the HTML of its page."""
    if not parsed:
        return Made(None, tuple(notes.problems), True)
    problems = (*notes.problems, *check_lesson(parsed, notation, vocabulary))
    lesson = describe(parsed, section, key, vocabulary, notation)
    if not problems and not vocabulary.lost:
        keep_lesson(lesson, compose(parsed, lesson, vocabulary, notation))
    return Made(lesson, problems, "lessons" in notes.lost)


def keep_lesson(lesson: Lesson, parts: Parts) -> None:
    """Keeps a lesson. What was made of the same file goes, unless a build may still read it."""
    path = KEPT / lesson.key
    write_whole(path, pickle.dumps(lesson) + pickle.dumps(parts))
    for old in path.parent.iterdir():
        if old != path and old.stat().st_mtime < time.time() - LONG_AGO:
            old.unlink(missing_ok=True)


def kept_lesson(key: str) -> Made | None:
    """The lesson that was kept under a key."""
    try:
        with (KEPT / key).open("rb") as file:
            lesson: Lesson = pickle.load(file)
    except (OSError, EOFError, pickle.UnpicklingError):
        return None
    return Made(lesson, (), False) if all(each.is_current() for each in lesson.inputs) else None


def forget_old(used: set[str]) -> None:
    """What was made of files that nobody has built for a month goes; folders in use stay."""
    for folder in KEPT.iterdir() if KEPT.exists() else ():
        if folder.name not in used and folder.stat().st_mtime < time.time() - A_MONTH:
            shutil.rmtree(folder, ignore_errors=True)


def kept_parts(lesson: Lesson) -> Parts:
    """The HTML of the page of a lesson without problems."""
    with (KEPT / lesson.key).open("rb") as file:
        pickle.load(file)
        parts: Parts = pickle.load(file)
        return parts
