"""Every control of the widget, by mouse and by keyboard, while Python runs in the page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from pycore.drawing.numerals import decimals
from pycore.kit.widget import read_state
from pycore.widgets.descent.options import STATE
from support.lesson_page import WidgetPart, descent, frame
from support.server import Server

CONVERGING = {"start": "1", "rate": "0.1"}
END = 15
"""Steps from there to the minimum."""


def click(control: Locator) -> None:
    control.click()


def enter(control: Locator) -> None:
    control.press("Enter")


def space(control: Locator) -> None:
    control.press("Space")


type Press = Callable[[Locator], None]
by_mouse_and_keyboard = pytest.mark.parametrize("press", [click, enter, space])


def test_the_first_state_is_there_before_python(server: Server, page: Page) -> None:
    widget = WidgetPart(page)
    for name, text in {"x": "2.2000", "fx": "2.7902", "dfx": "8.7368", "steps": "0"}.items():
        expect(widget.readout(name)).to_have_text(text)
    widget.expect_frame()
    widget.expect_state("recorded")
    assert server.asked_for("runtime/*") == 0


@pytest.mark.parametrize(
    ("rate", "keys"),
    [
        ("0.001", ["Home"]),
        ("0.1", ["ArrowRight"] * 3),
        ("0.25", ["ArrowRight"] * 7),
        ("1", ["End"]),
    ],
)
def test_one_step_subtracts_rate_times_slope(live: WidgetPart, rate: str, keys: list[str]) -> None:
    for key in keys:
        live.rate.press(key)
    live.button("Step").click()
    reached = 2.2 - float(rate) * descent().function.gradient(2.2)
    expect(live.readout("x")).to_have_text(decimals(reached))
    live.expect_frame(1, rate=rate)


@by_mouse_and_keyboard
def test_step_back_and_reset(live: WidgetPart, press: Press) -> None:
    for name, steps in [("Step", 1), ("Step", 2), ("Step", 3), ("Back", 2), ("Step", 3)]:
        press(live.button(name))
        live.expect_frame(steps)
    press(live.button("Reset"))
    live.expect_frame(0)


@by_mouse_and_keyboard
def test_the_numbers_as_a_table(live: WidgetPart, press: Press) -> None:
    live.button("Step").click()
    live.expect_frame(1)
    table = live.element.get_by_role("table")
    fold = live.element.get_by_text("The numbers as a table")
    press(fold)
    expect(table.get_by_role("row")).to_have_count(3)
    live.button("Step").click()
    live.expect_frame(2)
    for count in range(3):
        shown = [str(count), *(frame(count).readouts[name] for name in ("x", "fx", "dfx"))]
        expect(table.get_by_role("row").nth(count + 1)).to_have_text("".join(shown))
    live.button("Back").click()
    expect(table.get_by_role("row")).to_have_count(3)
    press(fold)
    expect(live.element.locator("details.data")).not_to_have_attribute("open", "")


def test_steps_in_quick_succession_all_count(live: WidgetPart) -> None:
    live.button("Step").evaluate("button => { for (let i = 0; i < 5; i++) button.click() }")
    live.expect_frame(5)


def test_back_and_reset_do_nothing_before_the_first_step(live: WidgetPart) -> None:
    for name in ("Back", "Reset"):
        live.button(name).click(force=True)
        live.button(name).dispatch_event("click")
    live.expect_frame(0)


@pytest.mark.parametrize("press", [click, enter])
def test_run_pauses_and_goes_on_to_the_end(live: WidgetPart, press: Press) -> None:
    live.set(**CONVERGING)
    live.expect_frame(0, **CONVERGING)
    live.keep_history()
    press(live.button("Run"))
    expect(live.sentence).to_have_attribute("aria-live", "off")
    press(live.button("Pause"))
    expect(live.button("Run")).to_be_visible()
    live.expect_frame(int(live.readout("steps").inner_text()), **CONVERGING)
    press(live.button("Run"))
    live.expect_frame(END, **CONVERGING)
    assert live.history() == list(range(1, END + 1))
    assert f"Converged after {END} steps" in live.sentence.inner_text()
    expect(live.sentence).to_have_attribute("aria-live", "polite")
    expect(live.button("Run")).to_be_disabled()
    expect(live.button("Step")).to_be_disabled()


def test_a_pause_holds(page: Page) -> None:
    page.clock.install()
    widget = WidgetPart(page)
    widget.button("Run").click()
    page.clock.run_for(1000)
    expect(widget.readout("steps")).not_to_have_text("0")
    widget.button("Pause").click()
    steps = int(widget.readout("steps").inner_text())
    page.clock.run_for(3000)
    widget.expect_frame(steps)


def test_a_run_started_anew_is_the_only_one(live: WidgetPart) -> None:
    live.set(**CONVERGING)
    live.expect_frame(0, **CONVERGING)
    live.keep_history()
    live.button("Run").click()
    expect(live.readout("steps")).not_to_have_text("0")
    live.element.evaluate(
        """widget => { for (const name of ["reset", "run"])
          widget.querySelector(`[data-action="${name}"]`).click() }"""
    )
    live.expect_frame(END, **CONVERGING)
    history = live.history()
    again = history.index(0)
    assert history == [*range(1, again + 1), *range(END + 1)]


@pytest.mark.parametrize("press", [click, enter])
def test_every_experiment(live: WidgetPart, press: Press) -> None:
    assert live.experiments.count() == len(descent().experiments()) > 1
    for button, experiment in zip(live.experiments.all(), descent().experiments(), strict=True):
        expect(button).to_have_text(experiment.label)
        press(button)
        parts = read_state(experiment.state, STATE)
        del parts["steps"]
        live.expect_frame(0, **parts)
        expect(button).to_have_attribute("aria-pressed", "true")
        pressed = [each.get_attribute("aria-pressed") for each in live.experiments.all()]
        assert pressed.count("true") == 1


def test_divergence_is_named_and_survived(live: WidgetPart) -> None:
    live.experiments.filter(has_text="Overdo it").click()
    live.expect_frame(rate="0.6")
    live.button("Run").click()
    live.expect_frame(4, rate="0.6")
    assert "Diverged: step 4" in live.sentence.inner_text()
    expect(live.button("Step")).to_be_disabled()
    live.button("Back").click()
    live.expect_frame(3, rate="0.6")
    live.button("Reset").click()
    live.expect_frame(0, rate="0.6")


def test_trail_and_chart_grow_with_the_steps(live: WidgetPart) -> None:
    dots = live.picture("curve").locator(".trail circle")
    lines = live.picture("chart").locator(".losses line")
    ball = live.picture("curve").locator(".ball circle").first
    places = []
    for steps in range(4):
        live.expect_frame(steps)
        expect(dots).to_have_count(steps)
        expect(lines).to_have_count(steps)
        places.append(float(ball.get_attribute("cx") or "nan"))
        live.button("Step").click()
    assert places == sorted(places, reverse=True)
    assert places[0] - places[-1] > 30
