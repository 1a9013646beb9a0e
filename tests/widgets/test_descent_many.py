"""The descent widget with balls from several starts, and with a map of which start ends where."""

from itertools import pairwise

import pytest

from pycore.drawing.runs import Node, children
from pycore.kit.widget import Frame, recorded_frames
from pycore.maths.functions import Function
from pycore.maths.optimisers import OPTIMISERS, GradientDescent, Momentum
from pycore.widgets.descent import MOST_STEPS, RECORDED_STEPS, TRIED_STEPS, Descent
from pycore.widgets.descent.basins import find_basins, share
from pycore.widgets.descent.ground import Ground
from support.recordings import tree_of
from widgets.test_descent import HILL, OPTIONS, layer, state, words_of

MANY = Descent.parse(OPTIONS | {"starts": ["-2", "0.4", "2.2"]})
MAPPED = Descent.parse(OPTIONS | {"basins": "yes"})
VALLEYS = Function.parse("0.05*x**6 - 0.45*x**4 + 0.1*x**3 + x**2 - 0.25*x + 1")
THREE = Ground(VALLEYS, (-2.6, 2.6), True)


def places(frame: Frame) -> list[tuple[str, str]]:
    """Where the quiet balls are drawn."""
    return [(node[1]["cx"], node[1]["cy"]) for node in layer(frame, "curve", "others")]


def marks(frame: Frame, drawing: str, name: str) -> list[Node]:
    """What a layer's groups hold, ball by ball."""
    return [node for node in layer(frame, drawing, name) if node[0] != "g"]


@pytest.mark.parametrize("steps", [0, 3, 12])
def test_quiet_balls_go_down_with_the_readers_optimiser_and_rate(steps: int) -> None:
    parts = {"rate": "0.1", "optimiser": "momentum", "steps": steps}
    frame = MANY.frame(state(**parts))
    alone = [HILL.frame(state(start=start, **parts)) for start in ("-2", "0.4", "2.2")]
    balls = [layer(each, "curve", "ball")[0][1] for each in alone]
    assert places(frame) == [(ball["cx"], ball["cy"]) for ball in balls]
    past = [node for each in alone for node in layer(each, "curve", "trail")]
    assert marks(frame, "curve", "others trail") == past
    lines = [node for each in alone for node in layer(each, "chart", "losses")]
    assert marks(frame, "chart", "others losses") == lines


def test_quiet_balls_are_told_at_the_start_and_at_the_end() -> None:
    told = [MANY.frame(state(steps=steps)).sentence for steps in (0, 1, 34, MOST_STEPS)]
    assert told[0].endswith(" Quiet balls start beside it, at x = −2.00, 0.40 and 2.20.")
    assert told[1] == HILL.frame(state(steps=1)).sentence
    assert told[2].endswith(" Of the quiet balls, 1 is still on the way.")
    assert told[3].startswith("Converged after 34 steps at x = 1.5145, ")
    assert told[3].endswith(" The quiet balls ended at −1.640, at 1.514 and at 1.514.")


def test_in_a_race_quiet_balls_start_beside_both() -> None:
    told = MANY.frame(state(rival="momentum")).sentence
    assert told == (
        "Start: Gradient descent and Momentum are both at x = 2.2000, f(x) = 2.7902. "
        "Quiet balls start beside them, at x = −2.00, 0.40 and 2.20."
    )


def test_run_goes_on_until_the_last_ball_has_come_to_its_end() -> None:
    frame = MANY.frame(state(steps=MOST_STEPS))
    last = int(frame.readouts["steps"])
    assert last == int(HILL.frame(state(start="0.4", steps=MOST_STEPS)).readouts["steps"]) > 34
    assert frame.readouts["x"] == "1.5145"
    assert MANY.frame(state(steps=last - 1)).outcome == "running"


def test_a_quiet_ball_that_left_the_picture_waits_at_its_edge() -> None:
    frame = MANY.frame(state(rate="0.6", steps=MOST_STEPS))
    assert all(0 <= float(x) <= 600 and 0 <= float(y) <= 400 for x, y in places(frame))
    assert "far out of the picture" in frame.sentence


def test_starts_that_are_flat_take_no_step() -> None:
    flat = Descent.parse({"function": "5", "window": ["-1", "1"], "start": "0", "starts": ["0.5"]})
    assert flat.frame(flat.first()).sentence.endswith(" The quiet balls ended at 0.500.")


def test_with_small_steps_the_hilltops_are_the_borders() -> None:
    stretches = find_basins(THREE, GradientDescent(0.05))
    hilltops = [found.x for found in VALLEYS.maxima_in(-2.6, 2.6)]
    assert [each.end for each in stretches] == [0, 1, 2]
    assert [each.high for each in stretches[:-1]] == pytest.approx(hilltops, abs=0.01)
    assert (stretches[0].low, stretches[-1].high) == (-2.6, 2.6)


def test_a_valley_too_sharp_for_the_rate_keeps_no_ball() -> None:
    shares = {
        rate: [round(share(find_basins(THREE, GradientDescent(rate)), end), 2) for end in ENDS]
        for rate in (0.15, 0.2, 0.3)
    }
    assert shares == {
        0.15: [0.28, 0.49, 0.23, 0],
        0.2: [0, 0.51, 0.21, 0.28],
        0.3: [0, 0.81, 0.19, 0],
    }


ENDS = (0, 1, 2, None)


