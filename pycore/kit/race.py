"""The optimiser as a reader's control, and the one that it races against."""

from collections.abc import Mapping
from typing import Any

from pycore.kit.widget import Choice, read_name
from pycore.maths.optimisers import OPTIMISERS

NOBODY = "none"
"""State value for no rival."""


def read_optimiser(options: Mapping[str, Any]) -> str:
    """The option or control `optimiser`."""
    return read_name(options, "optimiser", tuple(OPTIMISERS))


def read_rival(options: Mapping[str, Any]) -> str:
    """The option or control `rival`."""
    return read_name(options, "rival", (NOBODY, *OPTIMISERS))


def race_choices(optimiser: str, rival: str) -> tuple[Choice, Choice]:
    """Both controls, at those names."""
    optimisers = tuple((name, kind.title) for name, kind in OPTIMISERS.items())
    return (
        Choice("optimiser", "Optimiser", optimisers, optimiser),
        Choice("rival", "Race against", ((NOBODY, "Nobody"), *optimisers), rival),
    )
