"""The descent widget with more than one ball: races, and steps that overshoot."""

import re

import pytest

from pycore.drawing.plot import Axes
from pycore.drawing.runs import children
from pycore.kit.widget import Choice, OptionError, recorded_frames
from pycore.maths.optimisers import OPTIMISERS, Gradient, GradientDescent, State
from pycore.widgets.descent import MOST_STEPS, RECORDED_STEPS, Descent
from pycore.widgets.descent.leap import Leap
from widgets.test_descent import HILL, OPTIONS, layer, state


def race(**parts: object) -> str:
    return state(**{"rate": "0.1", "rival": "momentum"} | parts)


def test_a_race_is_two_descents_at_once() -> None:
    frame = HILL.frame(race(steps=6))
    alone = HILL.frame(state(rate="0.1", steps=6))
    other = HILL.frame(state(rate="0.1", optimiser="momentum", steps=6))
    assert frame.readouts == alone.readouts
    assert frame.table == alone.table
    for picture, name in [("curve", "trail"), ("chart", "losses"), ("chart", "now")]:
        assert layer(frame, picture, name) == layer(alone, picture, name)
        assert layer(frame, picture, f"rival {name}") == layer(other, picture, name)
    (ball, handle), (rival,) = layer(frame, "curve", "ball"), layer(frame, "curve", "rival ball")
    assert [ball, handle] == layer(alone, "curve", "ball")
    assert rival == layer(other, "curve", "ball")[0]
    assert layer(alone, "curve", "rival ball") == layer(alone, "curve", "rival legend") == []
    legend = [*layer(frame, "curve", "legend"), *layer(frame, "curve", "rival legend")]
    assert [each for node in legend for each in children(node)] == ["Gradient descent", "Momentum"]


def test_a_race_is_told_for_both() -> None:
    told = [HILL.frame(race(steps=steps)).sentence for steps in (0, 3, 6, 20, MOST_STEPS)]
    assert told == [
        "Start: Gradient descent and Momentum are both at x = 2.2000, f(x) = 2.7902.",
        "Step 3: Gradient descent is lower, f(x) = 0.2771 against 2.0202.",
        "Step 6: Momentum is lower, f(x) = −0.8637 against 0.2743.",
        "Step 20: Momentum is lower, f(x) = −1.2213 against 0.2743. "
        "Gradient descent came to rest after 14 steps.",
        "Gradient descent came to rest after 14 steps. Momentum has used up its 200 steps. "
        "In the end Momentum is lower, f(x) = −1.3056 against 0.2743.",
    ]


def test_a_race_goes_on_until_both_have_come_to_their_ends() -> None:
    alone = HILL.frame(state(rate="0.1", steps=MOST_STEPS))
    last = int(alone.readouts["steps"])
    frame = HILL.frame(race(steps=last + 1))
    assert frame.outcome == "running"
    assert frame.readouts == alone.readouts | {"steps": str(last + 1)}
    assert frame.table == alone.table
    assert len(layer(frame, "chart", "losses")) == last
    assert len(layer(frame, "chart", "rival losses")) == last + 1
    end = HILL.frame(race(steps=MOST_STEPS))
    assert end.outcome == "converged"
    assert "step" not in end.actions


def test_who_has_no_height_is_not_ahead() -> None:
    steep = Descent.parse({"function": "log(x)", "window": ["-1", "3"], "start": "0.5"})
    first = steep.first().replace("rival=none", "rival=adam")
    told = {
        rate: steep.frame(first.replace("0.05", rate).replace("steps=0", "steps=1")).sentence
        for rate in ("0.4", "1")
    }
    assert told["0.4"] == (
        "Step 1: Adam is lower, f(x) = −2.3026 against not a number. "
        "Gradient descent flew out of the picture after 1 step."
    )
    assert told["1"].endswith("In the end neither has a height any more.")


def test_a_race_against_oneself_is_a_draw() -> None:
    frame = HILL.frame(state(rival="gradient-descent", steps=2))
    assert frame.sentence == "Step 2: both are equally low, f(x) = 0.3473."


