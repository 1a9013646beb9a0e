"""The family widget's model: what a reader sees of data and a function, and where buttons lead."""

from itertools import pairwise
from typing import Any

import pytest

from pycore.drawing.runs import Node, Run, children
from pycore.frames.recording import record
from pycore.kit.widget import Frame, OptionError, Slider, recorded_frames
from pycore.widgets.family import MOST_STEPS, RECORDED_STEPS, TRIED_STEPS, Family
from support.recordings import read_recording, tree_of

DATA = [["0", "1"], ["1", "3"], ["2", "4"], ["3", "8"]]
OPTIONS: dict[str, Any] = {
    "data": DATA,
    "axes": ["hours", "pages"],
    "start": {"m": "1"},
    "ranges": {"m": ["-3", "3"], "b": ["-2", "8"]},
    "try": [
        {"label": "Lift it", "start": {"b": "2"}},
        {"label": "Overdo it", "rate": "0.4"},
    ],
}
LINE = Family.parse(OPTIONS)
FIRST = "m=1&b=0&rate=0.05&steps=0"
BEND = Family.parse({"data": [*DATA, ["-1", "2"]], "degree": "2"})


def parts_of(frame: Frame, picture: str, name: str) -> list[Node]:
    """The marks in a layer of a picture."""
    inside = (each for each in children(frame.drawings[picture]) if not isinstance(each, str))
    layers = [node for node in inside if node[1].get("class") == name]
    assert len(layers) <= 1
    return [each for layer in layers for each in children(layer) if not isinstance(each, str)]


def test_the_first_frame() -> None:
    assert LINE.first() == FIRST
    frame = LINE.frame(FIRST)
    assert frame.readouts == {"m": "1.000", "b": "0.000", "loss": "8.5000", "steps": "0"}
    assert frame.actions == {"step": "m=1&b=0&rate=0.05&steps=1"}
    assert frame.outcome == "running"
    assert frame.sentence == (
        "The largest miss is at x\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}3: the line is 5.00 too low. "
        "Raise m: that slider alone helps most now."
    )
    rows = [tree_of(each)[2:] for each in frame.table if not isinstance(each, Run)]
    assert [[cell[2] for cell in row] for row in rows[1:3]] == [
        ["1", "3", "1.00", "2.00", "4.00"],
        ["2", "4", "2.00", "2.00", "4.00"],
    ]


def test_a_step_goes_against_the_gradient_of_the_mean_squared_error() -> None:
    misses = [1.0, 2.0, 2.0, 5.0]
    slope = -2 * sum(miss * x for x, miss in enumerate(misses)) / 4
    frame = LINE.frame("m=1&b=0&rate=0.05&steps=1")
    assert frame.readouts["m"] == f"{1 - 0.05 * slope:.3f}"
    assert frame.readouts["b"] == f"{0.05 * 2 * sum(misses) / 4:.3f}"
    assert frame.actions["back"] == frame.actions["reset"] == FIRST
    assert frame.sentence.startswith("Step 1: the loss is 3.1584, down from 8.5000. The largest")


def test_descent_finds_the_best_line_and_says_so() -> None:
    frame = LINE.frame(f"m=1&b=0&rate=0.05&steps={MOST_STEPS}")
    assert frame.outcome == "converged"
    assert "step" not in frame.actions
    best = LINE.best
    assert (best.m, best.b) == pytest.approx((2.2, 0.7))
    assert float(frame.readouts["m"]) == pytest.approx(best.m, abs=0.01)
    steps, loss = frame.readouts["steps"], frame.readouts["loss"]
    told = f"Converged after {steps} steps: the loss is {loss}, and no line has less."
    assert frame.sentence == told
    assert float(loss) == pytest.approx(best.loss, abs=0.0001)


def test_whoever_finds_the_best_by_hand_is_told() -> None:
    frame = LINE.frame("m=2.2&b=0.7&rate=0.05&steps=0")
    end = f"You have found it: no line has a loss below {LINE.best.loss:.4f}."
    assert frame.sentence.endswith(end)


@pytest.mark.parametrize(
    ("state", "advice"),
    [
        ("m=2.2&b=8", "Lower b"),
        ("m=2.2&b=-2", "Raise b"),
        ("m=-3&b=0.7", "Raise m"),
        ("m=3&b=0.7", "Lower m"),
    ],
)
def test_the_sentence_says_which_slider_helps(state: str, advice: str) -> None:
    sentence = LINE.frame(f"{state}&rate=0.05&steps=0").sentence
    assert sentence.endswith(f"{advice}: that slider alone helps most now.")


def test_steps_that_are_too_long_diverge() -> None:
    frame = LINE.frame(f"m=1&b=0&rate=0.4&steps={MOST_STEPS}")
    assert frame.outcome == "diverged"
    assert frame.sentence == (
        f"Diverged: step {frame.readouts['steps']} threw the line far out of the picture. "
        "The learning rate is too large."
    )
    assert "nan" not in str([tree_of(tree) for tree in frame.drawings.values()])


def test_small_steps_run_out() -> None:
    frame = LINE.frame(f"m=1&b=0&rate=0.0001&steps={MOST_STEPS}")
    assert frame.outcome == "out of steps"
    assert frame.sentence == (
        f"Out of steps: after {MOST_STEPS} the loss is {frame.readouts['loss']}; "
        f"that of the best line is {LINE.best.loss:.4f}."
    )


