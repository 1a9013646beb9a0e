"""The descent widget's model: what a reader sees in a state, and where its buttons lead."""

import json
from itertools import pairwise

import pytest

from pycore.drawing.runs import Node, children
from pycore.frames.answers import answer
from pycore.frames.recording import record
from pycore.frozen import changed
from pycore.kit.widget import Frame, OptionError, read_state, recorded_frames, write_state
from pycore.maths.functions import Function
from pycore.maths.iterate import Outcome
from pycore.maths.optimisers import OPTIMISERS
from pycore.widgets.descent import MOST_STEPS, RECORDED_STEPS, Descent
from pycore.widgets.descent.options import STATE
from support.recordings import tree_of

OPTIONS = {
    "function": "0.4*x**4 - 2*x**2 + 0.5*x + 2",
    "start": "2.2",
    "window": ["-2.7", "2.7"],
    "try": [
        {"label": "Left of the hilltop", "start": "0.12"},
        {"label": "Overdo it", "rate": "0.6"},
        {"label": "Roll", "rate": "0.08", "optimiser": "momentum"},
    ],
}
HILL = Descent.parse(OPTIONS)
FIRST = "start=2.2&rate=0.05&optimiser=gradient-descent&rival=none&steps=0"


def state(**parts: object) -> str:
    return write_state(**read_state(FIRST, STATE) | parts)


def nodes_of(tree: Node) -> list[Node]:
    """A tree's nodes, in order."""
    inside = [each for each in children(tree) if not isinstance(each, str)]
    return [tree, *(node for child in inside for node in nodes_of(child))]


def layer(frame: Frame, drawing: str, name: str) -> list[Node]:
    """What a layer of a drawing holds; nothing where there is none."""
    groups = [node for node in nodes_of(frame.drawings[drawing]) if node[1].get("class") == name]
    return [each for group in groups for each in nodes_of(group)[1:]]


def words_of(frame: Frame, name: str) -> list[str]:
    """The texts in a layer of the curve's picture."""
    nodes = layer(frame, "curve", name)
    return [child for node in nodes for child in children(node) if isinstance(child, str)]


def test_the_first_frame() -> None:
    assert HILL.first() == FIRST
    frame = HILL.frame(FIRST)
    assert frame.state == FIRST
    assert frame.readouts == {"x": "2.2000", "fx": "2.7902", "dfx": "8.7368", "steps": "0"}
    assert frame.outcome == "running"
    assert frame.actions == {"step": state(steps=1)}
    assert frame.sentence == (
        "Start: x = 2.2000, f(x) = 2.7902. The slope is 8.7368, so downhill is to the left."
    )


def test_one_step_subtracts_rate_times_slope() -> None:
    frame = HILL.frame(state(steps=1))
    assert frame.readouts["x"] == f"{2.2 - 0.05 * 8.7368:.4f}"
    assert frame.readouts["steps"] == "1"
    assert frame.actions == {"step": state(steps=2), "back": state(), "reset": state()}
    assert frame.sentence.startswith("Step 1: x = 1.7632, ")


def test_back_is_the_way_that_step_came() -> None:
    frames = [HILL.frame(state(steps=count)) for count in range(6)]
    for earlier, later in pairwise(frames):
        assert earlier.actions["step"] == later.state
        assert later.actions["back"] == earlier.state
        assert later.actions["reset"] == FIRST
    assert HILL.frame(frames[5].actions["back"]) == frames[4]


@pytest.mark.parametrize(
    ("parts", "outcome", "sentence"),
    [
        ({}, "converged", "Converged after 34 steps at x = 1.5145, f(x) = 0.2743. "),
        ({"rate": "0.001"}, "out of steps", "Out of steps: after 200 "),
        ({"rate": "0.6"}, "diverged", "Diverged: step 4 threw the ball to x = "),
    ],
)
def test_how_descents_end(parts: dict[str, str], outcome: str, sentence: str) -> None:
    frame = HILL.frame(state(**parts, steps=MOST_STEPS))
    assert frame.outcome == outcome
    assert frame.sentence.startswith(sentence)
    assert "step" not in frame.actions
    assert frame.state == state(**parts, steps=frame.readouts["steps"])
    assert HILL.frame(frame.actions["back"]).outcome == "running"


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("steps", [0, 1, 7, MOST_STEPS])
def test_every_optimiser_has_frames(name: str, steps: int) -> None:
    frame = HILL.frame(state(optimiser=name, steps=steps))
    assert frame.outcome in {"running", *(each.value for each in Outcome)}
    assert frame.state.startswith(state(optimiser=name).removesuffix("0"))


def test_experiments_are_as_the_widget_but_for_what_they_name() -> None:
    labels = {each.label: each.state for each in HILL.experiments()}
    assert labels == {
        "Left of the hilltop": state(start="0.12"),
        "Overdo it": state(rate="0.6"),
        "Roll": state(rate="0.08", optimiser="momentum"),
    }


def test_controls_hold_what_the_author_and_the_experiments_chose() -> None:
    start, rate, optimiser, _ = HILL.controls()
    assert (start.name, rate.name, optimiser.name) == ("start", "rate", "optimiser")
    assert (start.value, rate.value, optimiser.value) == ("2.2", "0.05", "gradient-descent")
    rates = [float(value) for value in vars(rate)["values"]]
    assert rates == sorted(set(rates))
    assert {0.05, 0.08, 0.6} <= set(rates)
    odd = changed(HILL, rate=0.0123).controls()[1]
    assert "0.0123" in vars(odd)["values"]


