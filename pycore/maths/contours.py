"""Contour lines: where a function of two parameters has a value, from its values on a grid.

A grid is a list of rows from the lowest upwards, each from left to right. Grid are in steps of
the grid: (0, 0) is its first node, (2.5, 1) lies half-way between two nodes of the second row.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import floor, hypot, inf, log10

type Grid = Sequence[Sequence[float]]
type Place = tuple[float, float]
type Loop = tuple[Place, ...]
type Edge = tuple[int, int, int]
"""Row, column and direction (0 to the right, 1 upwards) of the node that an edge begins at."""

SERIES: tuple[tuple[float, ...], ...] = (
    (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8),
    (1, 1.5, 2, 3, 5, 7),
    (1, 2, 5),
    (1, 3),
    (1,),
)
"""Round numbers from 1 to 10 that lie nearly equally far apart on a logarithmic scale."""
MOST_LEVELS = 14
ROUGH = 0.03
"""How far a drawn line may lie beside the computed one, in steps of the grid."""


def round_levels(low: float, high: float) -> tuple[float, ...]:
    """Round values between low and high, as many as a reader can tell apart; both must be above 0.

    They are closer the lower they are, since a loss falls by factors.
    """
    powers = [10.0**power for power in range(floor(log10(low)), floor(log10(high)) + 1)]
    for series in SERIES:
        levels = tuple(
            level
            for power in powers
            for factor in series
            if low < (level := float(f"{factor * power:.2g}")) < high
        )
        if len(levels) <= MOST_LEVELS:
            break
    return levels


def trace(grid: Grid, levels: Sequence[float]) -> list[list[Loop]]:
    """For each level, rising, the closed lines around what is lower; where that reaches the rim of
    the grid, they run along it. What is lower lies at their left.

    Source: Lorensen & Cline, "Marching cubes" (1987), in the plane; a cell that two lines cross is
    told apart by the mean of its corners. Values must not be nan.
    """
    padded = pad(grid)
    passed = [[bisect_right(levels, value) for value in row] for row in padded]
    links: list[dict[Edge, Edge]] = [{} for _ in levels]
    for row, (below, above) in enumerate(pairwise(passed)):
        cells = zip(below, below[1:], above[1:], above, strict=False)
        for column, (here, right, across, up) in enumerate(cells):
            if here == right == across == up:
                continue
            corners = (here, right, across, up)
            middle = (
                sum(padded[row][column : column + 2] + padded[row + 1][column : column + 2]) / 4
            )
            edges = ((row, column, 0), (row, column + 1, 1), (row + 1, column, 0), (row, column, 1))
            for index in range(min(corners), max(corners)):
                inside = tuple(count <= index for count in corners)
                for start, end in turns(inside, middle < levels[index]):
                    links[index][edges[start]] = edges[end]
    return [
        [simple(tuple(place_on(padded, edge, level) for edge in loop)) for loop in loops(found)]
        for level, found in zip(levels, links, strict=True)
    ]


def pad(grid: Grid) -> list[list[float]]:
    """The grid with a rim of infinite height around it."""
    wide = len(grid[0]) + 2
    return [[inf] * wide, *([inf, *row, inf] for row in grid), [inf] * wide]


@cache
def turns(inside: tuple[bool, ...], joined: bool) -> tuple[tuple[int, int], ...]:
    """Which edge of a cell a line leads to from which; corners and edges go counter-clockwise.

    Where all four edges are crossed, the two corners inside are joined, or not.
    """
    leaving = [at for at in range(4) if inside[at] and not inside[(at + 1) % 4]]
    entering = [at for at in range(4) if inside[(at + 1) % 4] and not inside[at]]
    if len(leaving) == 1:
        return ((leaving[0], entering[0]),)
    return tuple((at, (at + (1 if joined else 3)) % 4) for at in leaving)


def loops(links: dict[Edge, Edge]) -> Iterator[list[Edge]]:
    """The closed chains of links."""
    while links:
        edge, following = links.popitem()
        chain = [edge]
        while following in links:
            chain.append(following)
            following = links.pop(following)
        yield chain


def place_on(padded: Grid, edge: Edge, level: float) -> Place:
    """Where the level is crossed between the two nodes of an edge; on the rim, at the rim."""
    row, column, upwards = edge
    nodes = [(row, column), (row + upwards, column + 1 - upwards)]
    lower, higher = sorted(nodes, key=lambda node: padded[node[0]][node[1]])
    low, high = padded[lower[0]][lower[1]], padded[higher[0]][higher[1]]
    part = (level - low) / (high - low)
    return (
        lower[1] - 1 + part * (higher[1] - lower[1]),
        lower[0] - 1 + part * (higher[0] - lower[0]),
    )


def simple(loop: Loop) -> Loop:
    """The loop without the places that hardly bend it.

    Source: Douglas & Peucker, "Algorithms for the reduction of the number of points" (1973).
    """
    far = max(range(len(loop)), key=lambda at: hypot(*minus(loop[at], loop[0])))
    there, back = loop[: far + 1], (*loop[far:], loop[0])
    return (*thinned(there), *thinned(back))


def thinned(line: Loop) -> Loop:
    """The places of an open line that it needs, but for its last one."""
    if len(line) < 3:
        return line[:-1]
    across = minus(line[-1], line[0])
    length = hypot(*across) or 1.0
    off = [
        abs(across[0] * y - across[1] * x) / length if any(across) else hypot(x, y)
        for x, y in (minus(place, line[0]) for place in line)
    ]
    far = max(range(len(line)), key=lambda at: off[at])
    if off[far] <= ROUGH:
        return line[:1]
    return (*thinned(line[: far + 1]), *thinned(line[far:]))


def minus(one: tuple[float, ...], other: tuple[float, ...]) -> Place:
    """From the other to the one."""
    return (one[0] - other[0], one[1] - other[1])
