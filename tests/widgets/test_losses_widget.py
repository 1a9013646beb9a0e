"""The losses widget's model: what a prediction costs, and the way down to its label."""

import math
from typing import Any

import pytest

from pycore.drawing.numerals import counted
from pycore.drawing.runs import Node, children
from pycore.frames.recording import record
from pycore.kit.widget import Choice, Frame, OptionError, Slider, recorded_frames
from pycore.maths.losses import natural_log
from pycore.widgets.losses import MOST_STEPS, RECORDED_STEPS, TRIED_STEPS, Losses
from support.recordings import read_recording, tree_of

SQUARED = Losses.parse(
    {"y": "6", "prediction": "8", "try": [{"label": "Be far off", "prediction": "10"}]}
)
ENTROPY = Losses.parse({"loss": "cross-entropy", "y": "1", "prediction": "0.25"})


def layer(frame: Frame, name: str) -> list[Node]:
    """The marks in a layer of the curve's picture."""
    inside = (each for each in children(frame.drawings["curve"]) if not isinstance(each, str))
    (found,) = [node for node in inside if node[1].get("class") == name]
    return [each for each in children(found) if not isinstance(each, str)]


@pytest.mark.parametrize(
    "value", [1e-300, 0.001, 0.25, 0.5, 0.7071, 0.9999, 1, 1.5, 2, math.e, 1e9]
)
def test_the_logarithm_is_right(value: float) -> None:
    assert natural_log(value) == pytest.approx(math.log(value), rel=1e-15, abs=1e-16)


def test_a_miss_costs_its_square() -> None:
    assert SQUARED.first() == "y=6&prediction=8&rate=0.1&steps=0"
    frame = SQUARED.frame(SQUARED.first())
    assert frame.readouts == {"told": "8.0000", "loss": "4.0000", "slope": "4.0000", "steps": "0"}
    assert frame.sentence == "A miss of 2 costs 4. A miss twice as large would cost 16."
    assert frame.outcome == "running"
    exact = SQUARED.frame("y=6&prediction=6&rate=0.1&steps=0")
    assert exact.sentence == (
        "The prediction is the label, and costs nothing. Any other prediction costs something."
    )
    assert (exact.outcome, exact.actions) == ("converged", {"reset": SQUARED.first()})


def test_one_step_against_the_slope() -> None:
    frame = SQUARED.frame("y=6&prediction=8&rate=0.1&steps=1")
    assert frame.readouts["told"] == f"{8 - 0.1 * 4:.4f}"
    assert frame.actions["back"] == frame.actions["reset"] == SQUARED.first()
    assert frame.sentence == "Step 1: a miss of 1.6 costs 2.56."


def test_the_prediction_comes_to_the_label() -> None:
    frame = SQUARED.frame(f"y=6&prediction=8&rate=0.1&steps={MOST_STEPS}")
    steps = frame.readouts["steps"]
    assert frame.outcome == "converged"
    assert frame.sentence == (
        f"Converged after {steps} steps. "
        "The prediction has come to the label, 6: it costs next to nothing."
    )


def test_one_step_is_no_steps() -> None:
    frame = SQUARED.frame("y=6&prediction=8&rate=0.5&steps=1")
    assert frame.sentence.startswith("Converged after 1 step. ")
    assert [counted(count) for count in (0, 1, 2)] == ["0 steps", "1 step", "2 steps"]


def test_steps_that_are_too_long_diverge() -> None:
    frame = SQUARED.frame(f"y=6&prediction=8&rate=1.2&steps={MOST_STEPS}")
    assert frame.outcome == "diverged"
    assert frame.sentence == (
        f"Diverged: step {frame.readouts['steps']} threw the prediction far out of the picture. "
        "The learning rate is too large."
    )


def test_steps_that_are_too_small_run_out() -> None:
    frame = SQUARED.frame(f"y=6&prediction=8&rate=0.0001&steps={MOST_STEPS}")
    assert frame.outcome == "out of steps"
    assert frame.sentence == (
        f"Out of steps: after {MOST_STEPS} the prediction is still on its way."
    )


@pytest.mark.parametrize(("y", "p", "name"), [("1", 0.25, "yes"), ("0", 0.75, "no")])
def test_a_class_costs_the_logarithm_of_its_probability(y: str, p: float, name: str) -> None:
    frame = ENTROPY.frame(f"y={y}&prediction={p}&rate=0.005&steps=0")
    assert frame.readouts["told"] == "0.2500"
    assert frame.readouts["loss"] == f"{-math.log(0.25):.4f}"
    assert frame.readouts["slope"] == ("−4.0000" if y == "1" else "4.0000")
    assert frame.sentence == (
        f"The right class, {name}, got a probability of 0.25: that costs 1.3863. "
        "With half of that probability, the price would be 2.0794."
    )


