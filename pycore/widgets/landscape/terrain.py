"""What stays in the picture of a landscape while balls roll over it: contours, minima, axes."""

from functools import lru_cache
from math import hypot, nan, sqrt

from pycore.drawing.numerals import decimals
from pycore.drawing.plot import Axes, Dot, Label, Mark, Path, Segment, draw_layers
from pycore.drawing.runs import Run, whole
from pycore.drawing.scenery import Ends, frame_scenery, framed_axes
from pycore.frozen import frozen
from pycore.maths.contours import Grid, minus, round_levels, trace
from pycore.maths.stationary import Stationary
from pycore.widgets.landscape.surfaces import Surface

ACROSS, UP = 64, 48
"""Cells of the grid on which the loss is computed."""
HEIGHT = 420
STEEPEST = 2000
"""The highest contour is at most so many times as high as the lowest."""
APART = 64
"""SVG units from number to number."""
RIM = 4
"""Cells from a number to the rim of the window."""
NEAR = 6
"""SVG units: what is nearer together looks like one place."""
BREAK = (nan, nan)

type Spot = tuple[float, float]


@frozen
class Terrain:
    """A landscape inside the ranges of its two parameters."""

    axes: Axes
    """The picture."""
    across: Ends
    """Of the first parameter."""
    up: Ends
    """Of the second parameter."""
    stationary: tuple[Stationary, ...]
    """Where it is flat, the lowest first."""
    scenery: Run
    """The layers contours, minima, axis, ticks and names."""

    def holds(self, point: tuple[float, ...]) -> bool:
        """Whether a point lies inside."""
        x, y = point
        return self.across[0] <= x <= self.across[1] and self.up[0] <= y <= self.up[1]

    def flat_near(self, point: tuple[float, ...]) -> Stationary | None:
        """The flat point on which a ball rests that has come to rest at a point."""
        here = self.axes.place(*point)
        for each in self.stationary:
            if hypot(*minus(self.axes.place(*each.point), here)) <= NEAR:
                return each
        return None


@lru_cache(maxsize=16)
def survey(surface: Surface, across: Ends, up: Ends) -> Terrain:
    """The terrain, computed and drawn once for all the frames that show it."""
    axes = framed_axes(across, up, HEIGHT, surface.names)
    xs, ys = spaced(across, ACROSS), spaced(up, UP)
    grid = surface.losses(xs, ys)
    stationary = surface.stationary(grid, xs, ys)
    minima: list[Mark | Run] = []
    sheet = Sheet(axes, xs, ys)
    for found in stationary:
        if found.kind == "minimum":
            at = (found.point[0], found.point[1])
            minima += [Dot(at, 5), Label(at, decimals(found.value, 2), (0, 28))]
            sheet.taken.append(axes.place(*at))
    corner = (across[1], up[1])
    rim: list[Mark | Run] = [
        Segment(corner, (across[0], up[1])),
        Segment(corner, (across[1], up[0])),
    ]
    layers = {"contours": contours(grid, sheet), "axis": rim, "minima": minima}
    frame = frame_scenery(axes, across, up, surface.names)
    scenery = whole([*draw_layers(axes, layers), *frame.nodes])
    return Terrain(axes, across, up, stationary, scenery)


def spaced(ends: Ends, cells: int) -> list[float]:
    """From one end to the other in equal steps."""
    return [ends[0] + (ends[1] - ends[0]) * count / cells for count in range(cells + 1)]


class Sheet:
    """The picture on which contours and their numbers are put."""

    def __init__(self, axes: Axes, xs: list[float], ys: list[float]) -> None:
        self.axes, self.xs, self.ys = axes, xs, ys
        self.taken: list[Spot] = []
        """Where in the picture a number or a minimum stands."""

    def point(self, place: Spot) -> Spot:
        """The parameters at a place of the grid."""
        steps = (self.xs[1] - self.xs[0], self.ys[1] - self.ys[0])
        return (self.xs[0] + place[0] * steps[0], self.ys[0] + place[1] * steps[1])

    def is_free(self, place: Spot) -> bool:
        """Whether a number can stand there."""
        if not (RIM <= place[0] <= ACROSS - RIM and RIM <= place[1] <= UP - RIM):
            return False
        here = self.axes.place(*self.point(place))
        return all(hypot(*minus(here, other)) >= APART for other in self.taken)


def contours(grid: Grid, sheet: Sheet) -> list[Mark | Run]:
    """The lines from the highest to the lowest, and then their numbers.

    They are traced on the root of the height above the lowest node, which is nearly straight where
    the loss itself is a parabola: so lines are smooth on a coarse grid.
    """
    low, high = min(map(min, grid)), max(map(max, grid))
    levels = round_levels(max(low, high / STEEPEST), high)
    roots = [[sqrt(value - low) for value in row] for row in grid]
    lines: list[Mark | Run] = []
    numbers: list[Mark | Run] = []
    traced = trace(roots, [sqrt(level - low) for level in levels])
    for level, loops in zip(levels, traced, strict=True):
        closed = [each for loop in loops for each in (*loop, loop[0], BREAK)]
        lines.insert(0, Path(tuple(map(sheet.point, closed))))
        free = [place for loop in loops for place in loop if sheet.is_free(place)]
        if free:
            at = sheet.point(min(free, key=lambda place: steepness(roots, place)))
            numbers.append(Label(at, f"{level:g}", (0, 5)))
            sheet.taken.append(sheet.axes.place(*at))
    return [*lines, *numbers]


def steepness(grid: Grid, place: Spot) -> float:
    """How close the lines are there: the change from node to node."""
    column, row = (round(part) for part in place)
    across = grid[row][column + 1] - grid[row][column - 1]
    return hypot(across, grid[row + 1][column] - grid[row - 1][column])
