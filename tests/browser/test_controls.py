"""The reader's controls of the widget: sliders, the choice of an optimiser, the ball itself."""

import math

import pytest
from playwright.sync_api import expect

from pycore.maths.optimisers import OPTIMISERS
from support.lesson_page import FIRST, WidgetPart, descent
from support.visits import PATIENCE


@pytest.mark.parametrize(
    ("keys", "start"),
    [
        (["ArrowRight"] * 7, "2.27"),
        (["ArrowLeft"] * 3, "2.17"),
        (["Home"], "-2.7"),
        (["End"], "2.7"),
    ],
)
def test_start_by_keyboard(live: WidgetPart, keys: list[str], start: str) -> None:
    live.button("Step").click()
    live.expect_frame(1)
    for key in keys:
        live.start.press(key)
    live.expect_frame(0, start=start)


@pytest.mark.parametrize(
    ("keys", "rate"),
    [
        (["ArrowRight"] * 4, "0.12"),
        (["ArrowLeft"] * 2, "0.03"),
        (["Home"], "0.001"),
        (["End"], "1"),
    ],
)
def test_rate_by_keyboard(live: WidgetPart, keys: list[str], rate: str) -> None:
    live.button("Step").click()
    live.expect_frame(1)
    for key in keys:
        live.rate.press(key)
    live.expect_frame(0, rate=rate)


def test_sliders_by_mouse(live: WidgetPart) -> None:
    live.start.click()
    expect(live.readout("x")).to_have_text("0.0000")
    live.expect_frame(0, start="0")
    live.rate.click()
    rate = live.rate.get_attribute("aria-valuetext") or ""
    live.expect_frame(0, start="0", rate=rate)
    assert float(rate) == pytest.approx(math.sqrt(0.001 * 1), rel=0.1), "the scale is logarithmic"


@pytest.mark.parametrize("name", OPTIMISERS)
def test_every_optimiser(live: WidgetPart, name: str) -> None:
    other = "adam" if name == FIRST["optimiser"] else FIRST["optimiser"]
    live.set(optimiser=other)
    live.button("Step").click()
    live.expect_frame(1, optimiser=other)
    live.optimiser.select_option(label=OPTIMISERS[name].title)
    live.expect_frame(0, optimiser=name)
    live.button("Step").click()
    live.button("Step").click()
    live.expect_frame(2, optimiser=name)


def test_optimisers_by_keyboard(live: WidgetPart) -> None:
    for name in list(OPTIMISERS)[1:]:
        live.optimiser.press("ArrowDown")
        live.expect_frame(0, optimiser=name)


def place_of(widget: WidgetPart, x: float) -> tuple[float, float]:
    """Where in the window an x of the curve's picture is, at the height of the ball."""
    low, high = descent().window
    picture = widget.picture("curve").bounding_box()
    ball = widget.element.locator("[data-across]").bounding_box()
    assert picture
    assert ball
    left = picture["x"] + (x - low) / (high - low) * picture["width"]
    return left, ball["y"] + ball["height"] / 2


def test_drag_the_ball_by_mouse(live: WidgetPart) -> None:
    live.button("Step").click()
    live.expect_frame(1)
    live.picture("curve").scroll_into_view_if_needed()
    mouse = live.page.mouse
    mouse.move(*place_of(live, float(live.readout("x").inner_text())))
    mouse.down()
    expect(live.element).to_have_attribute("data-dragging", "")
    for x in (1.0, -0.5, -1.0):
        mouse.move(*place_of(live, x))
        expect(live.readout("steps")).to_have_text("0")
    mouse.up()
    expect(live.element).not_to_have_attribute("data-dragging", "")
    start = live.start.input_value()
    assert float(start) == pytest.approx(-1.0, abs=0.02)
    live.expect_frame(0, start=start)
    mouse.move(*place_of(live, 2.0))
    live.expect_frame(0, start=start)


def test_drag_the_ball_by_finger(live: WidgetPart) -> None:
    live.picture("curve").scroll_into_view_if_needed()
    touch = live.page.context.new_cdp_session(live.page)
    for kind, x in [("touchStart", 2.2), ("touchMove", 1.0), ("touchMove", -2.0)]:
        left, top = place_of(live, x)
        touch.send(
            "Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": left, "y": top}]}
        )
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    near = "slider => Math.abs(Number(slider.value) + 2) < 0.02"
    live.page.wait_for_function(near, arg=live.start.element_handle(), timeout=PATIENCE)
    start = live.start.input_value()
    live.expect_frame(0, start=start)
