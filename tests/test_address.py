"""A state in the address: links that open a page at a widget in that state, good ones and bad ones."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from builder.build import build
from courses import FIRST as FIRST_LESSON
from courses import HEAD, write_course
from host_page import WIDGET, Host, inside, settle
from lesson_page import FIRST, LESSON, LIVE, WASM, WidgetPart, frame, look_of
from server import Server, serving
from test_reading import SHIFTS
from visits import SAVES_DATA, Visits, visiting

STATE = "&".join(f"{name}={value}" for name, value in FIRST.items())
OPTIMISERS = "gradient-descent, momentum, nesterov, rmsprop, adam"
NAMES = "start, rate, optimiser, steps"
BAD = {
    "rate=7": "rate '7' is out of range (allowed: 0.001 to 1)",
    "rate=-0.9": "rate '-0.9' is out of range (allowed: 0.001 to 1)",
    "rate=0.91": "rate '0.91' lies between two places of the slider (nearest: 0.8 and 1)",
    "start=9": "start '9' is out of range (allowed: -2.7 to 2.7)",
    "start=0.004": "start '0.004' lies between two places of the slider (nearest: 0 and 0.01)",
    "start=-1.006": "start '-1.006' lies between two places of the slider (nearest: -1.01 and -1)",
    "start=": "start '' is not a number",
    "start": "start '' is not a number",
    "start=1e0": "start '1e0' is not a number",
    "start=NaN": "start 'NaN' is not a number",
    "start=Infinity": "start 'Infinity' is not a number",
    "start=0x1": "start '0x1' is not a number",
    "optimiser=sgd": f"unknown optimiser 'sgd' (allowed: {OPTIMISERS})",
    "optimiser=Adam": f"unknown optimiser 'Adam' (allowed: {OPTIMISERS})",
    "steps=-1": "steps '-1' is not a whole number (allowed: 0 and more)",
    "steps=2.5": "steps '2.5' is not a whole number (allowed: 0 and more)",
    "steps=9999999999": "steps '9999999999' is not a whole number (allowed: 0 and more)",
    "speed=3&rate=0.1": f"unknown name 'speed' (allowed: {NAMES})",
    "__proto__=3": f"unknown name '…' (allowed: {NAMES})",
    "constructor=3": f"unknown name 'constructor' (allowed: {NAMES})",
    "rate=0.1&rate=0.2": "rate stands in it twice",
    "rate=0.1%": "a percent sign in it stands for no letter",
    "rate=%E0%A4": "a percent sign in it stands for no letter",
    "rate=<b>0.1</b>": "rate '…' is not a number",
    "rate=<img src=x onerror=alert(1)>": "rate '…' is not a number",
    "rate=%3Cb%3E0.1%3C/b%3E": "rate '…' is not a number",
    "<script>=1": f"unknown name '…' (allowed: {NAMES})",
    "optimiser=Call me now, or else": f"unknown optimiser '…' (allowed: {OPTIMISERS})",
    f"optimiser={'a' * 300}": f"unknown optimiser '…' (allowed: {OPTIMISERS})",
    f"rate={'1' * 500}": "it is longer than any state (allowed: 400 characters)",
}
"""What may follow "#descent?", and what is said of it."""
IN_VIEW = "widget => [widget.getBoundingClientRect().top, innerHeight]"


def link(text: str, page: str = LESSON) -> str:
    return f"{page}#descent?{text}"


def refusal(why: str) -> str:
    return f"This is the first state, since the link could not be used: {why}."


def follow(page: Page, text: str) -> None:
    """Goes on to another address on the page that is open."""
    page.evaluate("hash => { location.hash = hash }", f"#descent?{text}")


def expect_refused(widget: WidgetPart, why: str, timeout: float = 5000) -> None:
    """The first state, but for the sentence."""
    expect(widget.sentence).to_have_text(refusal(why), timeout=timeout)
    assert widget.look() == {**look_of(frame()), "sentence": refusal(why)}
    expect(widget.sentence.locator("*")).to_have_count(0)


def expect_at_widget(widget: Locator) -> None:
    """The reader sees it from its top, and the keyboard goes on in it."""
    expect(widget).to_be_focused()
    top, height = widget.evaluate(IN_VIEW)
    assert 0 <= top < height / 5


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


def test_without_python_the_first_state_stays(server: Server, visits: Visits) -> None:
    server.missing.append(WASM)
    visits.expect("status of 404")
    widget = WidgetPart(visits.open(link("start=1.5")))
    widget.expect_state("failed", LIVE)
    expect(widget.sentence).to_have_text(
        "Python could not start here, and this state is not among the recorded ones. "
        "Step, the experiments and the optimisers still work from the first state."
    )
    widget.button("Step").click()
    widget.expect_frame(1)


@pytest.mark.parametrize("text", ["rate=7", "rate=0.1%", "<script>=1", "rate=<b>0.1</b>"])
def test_a_page_opens_with_what_cannot_be_used(visits: Visits, text: str) -> None:
    widget = WidgetPart(visits.open(link(text), SAVES_DATA))
    expect_refused(widget, BAD[text])
    widget.expect_state("recorded")
    expect_at_widget(widget.element)


def test_what_cannot_be_used_is_said(visits: Visits) -> None:
    widget = WidgetPart(visits.open(LESSON, SAVES_DATA))
    for text, why in BAD.items():
        follow(widget.page, "optimiser=adam&steps=2")
        widget.expect_frame(2, optimiser="adam")
        follow(widget.page, text)
        expect_refused(widget, why)
    widget.expect_state("recorded")


def test_what_only_python_can_judge_is_said_in_its_words(live: WidgetPart) -> None:
    too_many = "steps 999 is out of range (allowed: 0 to 200)"
    follow(live.page, "start=1.5&steps=999")
    expect_refused(live, too_many)
    live.button("Step").click()
    live.expect_frame(1)
    follow(live.page, "steps=1000")
    follow(live.page, "start=1.5")
    live.expect_frame(0, start="1.5")


def test_the_sentence_stays_until_the_reader_goes_on(server: Server, visits: Visits) -> None:
    wasm = server.hold(WASM)
    page = visits.open(link("rate=7"))
    widget = WidgetPart(page)
    expect_refused(widget, BAD["rate=7"])
    wasm.set()
    widget.expect_state("live", LIVE)
    widget.button("Step").click()
    widget.expect_frame(1)
    widget.button("Back").click()
    widget.expect_frame(0)
    expect(page).to_have_url(f"{server.url}{link('rate=7')}")


def test_a_run_says_what_happens_again(visits: Visits) -> None:
    widget = WidgetPart(visits.open(link("rate=7"), SAVES_DATA))
    expect_refused(widget, BAD["rate=7"])
    widget.button("Run").click()
    widget.expect_frame(34, LIVE)


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
    expect_refused(widget, BAD["rate=7"])
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


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_while_the_page_comes(visits: Visits, width: int) -> None:
    scripts = (SAVES_DATA, SHIFTS)
    options: dict[str, Any] = {"viewport": {"width": width, "height": 700}}
    page = visits.open(link("optimiser=adam&steps=2"), *scripts, **options)
    widget = WidgetPart(page)
    widget.expect_frame(2, optimiser="adam")
    page.evaluate("document.fonts.ready")
    parts = "[...document.querySelectorAll('.part')]"
    page.wait_for_function(f"{parts}.every((part) => part.style.contentVisibility === 'visible')")
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


def share(page: Page) -> Locator:
    page.get_by_role("button", name="Share or embed: Gradient Descent").click()
    return page.locator("#share_panel")


@pytest.mark.parametrize("url", [LESSON, WIDGET])
def test_share_hands_out_what_the_reader_sees_now(host: Host, url: str) -> None:
    site = host.visits.server.url
    page = host.visits.open(url, SAVES_DATA)
    widget = WidgetPart(page)
    panel = share(page)
    now = panel.get_by_role("textbox", name="Link to what you see now")
    code = panel.get_by_role("textbox", name="A frame, to put into a page")
    expect(now).to_have_value(f"{site}{link(STATE)}&steps=0")
    assert f'src="{site}{WIDGET}"' in code.input_value()
    page.keyboard.press("Escape")
    widget.optimiser.select_option("adam")
    widget.button("Step").click()
    widget.expect_frame(1, optimiser="adam")
    expect(page).to_have_url(f"{site}{url}")
    share(page)
    adam = STATE.replace("gradient-descent", "adam")
    expect(now).to_have_value(f"{site}{link(adam)}&steps=1")
    expect(panel.get_by_role("textbox", name="Link", exact=True)).to_have_value(
        f"{site}{LESSON}#descent"
    )
    WidgetPart(host.visits.open(now.input_value(), SAVES_DATA)).expect_frame(1, optimiser="adam")
    other = host.open(code.input_value())
    expect(other.locator("iframe")).to_have_attribute("src", f"{site}{link(adam, WIDGET)}&steps=1")
    framed = inside(other)
    expect(framed.locator('output[name="steps"]')).to_have_text("1")
    expect(framed.get_by_role("combobox")).to_have_value("adam")
    assert other.evaluate("document.activeElement === document.body"), "focus stays with the host"
    assert other.evaluate("scrollY") == 0


def test_only_widgets_have_a_link_to_what_is_seen(quiet: Page) -> None:
    quiet.get_by_role("button", name="Share or embed: Quiz").click()
    panel = quiet.locator("#share_panel")
    expect(panel.get_by_role("textbox", name="Link", exact=True)).to_be_visible()
    expect(panel.get_by_role("textbox", name="Link to what you see now")).to_be_hidden()
    quiet.keyboard.press("Escape")


def test_a_lesson_in_a_frame_opens_at_the_widget(host: Host) -> None:
    url = link("optimiser=adam&steps=2", f"{LESSON}?embed")
    page = host.open(f'<div style="height: 300px"></div>{host.frame(url, "height=600")}')
    frame = inside(page)
    expect(frame.locator('output[name="steps"]')).to_have_text("2")
    top, height = frame.locator("#descent").evaluate(IN_VIEW)
    assert 0 <= top < height / 5
    assert page.evaluate("scrollY") == 0


TWO = f"""{HEAD}## A part

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
    """A course whose first lesson has two widgets."""
    assert build(write_course(tmp_path, {FIRST_LESSON: TWO}), tmp_path / "site") == []
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
        f"{page.url.partition('#')[0]}#hill?start=1&rate=0.05&optimiser=momentum&steps=3"
    )
