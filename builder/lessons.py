"""All lessons of a course: only what changed is made anew, by as many processes as there are cores.

A lesson depends on its own text, on the vocabulary of the course and on this program. What was
made of the same before is taken from the cache, unless an author has to mend something in it.
"""

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import batched
from multiprocessing import get_context
from pathlib import Path

from builder.cache.code import digest, program_digest
from builder.cache.lessons import forget_lessons, load_lesson, load_parts, store_lesson
from builder.checking.author_code import try_code
from builder.checking.lesson import check_lesson
from builder.formulas.katex import render_formulas
from builder.formulas.symbols import Notation, make_notation
from builder.model.course import Lesson, Parts, Vocabulary
from builder.model.inputs import Input
from builder.model.source import Notes, Problem, errors
from builder.pages.lesson_html import compose, describe
from builder.processes import TRIES
from builder.project import ToolError
from builder.reading.course import Source
from builder.reading.found_formulas import definition_formulas, lesson_formulas, symbol_formulas
from builder.reading.lesson import parse_lesson
from builder.reading.limits import limited_time
from builder.reading.parsed_lesson import ParsedLesson

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


type Batch = Sequence[tuple[str, Source]]
"""Sources by the keys of their lessons."""

RECENT: dict[str, tuple[Source, Vocabulary]] = {}
"""By the key of a lesson, what the lessons of the latest course are made of."""


def make_lessons(sources: Sequence[Source], vocabulary: Vocabulary) -> list[Made]:
    """What becomes of each source, in order."""
    words = repr((vocabulary.terms, vocabulary.symbols, sorted(vocabulary.lost)))
    common = [program_digest(), words.encode()]
    keys = [key_of(source, common) for source in sources]
    by_key = dict(zip(keys, sources, strict=True))
    RECENT.clear()
    RECENT.update({key: (source, vocabulary) for key, source in by_key.items()})
    made = {key: Made(*stored, False) for key in by_key if (stored := load_lesson(key))}
    new = [(key, source) for key, source in by_key.items() if key not in made]
    for outcomes in make_batches(list(batched(new, CHUNK)), vocabulary):
        made |= outcomes
    forget_lessons(keys)
    return [made[key] for key in keys]


def key_of(source: Source, common: Sequence[bytes]) -> str:
    """Changes whenever an input of the lesson does."""
    place = source.text.place.path
    own = [each.encode() for each in (source.section, place, source.text.text)]
    # What was made of one file lies together, so that the old can be forgotten.
    folder = digest([str(Path(place).resolve()).encode()]).hex()
    return f"{folder[:20]}/{digest([*common, *own]).hex()[:40]}"


def processors() -> int:
    """How many this process may use, where Python can tell (from 3.13 on)."""
    count: Callable[[], int | None] = getattr(os, "process_cpu_count", os.cpu_count)
    return count() or 1


def make_batches(batches: list[Batch], vocabulary: Vocabulary) -> Iterator[dict[str, Made]]:
    """What becomes of batches of sources, by their keys."""
    make = partial(make_batch, vocabulary=vocabulary, program=program_digest())
    workers = min(processors(), len(batches))
    if workers < 2:
        yield from map(make, batches)
        return
    done = 0
    for _ in range(TRIES):
        # Started anew, not forked: that is safe on every system, and whatever this process has
        # open. A lesson is many small things that live together and leave no circles worth
        # looking for.
        pool = ProcessPoolExecutor(workers, get_context("spawn"), gc.set_threshold, (SELDOM,))
        with suppress(BrokenProcessPool), pool:
            for outcomes in pool.map(make, batches[done:]):
                yield outcomes
                done += 1
            return
    raise ToolError("a process that makes lessons ended too early, also when it was started again")


def make_batch(batch: Batch, vocabulary: Vocabulary, program: bytes) -> dict[str, Made]:
    """What becomes of a batch of sources, by their keys; lessons without errors are stored."""
    results = dict(compose_batch(batch, vocabulary))
    for made, parts in results.values():
        # Where the program has changed meanwhile, the key is not that of what was made.
        if made.lesson and parts and program == program_digest():
            store_lesson(made.lesson, made.problems, parts)
    return {key: made for key, (made, _) in results.items()}


def compose_batch(
    batch: Batch, vocabulary: Vocabulary
) -> Iterator[tuple[str, tuple[Made, Parts | None]]]:
    """What becomes of sources, by their keys, with the HTML of lessons without errors."""
    notes = {key: Notes() for key, _ in batch}
    parsed = {key: parse_source(source, notes[key]) for key, source in batch}
    parsed |= {key: try_code(each, notes[key]) for key, each in parsed.items() if each}
    wanted = {formula for formula, _ in symbol_formulas(vocabulary)}
    wanted |= {formula for formula, _ in definition_formulas(vocabulary)}
    for lesson in parsed.values():
        wanted |= {formula for formula, _ in lesson_formulas(lesson)} if lesson else set()
    notation = make_notation(vocabulary, render_formulas(wanted))
    for key, source in batch:
        yield key, make_lesson(key, source.section, parsed[key], notes[key], vocabulary, notation)


def parse_source(source: Source, notes: Notes) -> ParsedLesson | None:
    """The lesson of a source, as far as it can be read."""
    with notes.losing("lessons"), limited_time(source.text.place):
        return parse_lesson(source.text.text, source.text.place, notes)
    return None


def make_lesson(
    key: str,
    section: str,
    parsed: ParsedLesson | None,
    notes: Notes,
    vocabulary: Vocabulary,
    notation: Notation,
) -> tuple[Made, Parts | None]:
    """The lesson with its problems, and the HTML of its page if none is an error."""
    if not parsed:
        return Made(None, tuple(notes.problems), True), None
    with notes.losing("lessons"), limited_time(parsed.place):
        notes.problems.extend(check_lesson(parsed, notation, vocabulary))
    problems = tuple(notes.problems)
    lesson = describe(parsed, section, key, vocabulary, notation)
    is_right = not errors(problems) and not vocabulary.lost
    parts = compose(parsed, lesson, vocabulary, notation) if is_right else None
    return Made(lesson, problems, "lessons" in notes.lost), parts


def parts_of(lesson: Lesson) -> Parts:
    """The HTML of the page of a lesson without errors."""
    return load_parts(lesson) or make_parts(lesson.key, lesson.inputs)


@lru_cache(maxsize=1)
def make_parts(key: str, _inputs: tuple[Input, ...]) -> Parts:
    """The same, made again, where the cache has lost it or could not be written."""
    source, vocabulary = RECENT[key]
    ((_, (made, parts)),) = compose_batch([(key, source)], vocabulary)
    if not parts:  # code of its author's does not do the same each time
        raise ToolError(f"a lesson cannot be made a second time: {errors(made.problems)[0]}")
    return parts
