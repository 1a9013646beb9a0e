"""A reader's own rule for the next step: one more optimiser, which a widget can race against."""

import json
from collections.abc import Callable
from typing import Any

from pycore.cells.explain import Explained, explain
from pycore.cells.notebook import Names, talking
from pycore.cells.output import Output
from pycore.frames import answers
from pycore.frozen import frozen
from pycore.maths import optimisers
from pycore.maths.optimisers import OPTIMISERS, Gradient, Optimiser, State

YOURS = "yours"
"""The name of the rule among the optimisers."""
RULE = "your rule"
"""The name of its code."""


class RuleError(Exception):
    """A rule that cannot be followed, in a sentence."""


def adopt(code: str) -> Explained | None:
    """Makes the class in some code the reader's rule; or says why that cannot be."""
    names: Names = {**vars(optimisers), "frozen": frozen}
    try:
        with talking(Output(str)):
            exec(compile(code, RULE, "exec", dont_inherit=True, optimize=0), names)
            OPTIMISERS[YOURS] = watched(written_in(code, names))
    except BaseException as error:
        return told_of(error, names)
    return None


def written_in(code: str, names: Names) -> type[Optimiser[Any]]:
    """The rule that some code has made."""
    made = [
        each
        for name, each in names.items()
        if isinstance(each, type) and issubclass(each, Optimiser) and name not in vars(optimisers)
    ]
    if not made:
        raise RuleError("there is no class here that comes from an optimiser")
    return made[-1]


def watched(rule: type[Optimiser[Any]]) -> type[Optimiser[Any]]:
    """The rule, whose steps are looked at: they must be states of its own kind."""
    step: Callable[[Any, State, Gradient], Any] = rule.step

    def look(self: Any, state: State, gradient: Gradient) -> State:
        made = step(self, state, gradient)
        kind = type(state).__name__
        if type(made) is not type(state):
            raise RuleError(f"a step has to give a {kind}, and gives {made!r:.80}")
        point: Any = made.point
        numbers = point if isinstance(point, tuple) else ()
        count = len(state.point)
        if [isinstance(each, int | float) for each in numbers] != [True] * count:
            here = "1 number" if count == 1 else f"{count} numbers"
            raise RuleError(f"the point of a {kind} is a tuple of {here} here")
        return made

    return type("Yours", (rule,), {"step": look, "title": "Your rule"})


def frames(question: dict[str, Any]) -> str:
    """The frames that answer a widget's question; an error of the rule as one sentence."""
    try:
        with talking(Output(str)):
            return answers.frames(json.dumps(question))
    except BaseException as error:
        return json.dumps({"error": sentence(told_of(error, vars(optimisers)))})


def told_of(error: BaseException, names: Names) -> Explained:
    """What is wrong with the rule."""
    if isinstance(error, RuleError):
        return Explained(str(error), 0, RULE, "")
    return explain(error, (RULE,), names)


def sentence(error: Explained) -> str:
    """An error of the rule, as its reader is told it."""
    place = f"Line {error.line} of your rule: " if error.line else "Your rule: "
    told = place + error.told
    return told if told.endswith("?") else f"{told}."
