"""The lesson about the way down: many balls, the map, races and landscapes, in the page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from support.any_widget import LIVE, AnyWidget, widgets_of
from support.server import Server
from support.visits import SAVES_DATA, Visits

SOURCE = "framing-the-problem/03-how-does-gradient-descent-find-its-way.md"
LESSON = "framing-the-problem/how-does-gradient-descent-find-its-way.html"
WIDGETS = widgets_of(SOURCE)


@pytest.fixture(scope="module")
def live_way(live_visits: Visits) -> Page:
    """The lesson with Python and NumPy running in it."""
    page = live_visits.open(LESSON)
    AnyWidget(page, "bowl", WIDGETS["bowl"]).expect_live()
    return page


@pytest.fixture
def fresh(live_way: Page) -> Callable[[str], AnyWidget]:
    """A widget of the lesson in its first state, with live Python."""

    def found(name: str) -> AnyWidget:
        widget = AnyWidget(live_way, name, WIDGETS[name])
        widget.reset()
        return widget

    return found


def marks(widget: AnyWidget, layer: str) -> Locator:
    """What a layer of the large picture holds."""
    return widget.element.locator(f'[data-picture="curve"] {layer}')


def test_every_widget_and_experiment_answers_before_python(visits: Visits, server: Server) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    for name in WIDGETS:
        widget = AnyWidget(page, name, WIDGETS[name])
        widget.expect_frame()
        widget.expect_steps(3)
        widget.expect_experiments()
    assert server.asked_for("runtime/*") == 0


HEARD = """
asked = [];
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...others) {
  if (message.kind === "ask") asked.push(JSON.parse(message.question).kind);
  if (message.kind !== "ask" || !globalThis.isBusy) post.call(this, message, ...others);
};"""
"""Which kinds of widget have asked Python; it hears nothing while it is busy."""


def test_recorded_steps_do_not_wait_for_python_that_is_busy(visits: Visits) -> None:
    page = visits.open(LESSON, "isBusy = true", HEARD)
    bowl = AnyWidget(page, "bowl", WIDGETS["bowl"])
    bowl.expect_live()
    for button, steps in [("Step", 1), ("Step", 2), ("Back", 1), ("Reset", 0), ("Step", 1)]:
        bowl.button(button).click()
        bowl.expect_frame(steps)


def test_a_widget_that_nobody_is_near_lets_python_rest(visits: Visits) -> None:
    """The network's first answer imports NumPy, for which all other questions would wait."""
    page = visits.open(LESSON, HEARD)
    bowl = AnyWidget(page, "bowl", WIDGETS["bowl"])
    bowl.expect_live()
    bowl.set(rate="0.8")
    bowl.expect_frame(0, rate="0.8")
    assert set(page.evaluate("asked")) == {"descent"}
    page.locator("#hills").scroll_into_view_if_needed()
    page.wait_for_function("() => asked.includes('landscape')")


def test_four_balls_come_down(fresh: Callable[[str], AnyWidget]) -> None:
    bowl = fresh("bowl")
    expect(marks(bowl, ".others:not(.trail) circle")).to_have_count(3)
    bowl.set(rate="0.5")
    bowl.expect_frame(0, rate="0.5")
    bowl.button("Run").click()
    ended = "The quiet balls ended at 0.000, at 0.000 and at 0.000."
    expect(bowl.sentence).to_contain_text(ended, timeout=LIVE)
    bowl.expect_frame(2, rate="0.5")


def test_an_overshoot_is_an_arc_and_a_word(fresh: Callable[[str], AnyWidget]) -> None:
    bowl = fresh("bowl")
    bowl.set(rate="0.8")
    for steps in (1, 2):
        bowl.button("Step").press("Enter")
        bowl.expect_frame(steps, rate="0.8")
        expect(marks(bowl, ".overshoot path")).to_have_count(steps)
    expect(bowl.sentence).to_contain_text("It overshot the minimum at 0.000.")
    bowl.button("Back").press("Enter")
    expect(marks(bowl, ".overshoot path")).to_have_count(1)


