"""A state in the address: links that open a page at a widget in that state."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.test_reading import SHIFTS
from builder.build import build
from support.any_widget import LIVE
from support.courses import BASE, HEAD, write_course
from support.courses import FIRST as FIRST_LESSON
from support.host_page import Host, inside, settle
from support.lesson_page import LESSON, WASM, WidgetPart
from support.server import Server, serving
from support.visits import SAVES_DATA, Visits, visiting

THIRD_LESSON = LESSON.replace("what-does-learning-mean", "how-does-gradient-descent-find-its-way")
SECOND_LESSON = "start/02-second.md"
NEVER_IDLE = """{
  const waiting = [];
  self.requestIdleCallback = (callback) => waiting.push(callback);
  self.layOutAll = () => { while (waiting.length) waiting.shift()(); };
}"""
IN_VIEW = "widget => [widget.getBoundingClientRect().top, innerHeight]"


def link(text: str, page: str = LESSON) -> str:
    return f"{page}#descent?{text}"


def follow(page: Page, text: str) -> None:
    """Goes on to another address on the page that is open."""
    page.evaluate("hash => { location.hash = hash }", f"#descent?{text}")


def expect_at_widget(widget: Locator) -> None:
    """The reader sees it from its top, and the keyboard goes on in it."""
    expect(widget).to_be_focused()
    top, height = widget.evaluate(IN_VIEW)
    assert -1 <= top < height / 5


def test_a_recorded_state_is_there_before_python(server: Server, visits: Visits) -> None:
    wasm = server.hold(WASM)
    page = visits.open(link("steps=2&optimiser=adam"))
    widget = WidgetPart(page)
    widget.expect_frame(2, optimiser="adam")
    widget.expect_state("starting")
    expect_at_widget(widget.element)
    page.keyboard.press("Tab")
    expect(widget.element.get_by_role("button", name="Share or embed")).to_be_focused()
    wasm.set()
    widget.expect_state("live", LIVE)
    widget.expect_frame(2, optimiser="adam")
    widget.button("Step").click()
    widget.expect_frame(3, optimiser="adam")


def test_any_other_state_is_asked_of_python_at_once(server: Server, visits: Visits) -> None:
    wasm = server.hold(WASM)
    widget = WidgetPart(visits.open(link("rate=0.20&start=-1.50&steps=04")))
    expect(widget.element).to_have_attribute("aria-busy", "true")
    expect(widget.start).to_have_value("-1.5")
    wasm.set()
    widget.expect_frame(4, LIVE, rate="0.2", start="-1.5")


def test_even_where_the_reader_saves_data(visits: Visits) -> None:
    widget = WidgetPart(visits.open(link("start=1.5"), SAVES_DATA))
    widget.expect_frame(0, LIVE, start="1.5")


def test_the_open_page_follows_its_address(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    widget = WidgetPart(page)
    widget.button("Run").click()
    follow(page, "optimiser=momentum&steps=3")
    widget.expect_frame(3, optimiser="momentum")
    expect(widget.button("Run")).to_be_visible()
    expect_at_widget(widget.element)
    follow(page, "rate=0.6")
    widget.expect_frame(0, rate="0.6")
    follow(page, "rate=7")
    expect(widget.sentence).to_contain_text("could not be used")
    page.go_back()
    widget.expect_frame(0, rate="0.6")
    page.go_back()
    widget.expect_frame(3, optimiser="momentum")
    page.go_forward()
    widget.expect_frame(0, rate="0.6")


def test_an_address_without_a_state_leaves_the_reader_s(visits: Visits) -> None:
    page = visits.open(link("optimiser=adam"), SAVES_DATA)
    widget = WidgetPart(page)
    widget.button("Step").click()
    widget.expect_frame(1, optimiser="adam")
    for anchor in ("#no-magic", "#descent", "#nothing?rate=0.1", "#quiz?rate=7", "#"):
        page.evaluate("hash => { location.hash = hash }", anchor)
    settle(page)
    widget.expect_frame(1, optimiser="adam")
    follow(page, "")
    widget.expect_frame(0)


def test_a_page_that_is_loaded_again_is_where_the_reader_left_it(visits: Visits) -> None:
    page = visits.open(link("optimiser=adam&steps=2"), SAVES_DATA)
    widget = WidgetPart(page)
    widget.expect_frame(2, optimiser="adam")
    page.evaluate("scrollTo(0, 0)")
    page.reload()
    widget.expect_frame(2, optimiser="adam")
    settle(page)
    assert page.evaluate("scrollY") == 0
    expect(widget.element).not_to_be_focused()


def test_signs_that_a_program_has_escaped(visits: Visits) -> None:
    page = visits.open(f"{LESSON}#descent%3Foptimiser%3Dadam%26steps%3D2", SAVES_DATA)
    WidgetPart(page).expect_frame(2, optimiser="adam")


def test_a_link_into_the_page_holds_before_all_is_laid_out(visits: Visits) -> None:
    """Whoever follows it at once does not see the page grow above the place."""
    page = visits.open(THIRD_LESSON, SAVES_DATA, NEVER_IDLE)
    page.get_by_role("link", name="Five questions before you go").click()
    goal = page.get_by_role("heading", name="Five questions before you go")
    expect(goal).to_be_in_viewport()
    before = goal.evaluate(IN_VIEW)
    page.evaluate("layOutAll()")
    settle(page)
    assert goal.evaluate(IN_VIEW) == pytest.approx(before, abs=2)


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_the_page_comes(visits: Visits, width: int) -> None:
    scripts = (SAVES_DATA, SHIFTS)
    options: dict[str, Any] = {"viewport": {"width": width, "height": 700}}
    page = visits.open(link("optimiser=adam&steps=2"), *scripts, **options)
    widget = WidgetPart(page)
    widget.expect_frame(2, optimiser="adam")
    page.evaluate("document.fonts.ready")
    parts = "[...document.querySelectorAll('.part')]"
    page.wait_for_function(
        f"() => {parts}.every((part) => part.style.contentVisibility === 'visible')"
    )
    settle(page)
    shifts = page.evaluate("shifts")
    assert sum(each[0] for each in shifts) < 0.02, shifts
    expect_at_widget(widget.element)


def test_from_a_disk(site: Path, browser: Browser, server: Server) -> None:
    with visiting(browser, server, f"{site.as_uri()}/") as visits:
        widget = WidgetPart(visits.open(link("optimiser=adam&steps=2"), SAVES_DATA))
        widget.expect_frame(2, optimiser="adam")
        expect(widget.element.locator(".share")).to_be_hidden()
        follow(widget.page, "start=1.5")
        widget.expect_frame(0, LIVE, start="1.5")
        visits.check()


def test_a_lesson_in_a_frame_opens_at_the_widget(host: Host) -> None:
    url = link("optimiser=adam&steps=2", f"{LESSON}?embed")
    page = host.open(f'<div style="height: 300px"></div>{host.frame(url, "height=600")}')
    frame = inside(page)
    expect(frame.locator('output[name="steps"]')).to_have_text("2")
    top, height = frame.locator("#descent").evaluate(IN_VIEW)
    assert -1 <= top < height / 5
    assert page.evaluate("scrollY") == 0


TWO = f"""{HEAD}## A part

