"""The two losses of the lessons: how wrong one prediction is."""

from math import frexp, inf

LN2 = 0.6931471805599453
ROOT_OF_HALF = 0.7071067811865476


def squared_error(y: float, prediction: float) -> float:
    """(prediction − y)², in squared units of y: the loss of least squares.

    Source: Legendre, *Nouvelles méthodes pour la détermination des orbites des comètes* (1805).
    """
    error = prediction - y
    return error * error


def cross_entropy(probability_of_correct: float) -> float:
    """−log p in nats, for the probability p that was given to the correct class; inf for p = 0.

    Source: Good, "Rational decisions", *Journal of the Royal Statistical Society* B 14 (1952).
    Raises ValueError where p is not in [0, 1].
    """
    p = probability_of_correct
    if not 0 <= p <= 1:
        raise ValueError(f"{p} is not a probability (allowed: from 0 to 1)")
    # 0.0 − log(1) is 0.0 where −log(1) would be −0.0.
    return 0.0 - natural_log(p) if p else inf


def natural_log(value: float) -> float:
    """ln of a finite number greater than 0, to about the last of its digits.

    `math.log` may differ in the last bit from machine to machine. Here only + − × ÷ come in, so
    CPython and the page agree: ln(m 2ᵉ) = e ln 2 + 2 artanh z with z = (m − 1) / (m + 1), and
    artanh z = z + z³/3 + z⁵/5 + …, where |z| is at most 0.172. Source: Abramowitz & Stegun,
    *Handbook of Mathematical Functions* (1964), 4.1.27.
    """
    part, exponent = frexp(value)
    if part < ROOT_OF_HALF:
        part, exponent = part * 2, exponent - 1
    z = (part - 1) / (part + 1)
    series = 0.0
    for odd in range(25, 0, -2):
        series = series * z * z + 1 / odd
    return exponent * LN2 + 2 * z * series