def test_the_recording_begins_with_the_first_frame_and_covers_what_is_offered() -> None:
    frames = list(recorded_frames(HILL))
    assert frames[0] == HILL.frame(FIRST)
    begun = [frame.state for frame in frames if frame.readouts["steps"] == "0"]
    assert begun == [
        *(state(optimiser=name) for name in OPTIMISERS),
        *(each.state for each in HILL.experiments()),
    ]
    states = {frame.state for frame in frames}
    assert len(states) == len(frames)
    for frame in frames:
        steps = int(frame.readouts["steps"])
        assert steps <= RECORDED_STEPS
        assert steps == RECORDED_STEPS or frame.actions.get("step", frame.state) in states


def test_an_experiment_like_the_first_state_is_recorded_once() -> None:
    again = Descent.parse(OPTIONS | {"try": [{"label": "Again"}]})
    states = [frame.state for frame in recorded_frames(again)]
    assert len(states) == len(set(states))


NAMES = "(it names start, rate, optimiser, rival, steps, in order)"
KNOWN = "gradient-descent, momentum, nesterov, rmsprop, adam"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", f"'' is no state {NAMES}"),
        ("start=2.2", f"'start=2.2' is no state {NAMES}"),
        (f"{FIRST}&x=1", f"'{FIRST}&x=1' is no state {NAMES}"),
        (state(start="far"), "start 'far' is not a number"),
        (state(start="nan"), "start nan is out of range (allowed: -2.7 to 2.7)"),
        (state(start="inf"), "start inf is out of range (allowed: -2.7 to 2.7)"),
        (state(start="5"), "start 5 is out of range (allowed: -2.7 to 2.7)"),
        (state(rate="0"), "rate 0 is out of range (allowed: 0.0001 to 10)"),
        (state(rate=""), "rate '' is not a number"),
        (state(optimiser="magic"), "unknown optimiser 'magic'"),
        (state(steps="-1"), "steps -1 is out of range (allowed: 0 to 200)"),
        (state(steps="201"), "steps 201 is out of range (allowed: 0 to 200)"),
    ],
)
def test_what_is_no_state_is_refused(text: str, told: str) -> None:
    with pytest.raises(OptionError) as raised:
        HILL.frame(text)
    assert str(raised.value) == told
    question = {"kind": "descent", "options": json.dumps(OPTIONS), "count": 3}
    assert json.loads(answer(json.dumps(question | {"state": text}))) == {"error": told}


def test_answers_go_on_as_far_as_steps_lead() -> None:
    question = {"kind": "descent", "options": json.dumps(OPTIONS), "state": state(rate="0.6")}
    found = answer(json.dumps(question | {"count": 100}))
    frames = [HILL.frame(state(rate="0.6", steps=count)) for count in range(5)]
    assert found == record(frames)


@pytest.mark.parametrize(
    ("function", "window", "start", "sentence"),
    [
        ("log(x)", ["-1", "3"], "-0.5", "Stopped: f(x) has no value or no slope at x = −0.5000, "),
        ("sqrt(x)", ["0", "4"], "0", "Stopped: f(x) has no value or no slope at x = 0.0000, "),
        ("1/x", ["-1", "1"], "0", "Stopped: f(x) has no value or no slope at x = 0.0000, "),
        ("exp(x**64)", ["-2", "2"], "2", "Stopped: f(x) has no value or no slope at x = 2.0000, "),
        ("x**64", ["-9", "9"], "9", "Start: x = 9.0000, f(x) = 1.2e+61. "),
        ("1e300*x", ["-999", "999"], "1", "Start: x = 1.0000, f(x) = 1.0e+300. "),
        ("5", ["-1", "1"], "0", "Converged after 0 steps at x = 0.0000, f(x) = 5.0000. "),
        ("log(x - 9)", ["-1", "1"], "0", "Stopped: f(x) has no value or no slope at x = 0.0000, "),
    ],
)
def test_functions_that_end_at_once_or_break_off(
    function: str, window: list[str], start: str, sentence: str
) -> None:
    low, high = map(float, window)
    curve, at = Function.parse(function), float(start)
    widget = changed(HILL, function=curve, window=(low, high), start=at, tries=())
    frames = list(recorded_frames(widget))
    assert frames[0].sentence.startswith(sentence)
    last = widget.frame(frames[0].state.removesuffix("0") + str(MOST_STEPS))
    for frame in [*frames, last]:
        told = json.dumps([tree_of(tree) for tree in frame.drawings.values()])
        assert "nan" not in told
        assert "inf" not in told


def test_the_curve_of_the_lesson() -> None:
    frame = HILL.frame(state(steps=3))
    assert words_of(frame, "ticks") == ["−2", "−1", "1", "2"]
    assert words_of(frame, "minima") == ["−1.640", "1.514"]
    assert len(layer(frame, "curve", "tangent")) == 1
    assert len(layer(frame, "curve", "trail")) == 3
    assert len(layer(frame, "chart", "losses")) == 3
    assert layer(frame, "curve", "ball")[1][1]["data-across"] == "start -2.7 2.7"


def test_a_ball_that_left_the_picture_is_shown_at_its_edge() -> None:
    frame = HILL.frame(state(rate="0.6", steps=MOST_STEPS))
    assert layer(frame, "curve", "tangent") == []
    assert layer(frame, "curve", "ball") == []
    outside = layer(frame, "curve", "ball outside")
    assert 0 <= float(outside[0][1]["cx"]) <= 600
    assert 0 <= float(outside[0][1]["cy"]) <= 400


def test_small_windows_have_labels_of_their_own() -> None:
    widget = Descent.parse({"function": "x**2", "window": ["-0.3", "0.3"], "start": "0.1"})
    labels = words_of(widget.frame(widget.first()), "ticks")
    assert labels == ["−0.3", "−0.2", "−0.1", "0.1", "0.2", "0.3"]
