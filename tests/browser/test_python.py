"""Python in the page: when it starts, how it takes over, and what becomes of a page without it."""

import pytest
from playwright.sync_api import Page, expect

from browser.test_share import LAID_OUT
from pycore.widgets.descent import RECORDED_STEPS
from support.any_widget import LIVE
from support.lesson_page import LESSON, MEMORY, PYTHON, WASM, WidgetPart
from support.server import Server
from support.visits import SAVES_DATA, Visits

PARTS = {WASM: (), PYTHON: ["runtime/python-|status of 404"], MEMORY: ["status of 404"]}
"""What Python needs to start, and what the browser says where the page misses that."""
UNRECORDED = {"start": "1.5"}
NO_PYTHON = (
    "Python could not start here: a file of it could not be loaded. The recorded steps still work."
)
REFUSED = "Python could not start here, and this state is not among the recorded ones."
WATCH = """widget => {
  widget.changes = [];
  new MutationObserver((changes) => widget.changes.push(...changes.map(
    (each) => `${each.type} ${each.attributeName} of ${each.target.nodeName}`)))
    .observe(widget, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def look_up(widget: WidgetPart) -> None:
    widget.element.scroll_into_view_if_needed()


def test_nothing_jumps_when_python_takes_over(server: Server, page: Page) -> None:
    wasm = server.hold(WASM)
    widget = WidgetPart(page)
    look_up(widget)
    widget.expect_state("starting")
    before = widget.look()
    widget.element.evaluate(WATCH)
    wasm.set()
    widget.expect_state("live", LIVE)
    widget.button("Step").click()
    widget.expect_frame(1)
    widget.button("Back").click()
    widget.expect_frame(0)
    assert widget.look() == before
    changes = widget.element.evaluate("widget => widget.changes")
    handed_over = "attributes data-state of LESSON-WIDGET"
    assert changes[0] == handed_over
    assert changes.count(handed_over) == 1


def test_a_run_goes_on_while_python_takes_over(server: Server, page: Page) -> None:
    wasm = server.hold(WASM)
    widget = WidgetPart(page)
    look_up(widget)
    widget.keep_history()
    widget.button("Run").click()
    wasm.set()
    widget.expect_state("live", LIVE)
    widget.expect_frame(34, LIVE)
    assert widget.history() == list(range(1, 35))


def test_what_is_not_recorded_waits_for_python(server: Server, page: Page) -> None:
    """Even from a server that calls WebAssembly a text."""
    server.types[WASM] = "text/plain"
    wasm = server.hold(WASM)
    widget = WidgetPart(page)
    look_up(widget)
    widget.set(**UNRECORDED)
    expect(widget.element).to_have_attribute("aria-busy", "true")
    expect(widget.start).to_have_value("1.5")
    expect(widget.readout("x")).to_have_text("2.2000")
    widget.button("Step").click()
    wasm.set()
    widget.expect_state("live", LIVE)
    widget.expect_frame(1, **UNRECORDED)
    expect(widget.element).not_to_have_attribute("aria-busy", "true")


def test_a_run_beyond_the_recording_waits_for_python(server: Server, page: Page) -> None:
    wasm = server.hold(WASM)
    widget = WidgetPart(page)
    look_up(widget)
    widget.optimiser.select_option("adam")
    step = widget.button("Step")
    step.evaluate(f"button => {{ for (let i = 0; i < {RECORDED_STEPS}; i++) button.click() }}")
    widget.expect_frame(RECORDED_STEPS, optimiser="adam")
    widget.button("Run").click()
    expect(widget.element).to_have_attribute("aria-busy", "true")
    wasm.set()
    widget.expect_state("live", LIVE)
    expect(widget.readout("steps")).not_to_have_text(str(RECORDED_STEPS))
    widget.button("Pause").click()
    expect(widget.element).not_to_have_attribute("aria-busy", "true")


def test_what_is_recorded_does_not_wait(server: Server, page: Page) -> None:
    server.hold(WASM)
    widget = WidgetPart(page)
    look_up(widget)
    widget.set(**UNRECORDED)
    expect(widget.element).to_have_attribute("aria-busy", "true")
    widget.experiments.first.click()
    widget.expect_frame(start="0.12")
    expect(widget.element).not_to_have_attribute("aria-busy", "true")
    widget.button("Step").click()
    widget.expect_frame(1, start="0.12")


@pytest.mark.parametrize("part", PARTS)
def test_without_python_the_recorded_steps_still_work(
    server: Server, visits: Visits, part: str
) -> None:
    server.missing.append(part)
    visits.expect(*PARTS[part])
    widget = WidgetPart(visits.open(LESSON))
    look_up(widget)
    widget.expect_state("failed", LIVE)
    engine = widget.element.locator(".engine.needs-script")
    expect(engine).to_have_text(NO_PYTHON, use_inner_text=True)
    widget.button("Step").click()
    widget.expect_frame(1)
    widget.experiments.last.click()
    widget.button("Run").click()
    widget.expect_frame(4, rate="0.6")
    widget.set(**UNRECORDED)
    expect(widget.sentence).to_contain_text(REFUSED)
    expect(widget.start).to_have_value("2.2")
    expect(widget.rate).to_have_attribute("aria-valuetext", "0.6")
    expect(widget.readout("steps")).to_have_text("4")
    widget.button("Back").click()
    widget.expect_frame(3, rate="0.6")


def test_python_that_fails_while_awaited_is_told_at_once(server: Server, visits: Visits) -> None:
    server.missing.append(WASM)
    wasm = server.hold(WASM)
    visits.expect(*PARTS[WASM])
    widget = WidgetPart(visits.open(LESSON))
    look_up(widget)
    widget.set(**UNRECORDED)
    expect(widget.element).to_have_attribute("aria-busy", "true")
    wasm.set()
    widget.expect_state("failed", LIVE)
    expect(widget.sentence).to_contain_text(REFUSED)
    expect(widget.element).not_to_have_attribute("aria-busy", "true")
    expect(widget.start).to_have_value("2.2")


def test_a_run_that_leaves_the_recording_says_so(server: Server, visits: Visits) -> None:
    server.missing.append(PYTHON)
    visits.expect(*PARTS[PYTHON])
    widget = WidgetPart(visits.open(LESSON))
    look_up(widget)
    widget.expect_state("failed", LIVE)
    widget.experiments.filter(has_text="Let it crawl").click()
    step = widget.button("Step")
    step.evaluate(f"button => {{ for (let i = 0; i < {RECORDED_STEPS - 1}; i++) button.click() }}")
    widget.button("Run").click()
    expect(widget.sentence).to_contain_text(REFUSED)
    expect(widget.button("Run")).to_be_visible()
    expect(widget.readout("steps")).to_have_text(str(RECORDED_STEPS))


def test_python_starts_once_and_only_near_the_view(server: Server, page: Page) -> None:
    widget = WidgetPart(page)
    widget.expect_state("recorded")
    assert server.asked_for("runtime/*") == 0
    held = server.hold(WASM)
    page.wait_for_function(LAID_OUT)
    height = page.viewport_size and page.viewport_size["height"]
    top = "widget => scrollY + widget.getBoundingClientRect().top - innerHeight"
    just_below = widget.element.evaluate(top)
    assert height
    assert just_below > 1000
    page.evaluate("top => scrollTo(0, top)", just_below - 300)
    widget.expect_state("starting")
    expect(widget.element).not_to_be_in_viewport()
    widget.button("Step").click()
    widget.set(**UNRECORDED)
    expect(widget.element).to_have_attribute("aria-busy", "true")
    assert len(page.workers) == 1
    held.set()
    widget.expect_state("live", LIVE)
    assert len(page.workers) == 1
    assert server.asked_for(PYTHON) == 1


@pytest.mark.parametrize("use", ["mouse", "keyboard"])
def test_who_saves_data_starts_python_by_using_it(server: Server, visits: Visits, use: str) -> None:
    held = server.hold(WASM)
    widget = WidgetPart(visits.open(LESSON, SAVES_DATA))
    look_up(widget)
    expect(widget.element).to_be_in_viewport()
    widget.page.evaluate(
        "new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))"
    )
    widget.expect_state("recorded")
    assert server.asked_for("runtime/*") == 0
    with widget.page.expect_worker():
        if use == "mouse":
            widget.button("Step").click()
        else:
            widget.button("Step").press("Enter")
    widget.expect_state("starting")
    widget.expect_frame(1)
    held.set()
    widget.expect_state("live", LIVE)
    assert server.asked_for(PYTHON) == 1


def test_who_asks_for_less_motion_gets_less(visits: Visits) -> None:
    moving = "ball => getComputedStyle(ball).transitionDuration"
    times = {}
    for wish in ("no-preference", "reduce"):
        widget = WidgetPart(visits.open(LESSON, SAVES_DATA, reduced_motion=wish))
        times[wish] = widget.picture("curve").locator(".ball circle").first.evaluate(moving)
        widget.button("Step").click()
        widget.expect_frame(1)
    assert times["reduce"] == "0s"
    assert times["no-preference"] != "0s"
