"""What must hold, and whether it does."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bench.browsing import SLOWED
from bench.builders import BARE_MKDOCS, MKDOCS
from bench.builders import OURS as OUR_BUILD
from bench.lighthouse import CATEGORIES, PAGES
from bench.network import AS_IS, NETWORKS, Network
from bench.rivals import JAVASCRIPT, OURS, PYODIDE
from bench.speed import CLEAN, EDIT
from bench.start import COLD, FOLLOWING
from bench.summary import Summary, ratio, spread

MANY, MORE = 1000, 3000
LINEAR = 3.3
"""Three times the lessons may cost three times as much, and a tenth for chance."""
PAGE_BYTES = 150_000
FRAMES = 59
"""A screen shows 60 a second; one is allowed to be lost."""
LONG = 50
ANSWER = 2.0
"""The first answer to Step may take so many times as long as that of a plain JavaScript page."""

type Judged = tuple[str, float | None, float]
"""What a figure is called, its value where it was measured, and what it may be at most."""


@dataclass(frozen=True)
class Limit:
    """A figure and its limit."""

    figure: str
    value: float
    limit: float
    least: bool = False
    """Whether the value must be at least the limit, not at most."""

    @property
    def met(self) -> bool:
        return self.value >= self.limit if self.least else self.value <= self.limit


def check_limits(summary: Summary) -> Sequence[Limit]:
    """All that can be judged by what was measured."""
    judged = [each for network in NETWORKS for each in start_limits(summary, network)]
    judged += build_limits(summary)
    at_most = [Limit(name, value, limit) for name, value, limit in judged if value is not None]
    return [*at_most, *run_limits(summary), *widget_limits(summary.widgets), *score_limits(summary)]


def widget_limits(summary: Summary) -> Iterator[Limit]:
    """Of every widget: its first answer, and Step and Run where the processor is slowed."""
    for name in summary.names:
        if name == JAVASCRIPT.name:
            continue
        for network in NETWORKS:
            if found := plain_ratio(summary, name, network.name):
                told = f"first answer to Step ÷ plain JavaScript page, {name}, {network.name}"
                yield Limit(told, found, ANSWER)
        for mark, what in (("step", "Step"), ("frames", "Run")):
            if frames := summary.time(name, AS_IS.name, COLD, mark):
                told = f"frames a second in {what}, processor slowed {SLOWED} times, {name}"
                yield Limit(told, frames.middle, FRAMES, least=True)
        if longest := summary.time(name, AS_IS.name, COLD, "longest"):
            told = f"longest task in Step and Run, ms, processor slowed {SLOWED} times, {name}"
            yield Limit(told, longest.middle, LONG)


def plain_ratio(summary: Summary, name: str, network: str) -> float | None:
    """How many times longer the first answer takes than that of the plain page."""
    plain = summary.time(JAVASCRIPT.name, network, COLD, "answer")
    return ratio(summary.time(name, network, COLD, "answer"), plain)


def run_limits(summary: Summary) -> Iterator[Limit]:
    """Of Run, and of all that the page does once it is loaded."""
    for network in NETWORKS:
        found = partial(summary.time, OURS.name, network.name, COLD)
        if frames := found("frames"):
            yield Limit(
                f"frames a second in Run, {network.name}", frames.middle, FRAMES, least=True
            )
        if longest := found("longest"):
            told = f"longest task on the main thread after load, ms, {network.name}"
            yield Limit(told, longest.middle, LONG)


def start_limits(summary: Summary, network: Network) -> Iterator[Judged]:
    """Of the start, by way of a network."""
    ours = partial(summary.time, OURS.name, network.name)
    plain = partial(summary.time, JAVASCRIPT.name, network.name, COLD)
    stock = summary.time(PYODIDE.name, network.name, COLD, "python")
    our_size = partial(summary.size, OURS.name, network.name, COLD)
    stock_size = summary.size(PYODIDE.name, network.name, COLD, "total")
    where = f", {network.name}"
    yield f"`live` ÷ stock Pyodide ready{where}", ratio(ours(COLD, "python"), stock), 0.40
    yield (
        f"first figure ÷ plain JavaScript page{where}",
        ratio(ours(COLD, "figure"), plain("figure")),
        1.6,
    )
    yield (
        f"first answer to Step ÷ plain JavaScript page{where}",
        ratio(ours(COLD, "answer"), plain("answer")),
        ANSWER,
    )
    yield (
        f"bytes with Python ÷ stock Pyodide's bytes{where}",
        ratio(our_size("total"), stock_size),
        0.80,
    )
    yield (
        f"`live` after navigation to the next page, warm cache ÷ stock cold{where}",
        ratio(ours(FOLLOWING, "python"), stock),
        0.35,
    )
    before = our_size("before")
    yield f"bytes before Python{where}", before.middle if before else None, PAGE_BYTES


def build_limits(summary: Summary) -> Iterator[Judged]:
    """Of the build."""
    ours = partial(summary.cost, OUR_BUILD.name)
    clean = ours(MANY, CLEAN, "seconds")
    for rival in (MKDOCS, BARE_MKDOCS):
        theirs = summary.cost(rival.name, MANY, CLEAN, "seconds")
        yield f"clean build of {MANY:,} lessons ÷ {rival.name}", ratio(clean, theirs), 1.0
    edited = ours(MANY, EDIT, "seconds")
    yield f"rebuild after one edit, {MANY:,} lessons ÷ clean build", ratio(edited, clean), 0.10
    for name, part in (("time", "seconds"), ("memory", "memory")):
        grown = ratio(ours(MORE, CLEAN, part), ours(MANY, CLEAN, part))
        yield f"{name} of a clean build, {MORE:,} ÷ {MANY:,} lessons", grown, LINEAR


def score_limits(summary: Summary) -> Iterator[Limit]:
    """Lighthouse's."""
    for page in PAGES:
        for category in CATEGORIES:
            if found := spread(each.scores[category] for each in summary.scores(page)):
                yield Limit(f"Lighthouse, {category}, {page}", found.middle, 100, least=True)
