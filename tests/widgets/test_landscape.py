"""The landscape widget on CPython: its frames, what texts ask of it, what a recording holds."""

from typing import Any

import pytest

from builder.model.source import ContentError, Place
from builder.reading.expression_sandbox import evaluate
from pycore.drawing.runs import Node, Run
from pycore.frozen import changed
from pycore.kit.widget import Frame, OptionError, recorded_frames
from pycore.maths.iterate import Outcome
from pycore.maths.optimisers import OPTIMISERS, GradientDescent, Momentum
from pycore.widgets.landscape import RECORDED_STEPS, TRIED_STEPS
from support.landscape_lessons import BOWL, HILLS, LINE_DATA, at, landscape
from support.recordings import tree_of

MINIMUM = (0.878571, 0.8)
"""Of the bowl: m and b of the least squares, by NumPy's polyfit."""


def nodes(tree: list[Any], tag: str) -> list[dict[str, str]]:
    """The attributes of all nodes of a kind in a tree."""
    found = [tree[1]] if tree[0] == tag else []
    for child in tree[2:]:
        if not isinstance(child, str):
            found += nodes(child, tag)
    return found


def layer(drawing: Node, name: str) -> list[Any]:
    """One layer of a drawing."""
    (found,) = (each for each in tree_of(drawing)[2:] if each[1]["class"] == name)
    return list(found)


def scenery(drawing: Node) -> Run:
    """What lies behind all else in a drawing."""
    return next(each for each in drawing[2:] if isinstance(each, Run))


def rows(frame: Frame) -> list[list[str]]:
    """The texts of a frame's table."""
    return [[cell[2] for cell in row[2:]] for row in tree_of(("tbody", {}, *frame.table))[2:]]


def test_the_minimum_is_that_of_least_squares() -> None:
    bowl = landscape(BOWL)
    assert bowl.minimum.point == pytest.approx(MINIMUM, abs=1e-6)
    assert (bowl.minima, bowl.saddles) == ((bowl.minimum,), ())
    assert bowl.loss(*MINIMUM) == pytest.approx(0.0767, abs=1e-4)
    assert bowl.gradient(*MINIMUM) == pytest.approx((0, 0), abs=1e-4)
    assert (bowl.start, bowl.rate) == ((-0.5, 3.5), 0.1)


def test_descents_are_those_that_the_widget_shows() -> None:
    bowl = landscape(BOWL)
    trail = bowl.descend(Momentum(0.03))
    assert trail.outcome is Outcome.CONVERGED
    frame = bowl.frame(at(trail.steps, rate="0.03", optimiser="momentum"))
    assert frame.outcome == "converged"
    assert "step" not in frame.actions
    assert frame.readouts["loss"] == f"{trail.values[-1]:.4f}"
    with pytest.raises(ValueError, match="501") as told:
        bowl.descend(GradientDescent(0.1), steps=501)
    assert str(told.value) == "501 steps are too many (allowed: up to 500)"


def test_only_a_network_needs_numpy() -> None:
    assert landscape(BOWL).needs() == ()
    assert landscape(HILLS).needs() == ("numpy",)


def test_the_ball_is_the_line() -> None:
    """The line through the data has the slope and the bias of the ball's place."""
    frame = landscape(BOWL).frame(at(0, m="1", b="0"))
    (line,) = nodes(layer(frame.drawings["fit"], "ball"), "line")
    dots = nodes(layer(frame.drawings["fit"], "data"), "circle")
    (x, y), (right, up) = LINE_DATA[0], LINE_DATA[-1]
    across = (float(dots[-1]["cx"]) - float(dots[0]["cx"])) / (right - x)
    down = (float(dots[0]["cy"]) - float(dots[-1]["cy"])) / (up - y)
    rise = float(line["y1"]) - float(line["y2"])
    run = float(line["x2"]) - float(line["x1"])
    assert (rise / down) / (run / across) == pytest.approx(1, abs=0.01)


def test_contours_stay_while_the_balls_move() -> None:
    bowl = landscape(BOWL)
    first, later, elsewhere = (
        bowl.frame(state).drawings["map"] for state in (at(0), at(9), at(3, m="2", rival="adam"))
    )
    assert scenery(first) is scenery(later)
    assert scenery(first) is scenery(elsewhere)
    assert len(nodes(layer(first, "contours"), "path")) >= 6
    assert len(nodes(layer(later, "trail"), "circle")) == 9


def test_both_race_from_one_start_at_one_rate() -> None:
    frame = landscape(BOWL).frame(at(25, rate="0.03", rival="momentum"))
    assert frame.sentence == "Step 25: Momentum is ahead, loss 0.2096 against 1.1568."
    drawing = frame.drawings["map"]
    for name in ("trail", "rival trail", "legend", "rival legend", "ball", "rival ball"):
        assert nodes(layer(drawing, name), "circle"), name
    assert len(nodes(layer(frame.drawings["fit"], "rival ball"), "line")) == 1
    start = landscape(BOWL).frame(at(0, rival="momentum")).sentence
    assert start == "Start: both have the loss 2.6538."


