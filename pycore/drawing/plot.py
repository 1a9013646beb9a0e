"""Marks in data coordinates → a small SVG tree: the only drawer, at build time and in the page.

Coordinates are rounded to a tenth of a unit, so the same mark always gives the same node
(`pycore/drawing/runs.py` says what a node is).
"""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import ceil, floor, hypot, isfinite, log10

from pycore.drawing.runs import Node, Run
from pycore.frozen import frozen

DOT_RADIUS = 5
FAR_OFF = 100_000
"""SVG units: what lies further away from the picture is not drawn."""
HANDLE_RADIUS = 26
"""Of the unseen circle that takes the finger: more than 24 CSS pixels across on a 360 px page."""


@frozen
class Axes:
    """A rectangle of the plane and the size of its picture."""

    x: tuple[float, float]
    """Lowest and highest x of the picture."""
    y: tuple[float, float]
    """Lowest and highest y of the picture."""
    width: float = 600
    """Of the picture, in SVG units."""
    height: float = 400
    """Of the picture, in SVG units."""

    def place(self, x: float, y: float) -> tuple[float, float]:
        """The point of the picture for (x, y): the picture's own y runs downwards."""
        return (
            (x - self.x[0]) / (self.x[1] - self.x[0]) * self.width,
            (self.y[1] - y) / (self.y[1] - self.y[0]) * self.height,
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether (x, y) lies inside the picture; nan never does."""
        return self.x[0] <= x <= self.x[1] and self.y[0] <= y <= self.y[1]


@frozen
class Path:
    """A line through many points, such as the graph of a function."""

    points: tuple[tuple[float, float], ...]
    """Its points (x, y) in order; points that are not finite break the line."""

    def draw(self, axes: Axes) -> Node:
        """One ``path``: M starts a piece, L goes on with it."""
        steps, pen = [], "M"
        for x, y in self.points:
            if not (isfinite(x) and isfinite(y)):
                pen = "M"
                continue
            left, top = axes.place(x, y)
            steps.append(f"{pen}{coordinate(left)} {coordinate(top)}")
            pen = "L"
        return ("path", {"d": "".join(steps)})


@frozen
class Curve:
    """A smooth line through points with known slopes: for a polynomial up to degree 3 two will do.

    Between two points it is the only polynomial of degree 3 that has their values and slopes.
    """

    points: tuple[tuple[float, float, float], ...]
    """x, y and slope of each, by x; the line breaks off where it is not finite, or far away."""

    def draw(self, axes: Axes) -> Node:
        """One ``path`` of cubic Bézier curves, a third of the way along each tangent."""
        steps, pen = [], True
        for (x, y, slope), (end, last, steep) in pairwise(self.points):
            third = (end - x) / 3
            line = [(x, y), (x + third, y + slope * third)]
            line += [(end - third, last - steep * third), (end, last)]
            places = [axes.place(*each) for each in line]
            if not all(abs(left) < FAR_OFF and abs(top) < FAR_OFF for left, top in places):
                pen = True
                continue
            first, *others = [f"{coordinate(left)} {coordinate(top)}" for left, top in places]
            steps.append(f"M{first}" * pen + f"C{' '.join(others)}")
            pen = False
        return ("path", {"d": "".join(steps)})


@frozen
class Segment:
    """A straight line between two points."""

    start: tuple[float, float]
    """Where it begins, (x, y)."""
    end: tuple[float, float]
    """Where it ends, (x, y)."""

    def draw(self, axes: Axes) -> Node:
        """One ``line``."""
        left, top = axes.place(*self.start)
        right, bottom = axes.place(*self.end)
        return _line(left, top, right, bottom)


@frozen
class Tangent:
    """A short straight line through a point, as steep as the curve is there."""

    at: tuple[float, float]
    """The point it touches, (x, y)."""
    slope: float
    """Rise over run, in data coordinates."""
    length: float = 150
    """From end to end, in SVG units, whatever the slope."""

    def draw(self, axes: Axes) -> Node:
        """One ``line`` of the given length."""
        left, top = axes.place(*self.at)
        across = axes.width / (axes.x[1] - axes.x[0])
        down = -self.slope * axes.height / (axes.y[1] - axes.y[0])
        half = self.length / 2 / hypot(across, down)
        across, down = across * half, down * half
        return _line(left - across, top - down, left + across, top + down)


@frozen
class Dot:
    """A point."""

    at: tuple[float, float]
    """Where, (x, y)."""
    radius: float = DOT_RADIUS
    """In SVG units."""

    def draw(self, axes: Axes) -> Node:
        """One ``circle``."""
        left, top = axes.place(*self.at)
        return (
            "circle",
            {"cx": coordinate(left), "cy": coordinate(top), "r": coordinate(self.radius)},
        )


@frozen
class Handle:
    """An unseen, large circle that the reader can take and drag."""

    at: tuple[float, float]
    """Where, (x, y)."""
    across: str = ""
    """Name of the slider that follows x, if any."""
    up: str = ""
    """Name of the slider that follows y, if any."""

    def draw(self, axes: Axes) -> Node:
        """One ``circle`` that carries what the page needs to turn pixels into x and y."""
        tag, attributes, *_ = Dot(self.at, HANDLE_RADIUS).draw(axes)
        ways = {"across": (self.across, axes.x), "up": (self.up, axes.y)}
        moved = {
            way: f"{name} {low:g} {high:g}" for way, (name, (low, high)) in ways.items() if name
        }
        return (tag, attributes | {f"data-{way}": told for way, told in moved.items()})


@frozen
class Inside:
    """A mark that is cut off where a window ends."""

    x: tuple[float, float]
    """Lowest and highest x of the window."""
    y: tuple[float, float]
    """Lowest and highest y of the window."""
    mark: Path | Curve | Segment | Tangent
    """What is drawn."""

    def draw(self, axes: Axes) -> Node:
        """An ``svg`` of the window's size and place, which hides what lies beyond it."""
        left, top = axes.place(self.x[0], self.y[1])
        right, bottom = axes.place(self.x[1], self.y[0])
        sides = {"x": left, "y": top, "width": right - left, "height": bottom - top}
        told = {name: coordinate(value) for name, value in sides.items()}
        return ("svg", {**told, "viewBox": " ".join(told.values())}, self.mark.draw(axes))


@frozen
class Label:
    """A short text at a point."""

    at: tuple[float, float]
    """Where, (x, y)."""
    text: str
    """What it says."""
    shift: tuple[float, float] = (0, 0)
    """Moved right and down by so many SVG units."""

    def draw(self, axes: Axes) -> Node:
        """One ``text``."""
        left, top = axes.place(*self.at)
        x, y = coordinate(left + self.shift[0]), coordinate(top + self.shift[1])
        return ("text", {"x": x, "y": y}, self.text)


type Mark = Path | Curve | Segment | Tangent | Dot | Handle | Inside | Label


def draw(axes: Axes, layers: Mapping[str, Iterable[Mark | Run | Node]], behind: Run) -> Node:
    """An ``svg`` with one group a layer, in order, before what is drawn already.

    The groups stand in the same order in every frame, so a page that changes only the attributes
    that differ lets the ball move instead of drawing a new one.
    """
    box = f"0 0 {coordinate(axes.width)} {coordinate(axes.height)}"
    inside: list[Node | Run | str] = [behind, *draw_layers(axes, layers)]
    return ("svg", {"viewBox": box}, *inside)


def draw_layers(axes: Axes, layers: Mapping[str, Iterable[Mark | Run | Node]]) -> list[Node]:
    """One group a layer, in order, the layer's name as its class."""
    groups: list[Node] = []
    for name, marks in layers.items():
        drawn = [mark if isinstance(mark, (Run, tuple)) else mark.draw(axes) for mark in marks]
        groups.append(("g", {"class": name}, *drawn))
    return groups


def ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """Round numbers from low to high, at most so many, zero left out: 1, 2 or 5 times 10ⁿ apart."""
    rough = (high - low) / most
    power = 10.0 ** floor(log10(rough))
    step = next(power * nice for nice in (1, 2, 5, 10) if power * nice >= rough)
    first, last = ceil(round(low / step, 9)), floor(round(high / step, 9))
    return tuple(step * count for count in range(first, last + 1) if count)[-most:]


def coordinate(value: float) -> str:
    """A length in SVG units with at most one decimal: 12.0 gives "12", -0.04 gives "0"."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _line(left: float, top: float, right: float, bottom: float) -> Node:
    ends = {"x1": left, "y1": top, "x2": right, "y2": bottom}
    return ("line", {name: coordinate(value) for name, value in ends.items()})