def test_the_map_follows_the_rate_and_not_the_steps(fresh: Callable[[str], AnyWidget]) -> None:
    valleys = fresh("valleys")
    expect(marks(valleys, ".reached line")).to_have_count(3)
    expect(valleys.sentence).to_contain_text("Where all starts end: 28% at −2.248, ")
    valleys.set(rate="0.3")
    valleys.expect_frame(0, rate="0.3")
    expect(valleys.sentence).to_contain_text("Where all starts end: 0% at −2.248, ")
    valleys.element.evaluate(
        """widget => {
          widget.changes = 0;
          const watch = new MutationObserver((changes) => (widget.changes += changes.length));
          const all = { subtree: true, childList: true, attributes: true };
          watch.observe(widget.querySelector(".basins:not(.now)"), all);
        }"""
    )
    for steps in (1, 2, 3):
        valleys.button("Step").click()
        valleys.expect_frame(steps, rate="0.3")
    valleys.set(start="-1")
    valleys.expect_frame(0, rate="0.3", start="-1")
    assert valleys.element.evaluate("widget => widget.changes") == 0
    valleys.set(optimiser="adam")
    valleys.expect_frame(0, rate="0.3", start="-1", optimiser="adam")
    assert valleys.element.evaluate("widget => widget.changes") > 0


def test_the_maps_lanes_lie_under_the_minima(fresh: Callable[[str], AnyWidget]) -> None:
    valleys = fresh("valleys")
    rings = marks(valleys, ".minima circle")
    expect(rings).to_have_count(6)
    boxes = [each.bounding_box() for each in rings.all()]
    middles = [box["x"] + box["width"] / 2 for box in boxes if box]
    assert middles[:3] == pytest.approx(middles[3:], abs=0.5)
    tops = [box["y"] for box in boxes if box]
    assert max(tops[:3]) < tops[3] < tops[4] < tops[5]


def test_a_race_shows_two_balls_that_differ_in_more_than_colour(
    fresh: Callable[[str], AnyWidget],
) -> None:
    valleys = fresh("valleys")
    valleys.element.get_by_role("combobox", name="Race against").select_option(label="Momentum")
    valleys.set(rate="0.1")
    for steps in (1, 2, 3):
        valleys.button("Step").click()
        valleys.expect_frame(steps, rate="0.1", rival="momentum")
    expect(valleys.sentence).to_have_text(
        re.compile("^Step 3: (Momentum|Gradient descent) is lower")
    )
    assert sorted(marks(valleys, ".legend text").all_text_contents()) == [
        "Gradient descent",
        "Momentum",
    ]
    fills = marks(valleys, ".ball circle:first-child").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).fill)"
    )
    strokes = marks(valleys, ".ball circle:first-child").evaluate_all(
        "all => all.map((each) => getComputedStyle(each).stroke)"
    )
    assert fills[0] == strokes[1], "the rival is a ring, filled as the card is"
    assert fills[0] != fills[1]


def test_the_recordings_are_what_live_python_says(live_way: Page) -> None:
    for name in ("bowl", "valleys", "ravine"):
        AnyWidget(live_way, name, WIDGETS[name]).expect_recording_of_live_python()


def test_no_widget_is_wider_than_a_narrow_page(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA, viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_every_question_has_its_answer(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    quiz = page.get_by_role("group", name="Quiz")
    for number in range(1, 6):
        expect(quiz.get_by_text(f"{number} / 5", exact=True)).to_be_visible()
        question = quiz.locator(".question:visible")
        field = question.get_by_role("textbox", name="Your answer")
        if field.is_visible():
            field.fill({2: "1.08", 5: "-0.65"}[number])
        else:
            for right in question.locator("input[data-right]").all():
                right.press("Space")
        quiz.get_by_role("button", name="Check", exact=True).press("Enter")
        go_on = "Next question" if number < 5 else "See the score"
        quiz.get_by_role("button", name=go_on).press("Enter")
    expect(quiz.get_by_text("5 of 5 right at the first try.")).to_be_visible()


def test_the_lesson_leads_back_to_the_last(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    page.get_by_role("link", name="the last lesson").click()
    expect(page).to_have_url(re.compile(r"what-does-learning-mean\.html#a-search-you-can-steer$"))
