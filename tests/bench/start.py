"""How soon the figure is there, Step answers, and Python runs; and what it weighs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from playwright.sync_api import Playwright, sync_playwright

from bench.browsing import Reader, new_reader, open_page, run_widget
from bench.host import Answer, Host
from bench.network import NETWORKS, Network
from bench.rivals import BEFORE, NEXT, OURS, RIVALS, Rival

BESIDES = ("result", "step", "frames", "longest")
"""Marks of some visits only."""
COLD, SECOND, FOLLOWING = "cold", "second visit", "next page"


@dataclass(frozen=True)
class Visit:
    """One page, once."""

    rival: str
    network: str
    occasion: str
    """COLD: never been here; SECOND: the browser started again; FOLLOWING: from another lesson."""
    marks: dict[str, float]
    """Milliseconds since the navigation began; of our Step and Run, frames a second and the longest
    task."""
    before: int
    """Bytes over the wire that are not Python's."""
    total: int
    """All bytes over the wire."""

    @property
    def line(self) -> str:
        times = ", ".join(f"{name} {time:.0f}" for name, time in self.marks.items())
        return f"{self.network}, {self.occasion}, {self.rival}: {times}, {self.total:,} bytes"


def measure_starts(host: Host, rounds: int) -> Iterator[Visit]:
    """All rivals in turn, round after round, each round beginning with another one."""
    with sync_playwright() as playwright:
        for network in NETWORKS:
            for turn in range(rounds):
                at = turn % len(RIVALS)
                for rival in (*RIVALS[at:], *RIVALS[:at]):
                    yield from twice(playwright, host, network, rival)
                yield next_page(playwright, host, network)


def twice(playwright: Playwright, host: Host, network: Network, rival: Rival) -> Iterator[Visit]:
    """A reader's first visit, and the second one later."""
    with new_reader(playwright, host, network) as reader:
        for occasion in (COLD, SECOND):
            with reader.browser() as page:
                marks = open_page(page, host.url(rival.path), rival.needs)
                marks |= run_widget(page) if rival == OURS and occasion == COLD else {}
                yield made(rival, reader, occasion, marks, host.settle())


def next_page(playwright: Playwright, host: Host, network: Network) -> Visit:
    """Our second lesson, after the first one has run."""
    with new_reader(playwright, host, network) as reader, reader.browser() as page:
        open_page(page, host.url(f"/two/{BEFORE}#descent"), OURS.needs)
        earlier = len(host.settle())
        marks = open_page(page, host.url(f"/two/{NEXT}#descent"), OURS.needs)
        return made(OURS, reader, FOLLOWING, marks, host.settle()[earlier:])


def made(
    rival: Rival, reader: Reader, occasion: str, marks: dict[str, float], answers: Sequence[Answer]
) -> Visit:
    """A visit with its bytes."""
    kept = {name: marks[name] for name in (*rival.needs, *BESIDES) if name in marks}
    before = [each.size for each in answers if not is_engine(rival, each)]
    total = sum(each.size for each in answers)
    return Visit(rival.name, reader.network.name, occasion, kept, sum(before), total)


def is_engine(rival: Rival, answer: Answer) -> bool:
    """Whether this was loaded for Python."""
    return any(fnmatch(answer.path, pattern) for pattern in rival.engine)
