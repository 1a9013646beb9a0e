"""Medians of what was measured."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Self

from bench.lighthouse import Scores
from bench.processes import Cost
from bench.results import Results
from bench.start import Visit


@dataclass(frozen=True)
class Spread:
    """Several measurements of one thing."""

    values: tuple[float, ...]

    @property
    def middle(self) -> float:
        return median(self.values)


@dataclass(frozen=True)
class Summary:
    """The results, to be asked for by what they are of; None for what was not measured."""

    results: Results

    def visits(self, rival: str, network: str, occasion: str) -> Sequence[Visit]:
        """All visits of a kind."""
        wanted = (rival, network, occasion)
        visits = self.results.visits
        return [each for each in visits if (each.rival, each.network, each.occasion) == wanted]

    @property
    def widgets(self) -> Self:
        """Of the visits to every widget; the plain page of the same rounds is among them."""
        return replace(self, results=replace(self.results, visits=self.results.widgets))

    @property
    def names(self) -> Sequence[str]:
        """Of all that was visited, each once."""
        return [*dict.fromkeys(each.rival for each in self.results.visits)]

    def time(self, rival: str, network: str, occasion: str, mark: str) -> Spread | None:
        """Milliseconds to a mark."""
        found = self.visits(rival, network, occasion)
        return spread(each.marks[mark] for each in found if mark in each.marks)

    def size(self, rival: str, network: str, occasion: str, part: str) -> Spread | None:
        """Bytes, "before" or in "total"."""
        return spread(getattr(each, part) for each in self.visits(rival, network, occasion))

    def costs(self, builder: str, lessons: int, occasion: str) -> Sequence[Cost | None]:
        """What builds of a kind took; None for each that was not over in time."""
        wanted = (builder, lessons, occasion)
        builds = self.results.builds
        return [
            each.cost for each in builds if (each.builder, each.lessons, each.occasion) == wanted
        ]

    def cost(self, builder: str, lessons: int, occasion: str, part: str) -> Spread | None:
        """Their "seconds" or their "memory"."""
        costs = self.costs(builder, lessons, occasion)
        return spread(getattr(each, part) for each in costs if each)

    @property
    def sizes(self) -> Sequence[int]:
        """Numbers of lessons that were built more than as a first build."""
        return sorted({each.lessons for each in self.results.builds if each.lessons > 1})

    def scores(self, page: str) -> Sequence[Scores]:
        """Lighthouse's runs over a page, that with the median performance first."""
        found = [each for each in self.results.scores if each.page == page]
        ranked = sorted(found, key=lambda each: each.scores["performance"])
        middle = len(ranked) // 2
        return [*ranked[middle:], *ranked[:middle]]


def spread(values: Iterable[float]) -> Spread | None:
    """Of at least one value."""
    found = tuple(values)
    return Spread(found) if found else None


def ratio(above: Spread | None, below: Spread | None) -> float | None:
    """Of two medians, where both were measured."""
    return above.middle / below.middle if above and below else None
