"""The questions that a page asks of the worker for readers' code."""

import json
from collections.abc import Callable
from typing import Any

from pycore.cells import rules
from pycore.cells.explain import Explained
from pycore.cells.notebook import Notebook, Verdict

NOTEBOOK = Notebook()
"""Of the page: it goes with its worker."""
TITLES: dict[str, str] = {}
"""What readers call the cells."""


def answer(question: str, tell: Callable[[str], object] = str) -> str:
    """What is to be done, JSON in and out: "run", "adopt" or "frames"; what code prints is told."""
    asked = json.loads(question)
    deeds = {"run": run, "adopt": adopt, "frames": frames}
    return deeds[asked["do"]](asked, tell)


def run(asked: dict[str, Any], tell: Callable[[str], object]) -> str:
    """What became of some code.

    The question has the ``cell``'s id, its ``title``, its ``code`` and its ``tests``, null where it
    is no exercise. The answer has an ``error`` in plain words (or null) with Python's own as
    ``python``, and ``checks``: for each test whether it is ``right``, and what is ``told`` of it.
    """
    cell, code = asked["cell"], asked["code"]
    TITLES[cell] = asked["title"]
    verdicts: list[Verdict] = []
    if asked["tests"] is None:
        error = NOTEBOOK.run(cell, code, tell)
    else:
        error, verdicts = NOTEBOOK.check(cell, code, asked["tests"], tell)
    return json.dumps({**said(error, cell), "checks": [vars(each) for each in verdicts]})


def adopt(asked: dict[str, Any], tell: Callable[[str], object]) -> str:
    """What became of the ``code`` of a rule: its ``error``, or null."""
    error = rules.adopt(asked["code"])
    return json.dumps({"error": error and rules.sentence(error)})


def frames(asked: dict[str, Any], tell: Callable[[str], object]) -> str:
    """What `pycore.frames.answers` says to a widget's ``question``, with the reader's rule."""
    return rules.frames(asked["question"])


def said(error: Explained | None, cell: str) -> dict[str, Any]:
    """What is wrong, as a reader of the cell is told it."""
    if error is None:
        return {"error": None, "python": ""}
    if not error.line:
        told = error.told[:1].upper() + error.told[1:]
    elif error.cell != cell:
        told = f"Line {error.line} of the cell “{TITLES[error.cell]}”: {error.told}"
    else:
        told = f"Line {error.line}: {error.told}"
    return {"error": told if told.endswith("?") else f"{told}.", "python": error.python}
