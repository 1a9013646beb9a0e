"""Steps of gradient descent, for every rival that runs Python."""


def height(x: float) -> float:
    return 0.4 * x**4 - 2 * x**2 + 0.5 * x + 2


def slope(x: float) -> float:
    return 1.6 * x**3 - 4 * x + 0.5


def step(x: float, count: int) -> str:
    for _ in range(count):
        x -= 0.05 * slope(x)
    return f"{x} {height(x)} {slope(x)}"
