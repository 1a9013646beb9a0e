"""A course with both landscapes, each on a page of its own."""

import json
from typing import Any

from pycore.widgets.landscape import Landscape
from support.courses import BASE, FIRST, HEAD

LINE_DATA: list[list[float]] = [
    [0, 0.6],
    [0.5, 1.6],
    [1, 1.5],
    [1.5, 2.4],
    [2, 2.2],
    [2.5, 3.2],
    [3, 3.1],
    [3.5, 4.1],
]
HILLS_DATA: list[list[float]] = [
    [x - 6, y] for x, y in enumerate([0.1, 1, 1.9, 1.9, 1, 0.1, 0, 0.1, 0.7, 1.3, 1.3, 0.7, 0.1])
]
"""Two hills, the left one higher."""

BOWL: dict[str, Any] = {
    "model": "line",
    "data": LINE_DATA,
    "ranges": {"m": [-1, 3], "b": [-2, 4]},
    "start": {"m": -0.5, "b": 3.5},
    "rate": 0.1,
    "try": [
        {"label": "Too large", "rate": 0.25},
        {"label": "A race", "rate": 0.03, "rival": "momentum"},
    ],
}
HILLS: dict[str, Any] = {
    "model": "network",
    "data": HILLS_DATA,
    "ranges": {"u": [-7, 7], "v": [-7, 7]},
    "start": {"u": 0, "v": 3},
    "rate": 2,
    "try": [
        {"label": "Another start", "start": {"u": -3}},
        {"label": "On the saddle", "start": {"u": -0.1, "v": 0.2}, "rival": "momentum"},
    ],
}


def fence(name: str, options: dict[str, Any]) -> str:
    """The block of a landscape."""
    lines = [f"{option}: {value}".replace("'", "") for option, value in options.items()]
    head = ["```widget", f"id: {name}", "kind: landscape", f"title: {name.title()}"]
    return "\n".join([*head, *lines, "```", ""])


SECOND = "start/02-second.md"
FILES = {
    "symbols.yaml": BASE["symbols.yaml"]
    + "".join(f"{letter}: {{latex: {letter}, meaning: A parameter.}}\n" for letter in "mbuv"),
    FIRST: f"{HEAD}\n{fence('bowl', BOWL)}",
    SECOND: f"{BASE[SECOND]}\n{fence('hills', HILLS)}",
}
BOWL_PAGE, HILLS_PAGE = "start/first.html", "start/second.html"


def landscape(options: dict[str, Any], **others: Any) -> Landscape:
    """The widget of options as YAML gives them: all numbers are texts."""
    texts = json.loads(json.dumps({**options, **others}), parse_float=str, parse_int=str)
    return Landscape.parse(texts)


def at(steps: int, **settings: object) -> str:
    """A state of the bowl; what is not given is as the author set it."""
    usual = {"m": "-0.5", "b": "3.5", "rate": "0.1", "optimiser": "gradient-descent"}
    parts = {**usual, "rival": "none", **settings, "steps": steps}
    return "&".join(f"{name}={value}" for name, value in parts.items())
