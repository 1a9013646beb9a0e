"""Frames → the text that a page keeps of them.

Frames of one descent are alike but for their numbers, and show runs of the same marks. So the
numbers are taken out: frames of one shape, which are the same text but for the numbers in it, are
kept as that text once and one column for each place of a number that is not always the same. The
lists whose runs are shown are kept beside them, in the same way.

A recording is ``{"first": state, "lists": [[group, ...], ...], "frames": [group, ...]}``, and a
group is ``[count, shape, column, ...]``: a shape is a list of texts and of numbers of columns, a
column the texts of its numbers with blanks between. Written out, a node is the JSON of
``[tag, attributes, ...children]``, and a frame its state, a line's end, and the JSON of the rest. A
child ``[list, count]`` stands for the first so many nodes of a list. In a page, ``[picture,
count]`` in place of a list's groups stands for so many nodes that the picture shows from the start.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from pycore.drawing.runs import Node, Run
from pycore.kit.widget import Frame

NUMBER = re.compile("([-\N{MINUS SIGN}]?[0-9]+(?:[.][0-9]+)?)")
ENCODE = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode

type Group = list[Any]
type Lists = dict[int, list[Any]]
"""Number, longest run and list, by the list's id."""


def record(frames: Iterable[Frame], in_page: bool = False) -> str:
    """The recording of frames, as JSON; the page opens with the first.

    A page that shows the first frame already has the nodes behind each of its pictures.
    """
    kept = list(frames)
    lists: Lists = {}
    shown = behind(kept[0]) if in_page else {}
    rows = sorted((NUMBER.split(write_frame(frame, lists)) for frame in kept), key=shape_of)
    return ENCODE(
        {
            "first": kept[0].state,
            "lists": [*write_lists(lists, shown)],
            "frames": [*group_rows(rows)],
        }
    )


def write_frame(frame: Frame, lists: Lists) -> str:
    """The text of a frame: its state, a line's end, the rest."""
    told = vars(frame) | {"drawings": {}, "table": shorten(("tbody", {}, *frame.table), lists)}
    del told["state"]
    for name, tree in frame.drawings.items():
        told["drawings"][name] = shorten(tree, lists)
    return f"{frame.state}\n{ENCODE(told)}"


def behind(frame: Frame) -> dict[int, list[Any]]:
    """Picture and length of the lists that its pictures begin with, by the list's id."""
    pairs = [(name, inside) for name, (_, _, *inside) in frame.drawings.items()]
    return {
        id(run.nodes): [name, run.count]
        for name, inside in pairs
        for run in inside[:1]
        if isinstance(run, Run)
    }


def write_lists(lists: Lists, shown: dict[int, list[Any]]) -> Iterator[list[Any]]:
    """The groups of each list, as far as it is used; or the picture that shows as much of it."""
    done = 0
    while done < len(lists):  # a node may show runs of further lists
        key, (_, count, nodes) = list(lists.items())[done]
        if key in shown and shown[key][1] == count:
            yield shown[key]
        else:
            texts = (NUMBER.split(ENCODE(shorten(node, lists))) for node in nodes[:count])
            yield [*group_rows(texts)]
        done += 1


def shorten(node: Node, lists: Lists) -> list[Any]:
    """The node as a list, its runs as numbers of lists."""
    row: list[Any] = list(node)
    for at in range(2, len(row)):
        child = row[at]
        if type(child) is tuple:
            row[at] = shorten(child, lists)
        elif type(child) is Run:
            known = lists.setdefault(id(child.nodes), [len(lists), 0, child.nodes])
            known[1] = max(known[1], child.count)
            row[at] = [known[0], child.count]
    return row


def shape_of(row: list[str]) -> list[str]:
    """What stands between the numbers of a text that is cut up."""
    return row[::2]


def group_rows(rows: Iterable[list[str]]) -> Iterator[Group]:
    """Texts that are cut up, in order, those of one shape that follow each other as a group."""
    for shape, alike in groupby(rows, key=shape_of):
        yield make_group(shape, [row[1::2] for row in alike])


def make_group(texts: list[str], rows: list[list[str]]) -> Group:
    """The group of a shape's texts and the numbers between them, row by row."""
    shape: list[str | int] = []
    columns: dict[str, int] = {}
    same = [texts[0]]
    for text, column in zip(texts[1:], zip(*rows, strict=True), strict=True):
        if len(set(column)) > 1:
            number = columns.setdefault(" ".join(column), len(columns))
            shape += ["".join(same), number]
            same = [text]
        else:
            same += [column[0], text]
    return [len(rows), [*shape, "".join(same)], *columns]
