"""CPython and the page's Pyodide compute the same numbers, to the last bit.

Only +, −, ×, ÷ and the square root come in here, and these are exact on both: the lesson's curve
has whole powers, which are products, and the logarithm of cross-entropy is a sum of products.
"""

import json
from typing import Any

from pycore.maths.optimisers import OPTIMISERS
from support.lesson_page import LESSON, WidgetPart, descent, run_python
from support.visits import Visits

STARTS = (2.2, 0.12, 0.1255, -2.7, 1e-300, 1 / 3)
RATES = (0.001, 0.05, 0.1, 0.25, 0.6)
DESCENTS = [(name, start, rate) for name in OPTIMISERS for start in STARTS for rate in RATES]

BITS = """
import json
import sys
from pycore.maths.functions import Function
from pycore.maths.optimisers import OPTIMISERS

def bits(text, name, start, rate):
    function, optimiser = Function.parse(text), OPTIMISERS[name](rate)
    state, rows = optimiser.begin((float.fromhex(start),)), []
    for _ in range(201):
        x = state.point[0]
        rows.append([each.hex() for each in (x, function(x), function.gradient(x))])
        state = optimiser.step(state, lambda point: (function.gradient(point[0]),))
    return rows
"""
"""Runs on both sides, on whichever pycore is to be found there; goes on after a descent's end."""
EACH = "json.dumps([bits(*asked) for asked in json.loads(questions)])"

LOGARITHMS = 5000
TRAININGS = [(degree, rate) for degree in (1, 2, 3, 4) for rate in (0.001, 0.03, 0.1, 0.6)]
MODEL_BITS = """
import json
from pycore.maths.data import Data
from pycore.maths.iterate import walk
from pycore.maths.losses import cross_entropy
from pycore.maths.models import Polynomial, best_fit, error_gradient, mean_squared_error
from pycore.maths.optimisers import GradientDescent

def models(degree, rate, logarithms):
    xs = [(count - 6) / 3 for count in range(13)]
    data = Data(tuple((x, x * x / 7 - 1 / (x * x + 0.3)) for x in xs))
    model = Polynomial(degree)
    found = walk(
        lambda point: (mean_squared_error(model, point, data), error_gradient(model, point, data)),
        GradientDescent(rate), (0.1,) * (degree + 1), 300)
    rows = [best_fit(model, data), found.values, *found.points, *found.gradients]
    rows.append([cross_entropy(count / logarithms) for count in range(1, logarithms)])
    return [[each.hex() for each in row] for row in rows]
"""
EACH_MODEL = "json.dumps([models(*asked) for asked in json.loads(questions)])"


def questions() -> str:
    """Every descent that is compared; starts as hexadecimal texts, so that JSON keeps them."""
    text = descent().function.text
    return json.dumps([(text, name, start.hex(), rate) for name, start, rate in DESCENTS])


def in_the_page(visits: Visits, program: str, expression: str, asked: str) -> Any:
    """The same program in the page's own Python."""
    page = visits.open(LESSON)
    WidgetPart(page).expect_live()
    assert run_python(page, "import sys; sys.platform") == "emscripten"
    return json.loads(run_python(page, f"questions = {asked!r}\n{program}\n{expression}"))


def on_cpython() -> list[list[list[str]]]:
    """The same program here."""
    names: dict[str, Any] = {"questions": questions()}
    exec(BITS, names)
    return list(json.loads(eval(EACH, names)))


def test_the_same_200_steps_to_the_last_bit(handed_visits: Visits) -> None:
    told = in_the_page(handed_visits, BITS, EACH, questions())
    for asked, there, here in zip(DESCENTS, told, on_cpython(), strict=True):
        assert there == here, asked


def test_the_descents_that_are_compared_are_of_every_kind() -> None:
    ends = {asked: rows[-1][0] for asked, rows in zip(DESCENTS, on_cpython(), strict=True)}
    lost = [asked for asked, end in ends.items() if "n" in end]
    assert any(name == "gradient-descent" and start == 2.2 for name, start, _ in lost)
    for name in OPTIMISERS:
        different = {end for (each, *_), end in ends.items() if each == name}
        assert len(different) > len(DESCENTS) / len(OPTIMISERS) / 4, name


def test_models_and_losses_to_the_last_bit(handed_visits: Visits) -> None:
    asked = json.dumps([(degree, rate, LOGARITHMS) for degree, rate in TRAININGS])
    names: dict[str, Any] = {"questions": asked}
    exec(MODEL_BITS, names)
    here = json.loads(eval(EACH_MODEL, names))
    assert in_the_page(handed_visits, MODEL_BITS, EACH_MODEL, asked) == here
    assert len({str(rows) for rows in here}) == len(TRAININGS)