def test_the_reader_may_race_against_every_optimiser_or_nobody() -> None:
    rival = HILL.controls()[3]
    assert isinstance(rival, Choice)
    assert (rival.name, rival.label, rival.value) == ("rival", "Race against", "none")
    titles = [(name, kind.title) for name, kind in OPTIMISERS.items()]
    assert [*rival.options] == [("none", "Nobody"), *titles]
    with pytest.raises(OptionError, match="unknown rival 'magic'"):
        HILL.frame(state(rival="magic"))


class Uphill(GradientDescent):
    """A rule of the reader's own."""

    title = "Your rule"

    def step(self, state: State, gradient: Gradient) -> State:
        return State((state.point[0] + 0.25,))


class Further(Uphill):
    """The same rule, edited."""

    def step(self, state: State, gradient: Gradient) -> State:
        return State((state.point[0] + 0.5,))


def test_an_optimiser_may_come_later_and_change(monkeypatch: pytest.MonkeyPatch) -> None:
    for rule, reached in [(Uphill, "2.4500"), (Further, "2.7000")]:
        monkeypatch.setitem(OPTIMISERS, "yours", rule)
        assert ("yours", "Your rule") in vars(HILL.controls()[3])["options"]
        assert HILL.frame(state(optimiser="yours", steps=1)).readouts["x"] == reached
        told = HILL.frame(state(rival="yours", steps=1)).sentence
        assert told.startswith("Step 1: Gradient descent is lower, ")


def test_an_author_can_open_with_a_race() -> None:
    widget = Descent.parse(
        OPTIONS | {"rival": "adam", "try": [{"label": "Alone", "rival": "none"}]}
    )
    assert widget.first() == state(rival="adam")
    assert widget.experiments()[0].state == state()
    frames = {frame.state for frame in recorded_frames(widget)}
    assert state(rival="adam", steps=RECORDED_STEPS) in frames
    assert state(steps=30) in frames


def test_a_step_across_a_minimum_is_drawn_and_told() -> None:
    frames = [HILL.frame(state(rate="0.1", steps=steps)) for steps in range(3)]
    assert [len(layer(each, "curve", "overshoot now")) for each in frames] == [0, 1, 0]
    assert [len(layer(each, "curve", "overshoot")) for each in frames] == [0, 0, 1]
    told = "Step 1: x = 1.3263, f(x) = 0.3827. It overshot the minimum at 1.514. The slope is "
    assert frames[1].sentence.startswith(told)
    assert "overshot" not in frames[2].sentence


def test_every_overshoot_leaves_its_arc() -> None:
    hopping = HILL.frame(state(rate="0.25", steps=12))
    arcs = [node[1]["d"] for node in layer(hopping, "curve", "overshoot now")]
    assert len(arcs) == 8
    assert all(arc.startswith("M") and arc.count("Q") == 1 for arc in arcs)


@pytest.mark.parametrize("end", [(10, 5), (10, 4.9), (10, 1), (3, 2)])
@pytest.mark.parametrize("start", [(0, 0), (0, 5), (0, 2)])
def test_arcs_stay_inside_the_picture(start: tuple[float, float], end: tuple[float, float]) -> None:
    _, attributes, *_ = Leap(start, end).draw(Axes((0, 10), (0, 5), width=600, height=400))
    heights = [
        float(each.split(" ")[1]) for each in re.findall(r"[\d.-]+ [\d.-]+", attributes["d"])
    ]
    parts = [count / 100 for count in range(101)]
    top, peak, bottom = heights
    curve = [(1 - t) * (1 - t) * top + 2 * t * (1 - t) * peak + t * t * bottom for t in parts]
    assert min(curve) > -0.1
    assert peak <= min(top, bottom)


def test_an_overshoot_that_leaves_the_picture_ends_at_its_edge() -> None:
    frame = HILL.frame(state(rate="0.6", steps=1))
    (arc,) = layer(frame, "curve", "overshoot now")
    (ball, _) = layer(frame, "curve", "ball outside")
    assert arc[1]["d"].endswith(f" {ball[1]['cx']} {ball[1]['cy']}")
