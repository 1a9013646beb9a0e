"""What a landscape says: step by step, in a race, and where a ball comes to rest."""

import pytest

from support.landscape_lessons import BOWL, HILLS, at, landscape


def test_a_race_goes_on_until_both_have_ended() -> None:
    bowl = landscape(BOWL)
    ended = bowl.frame(at(123, rate="0.03", rival="momentum"))
    assert (ended.outcome, "step" in ended.actions) == ("running", True)
    assert ended.sentence.endswith("Momentum came to rest after 123 steps.")
    over = bowl.frame(at(500, rate="0.03", rival="momentum"))
    assert (over.outcome, over.readouts["steps"]) == ("converged", "469")
    assert over.sentence == (
        "Step 469: both have the loss 0.0767. Gradient descent came to rest after 469 steps. "
        "Momentum came to rest after 123 steps."
    )
    lost = bowl.frame(at(500, rate="0.25", rival="adam"))
    assert "Gradient descent flew out of the picture after 35 steps." in lost.sentence
    assert lost.sentence.startswith("Step ")


@pytest.mark.parametrize(
    ("settings", "steps", "sentence"),
    [
        ({}, 0, "Start: the loss of this line is 2.6538."),
        ({}, 5, "Step 5: the loss fell from 1.6157 to 1.4619."),
        ({"rate": "0.25"}, 5, "Step 5: the loss rose from 8.9679 to 20.3869."),
        ({"rate": "0.18"}, 70, "Step 70: the loss stays at 0.0767, for it is nearly flat here."),
        ({}, 500, "Converged after 138 steps at the loss 0.0767: no line has less."),
        (
            {"rate": "0.25"},
            500,
            "Diverged: step 35 threw the ball far out of the picture. "
            "The learning rate is too large.",
        ),
        (
            {"rate": "0.001"},
            500,
            "Out of steps: after 500 the loss is 1.4807, and the ball has not come to rest.",
        ),
    ],
)
def test_sentences(settings: dict[str, str], steps: int, sentence: str) -> None:
    assert landscape(BOWL).frame(at(steps, **settings)).sentence == sentence


@pytest.mark.parametrize(
    ("u", "v", "sentence"),
    [
        (-2, 2.6, "Converged after 33 steps at the loss 0.3469: the deepest valley."),
        (0, 3, "Converged after 27 steps at the loss 0.7072, but the deepest valley has 0.3469."),
        (
            -0.1,
            0.2,
            "Stopped after 3 steps at the loss 1.0386, on a saddle point: "
            "it is flat here, and yet it goes down from here.",
        ),
    ],
)
def test_where_a_ball_comes_to_rest(u: float, v: float, sentence: str) -> None:
    state = f"u={u}&v={v}&rate=2&optimiser=gradient-descent&rival=none&steps=500"
    frame = landscape(HILLS).frame(state)
    assert (frame.sentence, frame.outcome) == (sentence, "converged")
