"""A landscape in a page of the course with both."""

from playwright.sync_api import Page

from pycore.widgets.landscape import Landscape
from support.any_widget import AnyWidget
from support.landscape_lessons import BOWL, BOWL_PAGE, HILLS, HILLS_PAGE, landscape

PAGES = {"bowl": (BOWL_PAGE, BOWL), "hills": (HILLS_PAGE, HILLS)}


BITS = """
import json
from pycore.maths.data import Data
from pycore.maths.iterate import walk
from pycore.maths.network import loss_and_gradient, losses_on, predictions, steepnesses
from pycore.maths.optimisers import OPTIMISERS

def bits(examples):
    data = Data(tuple((float(x), float(y)) for x, y in examples))
    ends = [count * 0.37 - 7 for count in range(38)]
    rows = [*losses_on(ends, ends[::-1], data)]
    for name, rate in [(name, rate) for name in OPTIMISERS for rate in (0.03, 0.5, 2.0)]:
        slope = lambda point: loss_and_gradient(point, data)
        trail = walk(slope, OPTIMISERS[name](rate), (5.0, -3.0))
        rows += [trail.values, *trail.points, *trail.gradients]
        rows += [predictions(trail.end, ends), steepnesses(trail.end, ends)]
    return [[number.hex() for number in row] for row in rows]
"""
"""Runs on both sides: losses, gradients, ways and curves of networks, all their bits."""


class LandscapePart(AnyWidget):
    """A landscape of a page, and the one that CPython has of the same options."""

    widget: Landscape

    def __init__(self, page: Page, name: str) -> None:
        super().__init__(page, name, landscape(PAGES[name][1]))
