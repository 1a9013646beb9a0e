"""Where a landscape over two parameters is flat: its minima, maxima and saddle points."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from pycore.frozen import frozen
from pycore.maths.contours import Grid, minus
from pycore.maths.iterate import Slope
from pycore.maths.optimisers import Point

NUDGE = 1e-4
"""The curvature is the change of the gradient from so far before a point to so far behind it."""
MOST_CORRECTIONS = 12
EXACT = 1e-6
"""Where a correction is no longer than this, the point is found: its error is the square."""
SAME = 1e-3
"""What lies nearer together is one point."""


@frozen
class Stationary:
    """A point where both derivatives are zero."""

    point: Point
    """The two parameters."""
    value: float
    """The height there."""
    kind: str
    """"minimum", "maximum" or "saddle"."""


def find_stationary(
    slope: Slope, grid: Grid, across: Sequence[float], up: Sequence[float]
) -> tuple[Stationary, ...]:
    """The stationary points inside the grid, the lowest first.

    `grid` holds the values for the parameters `across` in each row and `up` from row to row, both
    equally spaced. Newton's method starts in each cell over which both derivatives change their
    signs, so points in one cell, and in the outermost ones, can be missed.
    """
    steps = (across[1] - across[0], up[1] - up[0])
    found: list[Stationary] = []
    for row, column in turning_cells(grid):
        start = (across[column] + steps[0] / 2, up[row] + steps[1] / 2)
        point = settle(slope, start, hypot(*steps))
        if not (point and across[0] <= point[0] <= across[-1] and up[0] <= point[1] <= up[-1]):
            continue
        if all(hypot(*minus(point, each.point)) > SAME for each in found):
            found.append(Stationary(point, slope(point)[0], kind_of(slope, point)))
    return tuple(sorted(found, key=lambda each: each.value))


def turning_cells(grid: Grid) -> Iterator[tuple[int, int]]:
    """Row and column of the lower left node of each cell where both derivatives change signs."""
    rises = [
        [
            (row[column + 1] > row[column - 1], above[column] > below[column])
            for column in range(1, len(row) - 1)
        ]
        for below, row, above in zip(grid, grid[1:], grid[2:], strict=False)
    ]
    for row, (below, above) in enumerate(pairwise(rises)):
        for column, corners in enumerate(zip(below, below[1:], above, above[1:], strict=False)):
            if all(len({corner[way] for corner in corners}) > 1 for way in (0, 1)):
                yield row + 1, column + 1


def settle(slope: Slope, start: Point, reach: float) -> Point | None:
    """Where Newton's method comes to rest from the start; None where it does not, or goes far."""
    point = start
    for _ in range(MOST_CORRECTIONS):
        by_x, by_y = slope(point)[1]
        (xx, xy), (_, yy) = curvatures(slope, point)
        determinant = xx * yy - xy * xy
        if not determinant:
            return None
        move = ((xy * by_y - yy * by_x) / determinant, (xy * by_x - xx * by_y) / determinant)
        shorter = min(1.0, reach / (hypot(*move) or reach))
        point = (point[0] + shorter * move[0], point[1] + shorter * move[1])
        if hypot(*minus(point, start)) > 2 * reach:
            return None
        if hypot(*move) <= EXACT:
            return point
    return None


def kind_of(slope: Slope, point: Point) -> str:
    """What a flat point is, by its second derivatives."""
    (xx, xy), (_, yy) = curvatures(slope, point)
    if xx * yy < xy * xy:
        return "saddle"
    return "minimum" if xx + yy > 0 else "maximum"


def curvatures(slope: Slope, point: Point) -> tuple[Point, Point]:
    """The second derivatives, as the gradient changes across and up; the mixed one twice."""
    x, y = point
    right, left = slope((x + NUDGE, y))[1], slope((x - NUDGE, y))[1]
    above, below = slope((x, y + NUDGE))[1], slope((x, y - NUDGE))[1]
    xx, yx = (change / (2 * NUDGE) for change in minus(right, left))
    xy, yy = (change / (2 * NUDGE) for change in minus(above, below))
    mixed = (xy + yx) / 2
    return (xx, mixed), (mixed, yy)
