"""Fingers on sliders, and what a control has wiped out."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from support.any_widget import AnyWidget, widgets_of
from support.lesson_page import WidgetPart
from support.server import Server
from support.visits import SAVES_DATA, Visits, visiting

SECTION = "framing-the-problem"
LESSONS = [
    "01-what-can-be-learned-from-examples",
    "02-what-does-learning-mean",
    "03-how-does-gradient-descent-find-its-way",
]
PHONE = {"viewport": {"width": 390, "height": 664}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def touching(browser: Browser, server: Server) -> Iterator[Visits]:
    with visiting(browser, server) as visits:
        yield visits
        visits.check()


def middle(slider: Locator) -> tuple[float, float]:
    """The middle of a slider, in the middle of the view."""
    slider.evaluate("each => each.scrollIntoView({ block: 'center', behavior: 'instant' })")
    box = slider.bounding_box()
    assert box
    return box["x"] + box["width"] * 0.5, box["y"] + box["height"] / 2


def swipe(touch: CDPSession, at: tuple[float, float], across: float, up: float) -> None:
    """A finger comes down, moves in ten steps, and is lifted."""
    left, top = at

    def point(part: float) -> list[dict[str, float]]:
        return [{"x": left + across * part, "y": top - up * part}]

    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": point(0)})
    for step in range(1, 11):
        moved = {"type": "touchMove", "touchPoints": point(step / 10)}
        touch.send("Input.dispatchTouchEvent", moved)
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def shown(page: Page) -> list[list[str]]:
    """Where every slider stands, and what every widget shows."""
    told = page.evaluate(
        """[...document.querySelectorAll("lesson-widget")].map((widget) => [
          widget.state,
          ...[...widget.querySelectorAll("input[type=range]")].map(({ value }) => value),
        ])"""
    )
    assert isinstance(told, list)
    return told


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_swipe_up_that_begins_on_a_slider_scrolls_and_does_nothing_else(
    touching: Visits, lesson: str
) -> None:
    page = touching.open(f"{SECTION}/{lesson.partition('-')[2]}.html", SAVES_DATA, **PHONE)
    touch = page.context.new_cdp_session(page)
    for name in widgets_of(f"{SECTION}/{lesson}.md"):
        page.locator(f"#{name}").get_by_role("button", name="Step", exact=True).tap()
    before = shown(page)
    sliders = page.locator("lesson-widget input[type=range]")
    for number in range(sliders.count()):
        at = middle(sliders.nth(number))
        stood = page.evaluate("scrollY")
        swipe(touch, at, 4, 160)
        page.wait_for_function("(stood) => scrollY > stood + 40", arg=stood)
        assert shown(page) == before, f"slider {number}"


def test_a_tap_and_a_drag_across_set_a_slider(touching: Visits) -> None:
    source = f"{SECTION}/{LESSONS[1]}.md"
    page = touching.open(f"{SECTION}/what-does-learning-mean.html", SAVES_DATA, **PHONE)
    touch = page.context.new_cdp_session(page)
    widget = AnyWidget(page, "descent", widgets_of(source)["descent"])
    widget.button("Step").tap()
    slider = widget.element.get_by_role("slider", name="Learning rate")
    rate = slider.input_value()
    at = middle(slider)
    swipe(touch, at, 0, 0)
    page.wait_for_function("(rate) => document.activeElement.value !== rate", arg=rate)
    tapped = slider.input_value()
    swipe(touch, at, 90, 3)
    expect(slider).not_to_have_value(tapped)


def test_back_returns_to_the_run_that_a_control_has_wiped_out(visits: Visits) -> None:
    source = f"{SECTION}/{LESSONS[1]}.md"
    page = visits.open(f"{SECTION}/what-does-learning-mean.html", SAVES_DATA)
    widget = AnyWidget(page, "descent", widgets_of(source)["descent"])
    back = widget.button("Back")
    wipes: dict[str, Callable[[], object]] = {
        "a choice": lambda: widget.control("optimiser").select_option("adam"),
        "Reset": lambda: widget.button("Reset").click(),
        "an experiment": lambda: widget.element.locator("[data-goto]").first.click(),
        "a link": lambda: page.evaluate("location.hash = '#descent?rate=0.6'"),
    }
    for wipe in wipes.values():
        widget.reset()
        widget.expect_steps(3)
        wipe()
        expect(back).to_have_attribute("title", "Back to the run before")
        back.press("Enter")
        widget.expect_frame(3)
        expect(back).to_have_attribute("title", "")
        back.press("Enter")
        widget.expect_frame(2)


def test_back_returns_to_the_run_that_a_slider_has_wiped_out(live: WidgetPart) -> None:
    for _ in range(2):
        live.button("Step").click()
    live.expect_frame(2)
    for _ in range(3):
        live.rate.press("ArrowRight")
    live.expect_frame(0, rate="0.1")
    live.button("Back").click()
    live.expect_frame(2)
