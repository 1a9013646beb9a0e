"""The option `try`: states that an author invites to."""

from collections.abc import Callable, Mapping
from typing import Any

from pycore.kit.widget import Experiment, OptionError


def read_experiments(
    options: Mapping[str, Any],
    allowed: tuple[str, ...],
    write: Callable[[Mapping[str, Any]], str],
) -> tuple[Experiment, ...]:
    """The author's experiments, whose own options are of those allowed.

    `write` makes a state of a widget's options; what an experiment leaves out is as in the widget.
    """
    given = options.get("try", [])
    if not isinstance(given, list):
        raise OptionError("try", "'try' is a list of experiments, each with a 'label'")
    return tuple(
        read_experiment(each, index, options, ("label", *allowed), write)
        for index, each in enumerate(given)
    )


def read_experiment(
    given: Any,
    index: int,
    options: Mapping[str, Any],
    allowed: tuple[str, ...],
    write: Callable[[Mapping[str, Any]], str],
) -> Experiment:
    """One of them; OptionError under its path."""
    try:
        if not isinstance(given, dict) or "label" not in given:
            raise OptionError("label", "an experiment needs a 'label'")
        for option in given:
            if option not in allowed:
                told = f"unknown option '{option}' of an experiment"
                raise OptionError(option, told, allowed, option)
        return Experiment(str(given["label"]), write({**options, **given}))
    except OptionError as error:
        path = f"try.{index}.{error.option}"
        raise OptionError(path, str(error), error.allowed, error.given) from None