Down in [two steps](#bowl?optimiser=adam&steps=2).

```widget
id: hill
kind: descent
title: A hill
function: x**4 - x**2
start: 1
```

```widget
id: bowl
kind: descent
title: A bowl
function: x**2
start: 1
```
"""


@pytest.fixture
def two(browser: Browser, tmp_path: Path) -> Iterator[Visits]:
    """A course whose first lesson has two widgets, with links to states of both."""
    other = f"{BASE[SECOND_LESSON]}\nSee [the hill](01-first.md#hill?steps=3&optimiser=momentum).\n"
    files = {FIRST_LESSON: TWO, SECOND_LESSON: other}
    assert build(write_course(tmp_path, files), tmp_path / "site") == []
    with serving(tmp_path / "site") as server, visiting(browser, server) as visits:
        yield visits
        visits.check()


def test_each_of_several_widgets_has_links_of_its_own(two: Visits) -> None:
    page = two.open("start/first.html#bowl?optimiser=adam&steps=2", SAVES_DATA)
    hill, bowl = page.locator("#hill"), page.locator("#bowl")
    expect(bowl.locator('output[name="steps"]')).to_have_text("2")
    expect(bowl).to_be_focused()
    page.evaluate("location.hash = '#hill?optimiser=momentum&steps=3'")
    expect(hill.locator('output[name="steps"]')).to_have_text("3")
    expect(bowl.locator('output[name="steps"]')).to_have_text("2")
    page.get_by_role("button", name="Share or embed: A hill").click()
    now = page.get_by_role("textbox", name="Link to what you see now")
    expect(now).to_have_value(
        f"{page.url.partition('#')[0]}#hill?start=1&rate=0.05&optimiser=momentum&rival=none&steps=3"
    )


def test_links_in_the_text_lead_to_states(two: Visits) -> None:
    page = two.open("start/second.html", SAVES_DATA)
    page.get_by_role("link", name="the hill").click()
    hill, bowl = page.locator("#hill"), page.locator("#bowl")
    expect(hill.locator('output[name="steps"]')).to_have_text("3")
    expect(hill).to_be_focused()
    for _ in range(2):  # the second time the address is that already
        page.get_by_role("link", name="two steps").click()
        expect(bowl.locator('output[name="steps"]')).to_have_text("2")
        expect(bowl).to_be_focused()
        bowl.get_by_role("button", name="Reset").click()
        expect(bowl.locator('output[name="steps"]')).to_have_text("0")
    expect(hill.locator('output[name="steps"]')).to_have_text("3")
