"""The two losses, against NumPy."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pycore.maths.losses import cross_entropy, squared_error


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_squared_error(y: float, prediction: float) -> None:
    assert squared_error(y, prediction) == float(np.square(np.float64(prediction) - y))


def test_squared_error_does_not_raise_on_overflow() -> None:
    assert squared_error(-1e200, 1e200) == math.inf


@given(st.floats(1e-300, 1))
def test_cross_entropy(p: float) -> None:
    assert cross_entropy(p) == pytest.approx(-np.log(p), rel=1e-14)


def test_cross_entropy_at_its_ends() -> None:
    assert cross_entropy(0) == math.inf
    assert str(cross_entropy(1)) == "0.0"


@pytest.mark.parametrize("p", [-0.1, 1.5, math.nan, math.inf])
def test_cross_entropy_needs_a_probability(p: float) -> None:
    with pytest.raises(ValueError, match="is not a probability") as raised:
        cross_entropy(p)
    assert str(raised.value) == f"{p} is not a probability (allowed: from 0 to 1)"
