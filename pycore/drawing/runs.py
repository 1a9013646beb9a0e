"""The nodes of a frame, and lists of them that many frames share.

A node is a tuple ``(tag, attributes, *children)``; a child is a node, a run of nodes or a text, for
example ``("g", {"class": "ticks"}, ("text", {"x": "10"}, "2"))``.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from pycore.frozen import frozen

type Node = tuple[str, dict[str, str], *tuple[Node | Run | str, ...]]


TAGS = re.compile("svg|g|path|line|circle|text|tbody|tr|th|td")
NAMES = re.compile("viewBox|class|d|scope|[xy][12]?|c[xy]|r|width|height|data-(across|up)")
"""The tags of nodes and the names of their attributes: pages show nothing else (js/draw.js)."""
PLAIN = re.compile(r"[\w .+-]*", re.ASCII)
"""The values of attributes: numbers, commands of a path, names; no address and no script."""


@frozen
class Run:
    """The first so many nodes of a list that other drawings show too, in part or as a whole."""

    nodes: Sequence[Node]
    """May get longer, and never changes otherwise."""
    count: int
    """How many of them are shown."""


class Growing:
    """Nodes of which each step adds one, or none where there is nothing to show."""

    def __init__(self, draw_step: Callable[[int], Node | None]) -> None:
        self._draw_step = draw_step
        self._nodes: list[Node] = []
        self._counts = [0]

    def first(self, steps: int) -> Run:
        """The nodes of so many steps."""
        while len(self._counts) <= steps:
            node = self._draw_step(len(self._counts) - 1)
            self._nodes += [node] if node else []
            self._counts.append(len(self._nodes))
        return Run(self._nodes, self._counts[steps])


def whole(nodes: list[Node]) -> Run:
    """All of a list, which many frames share."""
    return Run(nodes, len(nodes))


def row(*cells: str) -> Node:
    """A row of a frame's table; its first cell says what the row is about."""
    first, *others = cells
    inside: list[Node | Run | str] = [("th", {"scope": "row"}, first)]
    inside += [("td", {}, each) for each in others]
    return ("tr", {}, *inside)


def children(node: Node) -> Iterator[Node | str]:
    """What a node holds, its runs written out."""
    for child in node[2:]:
        yield from child.nodes[: child.count] if isinstance(child, Run) else (child,)
