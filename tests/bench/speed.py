"""How long courses of growing size take to build, clean and after one edit."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bench.builders import BUILDERS, OURS, Builder
from bench.generated import edit, write_course
from bench.places import CONTENT, SITE, TREE, WORK, environment, our_command
from bench.processes import Cost, run

SIZES = (10, 100, 1000, 3000)
TURNS = 3
"""Builds of a size, of which the median counts."""
ENOUGH = 20.0
"""Seconds of clean builds after which a builder gets no further turn at a size."""
FIRST, CLEAN, EDIT = "first", "clean", "edit"


@dataclass(frozen=True)
class Build:
    """One build."""

    builder: str
    lessons: int
    occasion: str
    """FIRST: only the set-up is there; CLEAN: no lesson was ever built; EDIT: one changed."""
    cost: Cost | None
    """None where it was not over in time."""

    @property
    def line(self) -> str:
        cost = self.cost
        told = f"{cost.seconds:.2f} s, {cost.memory / 1e6:.0f} MB" if cost else "not over in time"
        return f"{self.lessons} lessons, {self.occasion}, {self.builder}: {told}"


def measure_builds(sizes: Sequence[int], limit: float) -> Iterator[Build]:
    """All builders in turn, size after size."""
    for size in sizes:
        spent = dict.fromkeys(BUILDERS, 0.0)
        for turn in range(TURNS):
            for builder in BUILDERS:
                if spent[builder] < ENOUGH:
                    clean, *rebuilt = build_twice(builder, size, turn, limit)
                    spent[builder] += clean.cost.seconds if clean.cost else limit
                    yield from (clean, *rebuilt)


def build_twice(builder: Builder, size: int, turn: int, limit: float) -> Iterator[Build]:
    """A clean build, and where that was over in time another one after an edit."""
    folder = WORK / "courses" / builder.name
    lessons = write_course(folder / "content", size)
    builder.prepare(folder)
    try:
        for occasion in (CLEAN, EDIT):
            place = builder.place or folder
            cost = run(builder.command(folder), place, environment(), limit)
            yield Build(builder.name, size, occasion, cost)
            if not cost:
                return
            pages = sum(1 for _ in (folder / "out").rglob("*.html"))
            if pages < size:
                raise RuntimeError(f"{builder.name} made {pages} pages of {size} lessons")
            edit(lessons[size // 2], turn)
    finally:
        shutil.rmtree(folder)


def first_build(limit: float) -> Build:
    """Our real lesson's, with everything that later builds find done."""
    cost = run(our_command(CONTENT, SITE), TREE, environment(), limit)
    return Build(OURS.name, 1, FIRST, cost)