@pytest.mark.parametrize("name", OPTIMISERS)
@pytest.mark.parametrize("rate", [0.02, 0.05, 0.08])
def test_the_map_says_where_the_widgets_own_descents_end(name: str, rate: float) -> None:
    stretches = find_basins(MAPPED.ground, OPTIMISERS[name](rate))
    for before, after in pairwise(stretches):
        assert before.high == after.low
        assert before.end != after.end
    minima = [found.x for found in MAPPED.ground.minima]
    for each in stretches:
        if each.high - each.low < 0.2:
            continue  # of a stretch that is long enough to have a start well inside
        start = round((each.low + each.high) / 2, 2)
        end = MAPPED.frame(state(start=start, rate=rate, optimiser=name, steps=MOST_STEPS))
        reached = [abs(float(end.readouts["x"].replace("−", "-")) - x) < 0.06 for x in minima]
        if each.end is not None:
            assert reached[each.end], (start, each)
        else:
            assert end.outcome != "converged", (start, each)


def test_the_map_hardly_changes_with_where_its_grid_lies() -> None:
    wider = Ground(VALLEYS, (-2.6, 2.63), True)
    for rate in (0.05, 0.15, 0.3):
        found = [find_basins(each, GradientDescent(rate)) for each in (THREE, wider)]
        borders = [[each.high for each in stretches[:-1]] for stretches in found]
        assert borders[0] == pytest.approx(borders[1], abs=0.01), rate


def test_a_hilltop_in_the_middle_is_no_start() -> None:
    even = Ground(Function.parse("x**4 - 2*x**2"), (-1.8, 1.8), True)
    assert [each.end for each in find_basins(even, GradientDescent(0.02))] == [0, 1]


def test_a_wild_map_asks_for_no_more_starts_than_a_calm_one() -> None:
    stretches = find_basins(THREE, Momentum(0.2))
    assert len(stretches) > 10
    assert share(stretches, None) + sum(share(stretches, end) for end in (0, 1, 2)) == (
        pytest.approx(1)
    )


def test_a_curve_without_a_minimum_has_a_map_too() -> None:
    slope = Descent.parse({"function": "x", "start": "0", "window": ["-1", "1"], "basins": "yes"})
    frame = slope.frame(slope.first())
    assert frame.sentence.endswith(" Where all starts end: 100% at no minimum.")
    assert len(layer(frame, "curve", "lost")) == 1


def test_the_map_is_drawn_in_lanes() -> None:
    frame = MAPPED.frame(state(steps=2))
    left, right = layer(frame, "curve", "reached")
    assert left[1]["y1"] == left[1]["y2"] != right[1]["y1"] == right[1]["y2"]
    assert left[1]["x2"] == right[1]["x1"]
    assert layer(frame, "curve", "lost") == []
    (start,) = layer(frame, "curve", "basins now")
    assert (start[1]["cx"], start[1]["cy"]) == ("544.4", right[1]["y1"])
    assert words_of(frame, "ticks")[-2:] == ["Which start ends where", "at no minimum"]
    alone = HILL.frame(state(steps=2))
    assert tree_of(frame.drawings["chart"]) == tree_of(alone.drawings["chart"])


def test_without_a_map_the_picture_is_as_before() -> None:
    plain, mapped = HILL.frame(state(steps=2)), MAPPED.frame(state(steps=2))
    assert plain.drawings["curve"][1]["viewBox"] == "0 0 600 400"
    assert mapped.drawings["curve"][1]["viewBox"] == "0 0 600 560"
    for name in ("trail", "tangent", "ball", "graph"):
        assert layer(plain, "curve", name) == layer(mapped, "curve", name)


def test_the_map_is_told_at_the_start_and_changes_with_rate_and_optimiser() -> None:
    told = {
        key: MAPPED.frame(state(**parts)).sentence.rpartition(". ")[2]
        for key, parts in {
            "calm": {},
            "elsewhere": {"start": "-1"},
            "wild": {"rate": "0.25"},
            "momentum": {"optimiser": "momentum"},
        }.items()
    }
    assert told["calm"] == told["elsewhere"]
    assert told == {
        "calm": "Where all starts end: 52% at −1.640 and 48% at 1.514.",
        "elsewhere": "Where all starts end: 52% at −1.640 and 48% at 1.514.",
        "wild": "Where all starts end: 0% at −1.640, 46% at 1.514 and 54% at no minimum.",
        "momentum": "Where all starts end: 57% at −1.640 and 43% at 1.514.",
    }
    assert "starts end" not in MAPPED.frame(state(steps=1)).sentence


def test_the_picture_says_that_it_holds_a_map() -> None:
    assert MAPPED.pictures()["curve"].endswith(", and below it which start ends where")
    assert HILL.pictures()["curve"].endswith("its past positions")


def test_the_map_is_one_list_in_all_frames_of_a_rate() -> None:
    groups = [
        child
        for steps in (0, 1, 5)
        for node in children(MAPPED.frame(state(steps=steps)).drawings["curve"])
        if not isinstance(node, str) and node[1].get("class") == "basins"
        for child in node[2:]
    ]
    assert len({id(vars(run)["nodes"]) for run in groups}) == 1


@pytest.mark.parametrize("widget", [MANY, MAPPED])
def test_a_recording_of_many_balls_or_a_map_is_short(widget: Descent) -> None:
    frames = list(recorded_frames(widget))
    begun = [frame.state for frame in frames if frame.readouts["steps"] == "0"]
    assert begun == [widget.first(), *(each.state for each in widget.experiments())]
    steps = dict.fromkeys(begun, 0)
    for frame in frames:
        first = frame.state.rpartition("=")[0] + "=0"
        steps[first] = max(steps[first], int(frame.readouts["steps"]))
    assert steps.pop(widget.first()) > TRIED_STEPS
    assert max(steps.values()) == TRIED_STEPS < RECORDED_STEPS
