"""The widget kinds by name, and the one question that a page asks of them."""

import json
from functools import lru_cache
from importlib import import_module

from pycore.frames.recording import record
from pycore.kit.widget import OptionError, Widget, take_steps


def find_kind(name: str) -> type[Widget]:
    """The kind of that name. A page has only its own kinds loaded."""
    kind: type[Widget] = import_module(f"pycore.widgets.{name}").WIDGET
    return kind


def answer(question: str) -> str:
    """What `frames` says, or ``{"fault": "what happened"}`` for an error in the kind's own code.

    So Python goes on for the other widgets of the page.
    """
    try:
        return frames(question)
    except BaseException as error:
        return json.dumps({"fault": f"{type(error).__name__}: {error}"})


def frames(question: str) -> str:
    """Frames for a page, JSON in and out.

    The question names the widget's ``kind``, its ``options`` (themselves a JSON text), a ``state``,
    and the ``count`` of steps to take from there at most. The answer is a recording, or
    ``{"error": "one sentence"}`` for a state that is none.
    """
    asked = json.loads(question)
    widget = parse_widget(asked["kind"], asked["options"])
    try:
        return record(take_steps(widget, asked["state"], asked["count"]))
    except OptionError as error:
        return json.dumps({"error": str(error)})


@lru_cache(maxsize=32)
def parse_widget(kind: str, options: str) -> Widget:
    """The widget of a JSON text of options, made once for all the questions about it."""
    return find_kind(kind).parse(json.loads(options))
