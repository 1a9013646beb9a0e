"""One member of a family, as texts quote it: `hand.best.m`, `hand.best.loss`, `hand.best(2)`."""

from pycore.frozen import frozen
from pycore.maths.data import Data
from pycore.maths.models import Polynomial, mean_squared_error
from pycore.maths.optimisers import Point


@frozen
class Member:
    """A model with its parameters set; each parameter is an attribute, by its name."""

    model: Polynomial
    """The family."""
    data: Data
    """The examples."""
    parameters: Point
    """In the order of the model's names. Raises ValueError where they are too few or too many."""

    def __post_init__(self) -> None:
        names = self.model.names
        if len(self.parameters) != len(names):
            told = f"{len(self.parameters)} parameters for {', '.join(names)}"
            raise ValueError(f"{told} (allowed: {len(names)} of them)")

    def __call__(self, x: float) -> float:
        """The prediction for a feature."""
        return self.model.predict(self.parameters, x)

    def __getattr__(self, name: str) -> float:
        if name not in self.model.names:
            raise AttributeError(name)
        return self.parameters[self.model.names.index(name)]

    def __dir__(self) -> list[str]:
        return ["data", "loss", "misses", *self.model.names]

    @property
    def loss(self) -> float:
        """The mean squared error."""
        return mean_squared_error(self.model, self.parameters, self.data)

    @property
    def misses(self) -> tuple[float, ...]:
        """Label minus prediction, example by example."""
        return tuple(y - self(x) for x, y in self.data.examples)
