"""A network of two hidden neurons, how wrong it is on a data set, and which way that falls.

ŷ = s(x − u) − s(x − v): two neurons with the soft step s(z) = z/√(1 + z²), of which the first
counts +1 and the second −1; u and v, their biases with the sign turned, are what is learnt. NumPy
computes all examples, and all settings of a grid, at once.

Only elementwise +, −, ×, ÷ and square root come in, which every IEEE 754 machine rounds alike, and
examples are added up one after the other instead of by a sum whose order NumPy chooses: so results
are the same to the last bit on CPython and in the page, whatever the versions of NumPy. That is
also why the step is not tanh, which each platform rounds in its own way.
Source of the step: Carlile et al., "Improving deep learning by inverse square root linear units
(ISRLUs)" (2017).
"""

from collections.abc import Sequence
from typing import Any

from pycore.maths.data import Data
from pycore.maths.optimisers import Point

type Array = Any
"""A NumPy array of floats. NumPy is imported where it is used: other pages do not have it."""


def predictions(point: Point, xs: Sequence[float]) -> tuple[float, ...]:
    """The predictions for features of shape (n), in units of the label."""
    first, second = neurons(point, xs)
    return tuple((soft_step(first) - soft_step(second)).tolist())


def steepnesses(point: Point, xs: Sequence[float]) -> tuple[float, ...]:
    """The derivatives of the predictions by the feature, of shape (n)."""
    first, second = neurons(point, xs)
    return tuple((steepness(first) - steepness(second)).tolist())


def loss_and_gradient(point: Point, data: Data) -> tuple[float, Point]:
    """The mean squared error (1/n) Σ (ŷᵢ − yᵢ)² and its derivatives by u and v."""
    import numpy as np

    first, second = neurons(point, data.xs)
    misses = soft_step(first) - soft_step(second) - np.array(data.ys)
    by_u, by_v = -2.0 * misses * steepness(first), 2.0 * misses * steepness(second)
    loss, across, up = mean(np.array([misses * misses, by_u, by_v]).T).tolist()
    return loss, (across, up)


def losses_on(us: Sequence[float], vs: Sequence[float], data: Data) -> list[list[float]]:
    """The mean squared error on a grid: a row for each v, in it a value for each u."""
    import numpy as np

    features, labels = np.array(data.xs), np.array(data.ys)
    first = soft_step(features[:, None] - np.array(us))
    second = soft_step(features[:, None] - np.array(vs))
    misses = first[:, None, :] - second[:, :, None] - labels[:, None, None]
    rows: list[list[float]] = mean(misses * misses).tolist()
    return rows


def neurons(point: Point, xs: Sequence[float]) -> Array:
    """What goes into the soft step of each neuron, of shape (2, n)."""
    import numpy as np

    return np.array(xs) - np.array(point)[:, None]


def soft_step(z: Array) -> Array:
    """s(z), from −1 far on the left to 1 far on the right."""
    import numpy as np

    return z / np.sqrt(1.0 + z * z)


def steepness(z: Array) -> Array:
    """s'(z) = (1 + z²)^(−3/2)."""
    import numpy as np

    square = 1.0 + z * z
    return 1.0 / (square * np.sqrt(square))


def mean(parts: Array) -> Array:
    """The mean over the first axis, added up in order."""
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total / len(parts)