def test_every_miss_is_a_line_from_its_example_to_the_graph() -> None:
    frame = LINE.frame(FIRST)
    dots = parts_of(frame, "fit", "data")
    lines = parts_of(frame, "fit", "residuals")
    assert len(dots) == len(lines) == 4
    for (_, dot, *_), (_, line, *_) in zip(dots, lines, strict=True):
        assert (line["x1"], line["y1"]) == (dot["cx"], dot["cy"])
        assert line["x2"] == line["x1"]
    heights = [float(line["y2"]) for _, line, *_ in lines]
    rises = [lower - upper for lower, upper in pairwise(heights)]
    assert rises == pytest.approx([rises[0]] * 3, abs=0.2)
    assert rises[0] > 0


def test_the_ball_where_the_line_begins_moves_b() -> None:
    dot, handle = parts_of(LINE.frame(FIRST), "fit", "ball")
    assert handle[1]["data-up"].startswith("b ")
    assert "data-across" not in handle[1]
    _, low, high = handle[1]["data-up"].split()
    height = float(low) + (1 - float(dot[1]["cy"]) / 400) * (float(high) - float(low))
    assert height == pytest.approx(0, abs=0.05)
    assert parts_of(LINE.frame("m=1&b=0&rate=0.05&steps=1"), "fit", "ball") == []


@pytest.mark.parametrize(
    ("b", "name", "top"),
    [("20", "ball outside", "38"), ("-20", "ball outside", "340"), ("0", "ball", "340")],
)
def test_a_ball_beyond_the_picture_can_be_dragged_back_from_its_edge(
    b: str, name: str, top: str
) -> None:
    wide = Family.parse({**OPTIONS, "ranges": {"b": ["-20", "20"]}})
    marks = parts_of(wide.frame(f"m=1&b={b}&rate=0.05&steps=0"), "fit", name)
    assert [(mark[1]["cy"], "data-up" in mark[1]) for mark in marks] == [(top, False), (top, True)]


def test_a_polynomial_has_a_slider_for_each_weight() -> None:
    sliders = [each for each in BEND.controls() if isinstance(each, Slider)]
    assert [each.label for each in sliders] == ["Weight w₂", "Weight w₁", "Bias b"]
    assert BEND.first() == "w2=0&w1=0&b=0&rate=0.05&steps=0"
    assert BEND.readouts()["w2"] == "w_2"
    assert BEND.frame(BEND.first()).sentence.endswith("the curve is 8.00 too low. "
        "Raise w₂: that slider alone helps most now.")  # fmt: skip


def test_the_axes_have_the_names_that_the_author_gave() -> None:
    told = str(tree_of(LINE.frame(FIRST).drawings["fit"]))
    assert "'hours'" in told
    assert "'pages'" in told


def test_texts_can_quote_its_numbers() -> None:
    assert LINE.start.loss == 8.5
    assert LINE.start(3) == 3
    assert LINE.at(2, 1).misses == (0, 0, -1, 1)
    assert LINE.best(2) == pytest.approx(2.2 * 2 + 0.7)
    assert LINE.after(0).loss == LINE.start.loss
    assert LINE.after(MOST_STEPS).loss == pytest.approx(LINE.best.loss, abs=1e-4)
    assert LINE.after(1).m == pytest.approx(1 + 0.05 * 2 * 21 / 4)
    assert LINE.rate == 0.05
    assert BEND.best_of_degree(1).loss > BEND.best.loss
    assert set(dir(BEND.best)) >= {"w2", "w1", "b", "loss"}
    with pytest.raises(AttributeError):
        _ = BEND.best.m
    with pytest.raises(ValueError, match="parameters for") as told:
        LINE.at(1)
    assert str(told.value) == "1 parameters for m, b (allowed: 2 of them)"


def test_what_is_recorded() -> None:
    frames = read_recording(record(recorded_frames(LINE)))
    assert next(iter(frames)) == FIRST
    starts = [state for state in frames if state.endswith("steps=0")]
    assert sorted(starts) == sorted(
        [FIRST, "m=1&b=2&rate=0.05&steps=0", "m=1&b=0&rate=0.4&steps=0"]
    )
    assert f"m=1&b=0&rate=0.05&steps={RECORDED_STEPS}" in frames
    assert f"m=1&b=0&rate=0.05&steps={RECORDED_STEPS + 1}" not in frames
    assert f"m=1&b=2&rate=0.05&steps={TRIED_STEPS}" in frames
    assert f"m=1&b=2&rate=0.05&steps={TRIED_STEPS + 1}" not in frames


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("", "'' is no state (it names m, b, rate, steps, in order)"),
        ("m=1&b=0&steps=0", "'m=1&b=0&steps=0' is no state (it names m, b, rate, steps, in order)"),
        ("m=4&b=0&rate=0.1&steps=0", "m 4 is out of range (allowed: -3 to 3)"),
        ("m=x&b=0&rate=0.1&steps=0", "m 'x' is not a number"),
        ("m=1&b=0&rate=0&steps=0", "rate 0 is out of range (allowed: 0.0001 to 10)"),
        ("m=1&b=0&rate=0.1&steps=501", "steps 501 is out of range (allowed: 0 to 500)"),
    ],
)
def test_what_is_no_state_is_told(state: str, told: str) -> None:
    with pytest.raises(OptionError) as raised:
        LINE.frame(state)
    assert str(raised.value) == told
