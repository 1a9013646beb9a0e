"""The lesson about examples: its widgets before Python, with Python, by keyboard and by mouse."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from pycore.frames.answers import answer
from pycore.widgets.losses import Losses
from support.any_widget import AnyWidget, widgets_of
from support.recordings import ASK
from support.server import Server
from support.visits import SAVES_DATA, Visits

SOURCE = "framing-the-problem/01-what-can-be-learned-from-examples.md"
LESSON = "framing-the-problem/what-can-be-learned-from-examples.html"
WIDGETS = widgets_of(SOURCE)
TOPS = """(widget, inside) => [widget, ...inside.map((each) => widget.querySelector(each))]
  .map((each) => each.getBoundingClientRect().top)"""


@pytest.fixture(scope="module")
def live_lesson(live_visits: Visits) -> Page:
    """The lesson with Python running in it."""
    page = live_visits.open(LESSON)
    AnyWidget(page, "hand", WIDGETS["hand"]).expect_live()
    return page


@pytest.fixture
def hand(live_lesson: Page) -> AnyWidget:
    """The line over phones, in its first state."""
    return fresh(live_lesson, "hand")


def fresh(page: Page, name: str) -> AnyWidget:
    widget = AnyWidget(page, name, WIDGETS[name])
    widget.reset()
    return widget


def test_every_widget_answers_before_python(visits: Visits, server: Server) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    for name in WIDGETS:
        widget = AnyWidget(page, name, WIDGETS[name])
        widget.expect_frame()
        widget.expect_steps(3)
        widget.button("Back").dispatch_event("click")
        widget.expect_frame(2)
        widget.button("Reset").dispatch_event("click")
        widget.expect_frame()
        widget.expect_state("recorded")
    assert server.asked_for("runtime/*") == 0


def test_every_experiment_answers_before_python(visits: Visits, server: Server) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    for name in WIDGETS:
        AnyWidget(page, name, WIDGETS[name]).expect_experiments()
    assert server.asked_for("runtime/*") == 0


@pytest.mark.parametrize("name", WIDGETS)
def test_step_back_and_reset_by_keyboard(live_lesson: Page, name: str) -> None:
    widget = fresh(live_lesson, name)
    for button, steps in [("Step", 1), ("Step", 2), ("Back", 1), ("Step", 2), ("Reset", 0)]:
        widget.button(button).press("Enter")
        widget.expect_frame(steps)


@pytest.mark.parametrize(
    ("name", "control", "keys", "value"),
    [
        ("hand", "m", ["ArrowLeft"] * 3, "-0.15"),
        ("hand", "m", ["Home"], "-3"),
        ("hand", "b", ["ArrowRight"] * 2, "2.1"),
        ("hand", "rate", ["End"], "1"),
        ("tide", "w2", ["ArrowLeft"], "-0.01"),
        ("tide", "b", ["End"], "6"),
        ("price", "y", ["ArrowRight"], "3.15"),
        ("price", "prediction", ["Home"], "0"),
        ("rain", "prediction", ["Home"], "0.01"),
    ],
)
def test_sliders_by_keyboard(
    live_lesson: Page, name: str, control: str, keys: list[str], value: str
) -> None:
    widget = fresh(live_lesson, name)
    widget.button("Step").press("Enter")
    widget.expect_frame(1)
    for key in keys:
        widget.control(control).press(key)
    widget.expect_frame(0, **{control: value})


def test_the_machine_goes_on_from_the_readers_line(hand: AnyWidget) -> None:
    hand.set(m="-1", b="5.5", rate="0.12")
    hand.expect_frame(0, m="-1", b="5.5", rate="0.12")
    hand.button("Run").click()
    expect(hand.sentence).to_contain_text("no line has less", timeout=30_000)
    steps = int(hand.readout("steps").inner_text())
    assert steps > 40, "the run goes on where the recorded steps would end"
    hand.expect_frame(steps, m="-1", b="5.5", rate="0.12")


def test_drag_the_end_of_the_line(hand: AnyWidget) -> None:
    hand.drag(0, 60)
    b = hand.control("b").input_value()
    assert float(b) > 2.5
    hand.expect_frame(0, b=b)


def test_drag_the_prediction(live_lesson: Page) -> None:
    price = fresh(live_lesson, "price")
    price.drag(-100, 0)
    prediction = price.control("prediction").input_value()
    assert 2.5 < float(prediction) < 3.6
    price.expect_frame(0, prediction=prediction)


def test_the_numbers_of_the_examples_as_a_table(hand: AnyWidget) -> None:
    hand.element.get_by_text("The numbers as a table").press("Enter")
    rows = hand.element.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(11)
    expect(rows.nth(1)).to_have_text("0.35.42.003.4011.56")
    hand.set(b="3")
    expect(rows.nth(1)).to_have_text("0.35.43.002.405.76")
    hand.element.get_by_text("The numbers as a table").press("Enter")


def test_the_recordings_are_what_live_python_says(live_lesson: Page) -> None:
    for name in WIDGETS:
        AnyWidget(live_lesson, name, WIDGETS[name]).expect_recording_of_live_python()


def test_cross_entropy_is_the_same_in_the_page(live_lesson: Page) -> None:
    options = {"loss": "cross-entropy", "y": "1", "prediction": "0.05"}
    first = Losses.parse(options).first()
    states = [first, *(first.replace("0.05", f"{p / 100:g}") for p in range(6, 100, 7))]
    asked = {"kind": "losses", "options": json.dumps(options), "count": 60}
    questions = [json.dumps(asked | {"state": state}) for state in states]
    assert live_lesson.evaluate(ASK, questions) == [answer(question) for question in questions]


def test_no_widget_is_wider_than_a_narrow_page(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_on_paper_there_are_pictures_and_no_buttons(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    page.emulate_media(media="print")
    for name in WIDGETS:
        widget = AnyWidget(page, name, WIDGETS[name])
        expect(widget.element.locator("[data-picture]").first).to_be_visible()
        expect(widget.button("Step")).to_be_hidden()


def test_the_lesson_leads_on_to_the_next(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    page.get_by_role("link", name=re.compile("Next")).click()
    expect(page).to_have_title(re.compile("What does learning mean"))
    page.get_by_role("link", name=re.compile("Previous")).click()
    expect(page).to_have_title(re.compile("What can be learned from examples"))


def test_on_a_phone_the_line_stays_in_view_while_its_sliders_move(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA, viewport={"width": 360, "height": 740})
    hand = AnyWidget(page, "hand", WIDGETS["hand"]).element
    top, slider, chart = hand.evaluate(TOPS, ['[name="b"]', '[data-picture="chart"]'])
    assert slider - top < 740
    assert slider < chart
