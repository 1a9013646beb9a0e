"""The update rules of pycore as readers may change them: the source of the steps themselves.

pycore is shipped as bytecode, so its source has to be in the pages whose widgets race.
"""

import re
from collections.abc import Iterator
from functools import cache
from inspect import getsource
from typing import Any

from pycore.maths.optimisers import OPTIMISERS, Optimiser

HELPER = re.compile(r"self\.(_\w+)\(")


@cache
def rule_sources() -> dict[str, str]:
    """The code of each optimiser's step, by the optimiser's name."""
    return {name: rule_source(kind) for name, kind in OPTIMISERS.items()}


def rule_source(kind: type[Optimiser[Any]]) -> str:
    """A class with the step of an optimiser, and with what the step calls of it."""
    methods = "\n".join(getsource(getattr(kind, name)) for name in called(kind, "step"))
    return f"class YourRule({kind.__name__}):\n\n{methods.rstrip()}"


def called(kind: type[Optimiser[Any]], name: str) -> Iterator[str]:
    """A method's name, and those of the methods that it calls."""
    yield name
    for helper in dict.fromkeys(HELPER.findall(getsource(getattr(kind, name)))):
        yield from called(kind, helper)
