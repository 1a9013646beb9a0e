"""Frames → the recording that a page carries, and SVG trees → text.

Frames of one descent share nearly all their marks. Each different node of their SVG trees is kept
once, in a table, and named by its number: a node is [tag, attributes, ...children], where a child
that is a number stands for the node of that number and a child that is a string is a text.
"""

import json
from collections.abc import Iterable
from html import escape
from typing import Any

from pycore.plot import Node
from pycore.widgets.model import Frame


def record(frames: Iterable[Frame]) -> str:
    """JSON of the frames: {"nodes": […], "frames": [{"state": …, "drawings": {name: number}}]}."""
    numbers: dict[Any, int] = {}
    drawn: dict[int, tuple[Node, int]] = {}
    nodes: list[Any] = []

    def number(node: Node) -> int:
        # What frames share is mostly the very same object, and then it is known at once.
        if id(node) not in drawn:
            drawn[id(node)] = (node, new_number(node))
        return drawn[id(node)][1]

    def new_number(node: Node) -> int:
        tag, attributes, *children = node
        row = [each if isinstance(each, str) else number(each) for each in children]
        key = (tag, *attributes.items(), None, *row)
        if key not in numbers:
            numbers[key] = len(nodes)
            nodes.append([tag, attributes, *row])
        return numbers[key]

    kept = [
        vars(frame) | {"drawings": {name: number(tree) for name, tree in frame.drawings.items()}}
        for frame in frames
    ]
    # In a script element nothing may look like its end, or like the start of a comment.
    told = json.dumps({"nodes": nodes, "frames": kept}, ensure_ascii=False, separators=(",", ":"))
    return told.replace("<", "\\u003c")


def svg(node: Node) -> str:
    """The text of an SVG tree."""
    tag, attributes, *children = node
    named = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    inside = "".join(escape(each) if isinstance(each, str) else svg(each) for each in children)
    return f"<{tag}{named}>{inside}</{tag}>"
