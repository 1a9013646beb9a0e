"""The two losses of the lessons: how wrong one prediction is."""

from math import log


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
    return 0.0 - log(p) if p else float("inf")
