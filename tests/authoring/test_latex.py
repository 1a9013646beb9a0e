"""Formulas as LaTeX."""

import pytest

from pycore.maths.functions import Function


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("0.4*x**4 - 2*x**2 + 0.5*x + 2", "0.4x^{4} - 2x^{2} + 0.5x + 2"),
        ("-2.0*x^2+1", "-2x^{2} + 1"),
        ("1 + -2*x", r"1 + \left(-2x\right)"),
        ("x - (2 - x)", r"x - \left(2 - x\right)"),
        ("-(x + 1)", r"-\left(x + 1\right)"),
        ("(-x)**2", r"\left(-x\right)^{2}"),
        ("(x**2)**-3", r"\left(x^{2}\right)^{-3}"),
        ("2*pi*x", r"2\pi x"),
        ("e*x*x", r"e x \cdot x"),
        ("x*2", r"x \cdot 2"),
        ("2*(1/x)", r"2 \cdot \frac{1}{x}"),
        ("(x + 1)*(x - 1)/2", r"\frac{\left(x + 1\right)\left(x - 1\right)}{2}"),
        ("3*sin(x)**2", r"3\left(\sin\left(x\right)\right)^{2}"),
        ("x*sqrt(2*x)", r"x\sqrt{2x}"),
        ("1.5e-7*x", r"1.5 \cdot 10^{-7}x"),
        ("1e22*x", r"10^{22}x"),
    ],
)
def test_latex(text: str, latex: str) -> None:
    assert Function.parse(text).latex == latex