def test_a_ball_outside_stays_at_the_rim_and_can_be_taken_back() -> None:
    drawing = landscape(BOWL).frame(at(8, rate="0.25")).drawings["map"]
    ball, handle = nodes(layer(drawing, "ball outside"), "circle")
    assert handle["data-across"].startswith("m ")
    assert handle["data-up"].startswith("b ")
    assert 0 <= float(ball["cx"]) <= 600


def test_a_drag_covers_the_whole_picture() -> None:
    """The handle's values at the rims of the drawing are those of its axes, margins included."""
    handle = nodes(layer(landscape(BOWL).frame(at(0)).drawings["map"], "ball"), "circle")[1]
    name, low, high = handle["data-across"].split()
    assert name == "m"
    assert float(low) + float(handle["cx"]) / 600 * (float(high) - float(low)) == pytest.approx(
        -0.5, abs=0.01
    )


def test_the_table_tells_both_losses() -> None:
    assert rows(landscape(BOWL).frame(at(1, rival="adam"))) == [
        ["0", "−0.500", "3.500", "2.6538", "2.6538"],
        ["1", "−0.239", "3.442", "2.1875", "2.3538"],
    ]
    assert rows(landscape(BOWL).frame(at(0))) == [["0", "−0.500", "3.500", "2.6538", "–"]]


def test_a_recording_holds_the_first_state_and_each_experiment() -> None:
    bowl = landscape(BOWL)
    states = [frame.state for frame in recorded_frames(bowl)]
    assert states[0] == bowl.first() == at(0)
    assert len(states) == len(set(states)) == RECORDED_STEPS + 1 + 2 * (TRIED_STEPS + 1)
    for experiment in bowl.experiments():
        assert experiment.state in states


def test_an_optimiser_that_comes_later_can_race(monkeypatch: pytest.MonkeyPatch) -> None:
    class Yours(GradientDescent):
        title = "Your rule"

    bowl = landscape(BOWL)
    with pytest.raises(OptionError):
        bowl.frame(at(0, rival="yours"))
    monkeypatch.setitem(OPTIMISERS, "yours", Yours)
    assert bowl.controls()[-1].options[-1] == ("yours", "Your rule")  # type: ignore[union-attr]
    frame = bowl.frame(at(1, optimiser="momentum", rival="yours"))
    assert frame.sentence == "Step 1: both have the loss 2.1875."


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("bowl.minimum.point[0]", 0.8786),
        ("bowl.minimum.value", 0.0767),
        ("bowl.loss(-0.5, 3.5)", 2.6538),
        ("bowl.gradient(1, 0)[1]", -1.1750),
        ("bowl.start[1] + bowl.rate", 3.6),
        ("bowl.descend(gradient_descent(bowl.rate)).steps", 138),
        ("bowl.descend(momentum(0.03), (-0.5, 3.5), 25).values[25]", 0.2096),
        ("bowl.descend(momentum(0.03), steps=2).points[2][0]", -0.2915),
        ("hills.minima | length", 3),
        ("hills.minima[1].value", 0.7072),
        ("hills.saddles[1].point[1]", 0.2116),
    ],
)
def test_texts_can_ask_for_its_numbers(expression: str, value: float) -> None:
    names = {"bowl": landscape(BOWL), "hills": landscape(HILLS)}
    place = Place("lesson.md", 1)
    assert evaluate(expression, place, names) == pytest.approx(value, abs=5e-5)


def test_a_text_that_asks_too_much_is_told() -> None:
    place = Place("lesson.md", 1)
    with pytest.raises(ContentError) as told:
        evaluate("bowl.descend(adam(0.1), steps=1000)", place, {"bowl": landscape(BOWL)})
    assert str(told.value).endswith("1000 steps are too many (allowed: up to 500)")


@pytest.mark.parametrize(
    "state",
    [
        "m=1&b=2",
        at(0, m="3.5"),
        at(0, b="nan"),
        at(0, rate="11"),
        at(0, optimiser="none"),
        at(0, rival="nobody"),
        at(501),
    ],
)
def test_a_state_that_is_none_is_refused(state: str) -> None:
    with pytest.raises(OptionError):
        landscape(BOWL).frame(state)


def test_without_a_minimum_in_the_picture_none_is_told() -> None:
    aside = landscape(
        BOWL, ranges={"m": [2, 3], "b": [2, 4]}, start={"m": 2, "b": 2}, **{"try": []}
    )
    assert aside.minima == ()
    with pytest.raises(ValueError, match="no minimum"):
        _ = aside.minimum
    assert aside.frame(aside.first()).sentence.startswith("Start")
    assert changed(aside, tries=()) == aside