def test_a_probability_never_comes_to_one() -> None:
    frame = ENTROPY.frame(f"y=1&prediction=0.25&rate=0.005&steps={MOST_STEPS}")
    assert frame.outcome == "converged"
    assert frame.readouts["told"] == "0.9990"
    assert frame.sentence == (
        f"Converged after {frame.readouts['steps']} steps. "
        "The prediction is all but sure of the right class, yes, and costs 0.0010."
    )
    wrong = ENTROPY.frame("y=0&prediction=0.99&rate=10&steps=1")
    assert wrong.readouts["told"] == "0.9990"


def test_the_ball_is_dragged_along_the_axis() -> None:
    dot, handle = layer(SQUARED.frame(SQUARED.first()), "ball")
    name, low, high = handle[1]["data-across"].split()
    assert name == "prediction"
    x = float(low) + float(dot[1]["cx"]) / 600 * (float(high) - float(low))
    assert x == pytest.approx(8, abs=0.01)


def test_a_price_beyond_the_picture_stays_at_its_edge() -> None:
    frame = SQUARED.frame("y=0&prediction=10&rate=0.1&steps=0")
    dot, _ = layer(frame, "ball outside")
    assert float(dot[1]["cy"]) > 0


def test_the_tangent_ends_where_the_window_does() -> None:
    frame = SQUARED.frame("y=1&prediction=0.1&rate=0.1&steps=0")
    (tangent,), (graph,) = layer(frame, "tangent"), layer(SQUARED.frame(SQUARED.first()), "graph")
    assert tangent[:2] == graph[:2]
    (line,) = [each for each in children(tangent) if not isinstance(each, str)]
    assert float(line[1]["x1"]) < float(tangent[1]["x"])


@pytest.mark.parametrize(
    ("y", "x", "top"), [("0", "86", "56"), ("0.9", "135.3", "56"), ("6", "380.8", "34")]
)
def test_the_word_label_keeps_clear_of_the_left_axis(y: str, x: str, top: str) -> None:
    _, word = layer(SQUARED.frame(f"y={y}&prediction=8&rate=0.1&steps=0"), "target")
    assert word[1:] == ({"x": x, "y": top}, "label")


def test_squared_error_stands_beside_cross_entropy() -> None:
    told = str(tree_of(ENTROPY.frame(ENTROPY.first()).drawings["curve"]))
    assert "'squared error'" in told
    assert "'squared error'" not in str(tree_of(SQUARED.frame(SQUARED.first()).drawings["curve"]))


def test_the_label_is_a_number_or_a_class() -> None:
    label, prediction, _ = SQUARED.controls()
    assert isinstance(label, Slider)
    assert isinstance(prediction, Slider)
    assert (prediction.low, prediction.high, prediction.step) == ("0", "10", "0.05")
    label, prediction, _ = ENTROPY.controls()
    assert isinstance(label, Choice)
    assert [value for value, _ in label.options] == ["1", "0"]


def test_what_is_recorded() -> None:
    tried = [{"label": "Be far off", "prediction": "10"}]
    slow = Losses.parse({"y": "6", "prediction": "8", "rate": "0.01", "try": tried})
    frames = read_recording(record(recorded_frames(slow)))
    assert next(iter(frames)) == slow.first()
    assert f"y=6&prediction=8&rate=0.01&steps={RECORDED_STEPS}" in frames
    assert f"y=6&prediction=8&rate=0.01&steps={RECORDED_STEPS + 1}" not in frames
    assert f"y=6&prediction=10&rate=0.01&steps={TRIED_STEPS}" in frames
    assert f"y=6&prediction=10&rate=0.01&steps={TRIED_STEPS + 1}" not in frames


def test_texts_can_quote_its_numbers() -> None:
    assert (SQUARED.y, SQUARED.prediction) == (6, 8)


@pytest.mark.parametrize(
    ("widget", "state", "told"),
    [
        (SQUARED, "y=6", "'y=6' is no state (it names y, prediction, rate, steps, in order)"),
        (SQUARED, "y=11&prediction=8&rate=1&steps=0", "y 11 is out of range (allowed: 0 to 10)"),
        (ENTROPY, "y=2&prediction=0.5&rate=1&steps=0", "unknown y '2'"),
        (
            ENTROPY,
            "y=1&prediction=1&rate=1&steps=0",
            "prediction 1 is out of range (allowed: 0.01 to 0.99)",
        ),
    ],
)
def test_what_is_no_state_is_told(widget: Any, state: str, told: str) -> None:
    with pytest.raises(OptionError) as raised:
        widget.frame(state)
    assert str(raised.value) == told
