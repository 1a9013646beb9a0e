"""Numbers as readers see them: decimals, very large ones, and what is none."""

from math import inf, nan

import pytest

from pycore.drawing.numerals import decimals, plain


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (-1.63955, 4, "−1.6396"),
        (-0.00001, 4, "0.0000"),
        (13104.6309, 4, "13104.6309"),
        (99999.5, 4, "99999.5000"),
        (100000, 4, "1.0e+05"),
        (-527091.82, 3, "−5.3e+05"),
        (527091.82, 2, "527091.82"),
        (150000, 0, "150000"),
        (1e6, 0, "1.0e+06"),
        (inf, 4, "∞"),
        (-inf, 4, "−∞"),
        (nan, 4, "not a number"),
    ],
)
def test_decimals(value: float, places: int, text: str) -> None:
    assert decimals(value, places) == text


@pytest.mark.parametrize(
    ("value", "text"), [(2.5, "2.5"), (6, "6"), (100, "100"), (1e10, "1.0e+10"), (inf, "∞")]
)
def test_plain_numbers_keep_their_powers(value: float, text: str) -> None:
    assert plain(value) == text
