"""What is said of a link to a state that is none, and what shows there."""

import re

import pytest
from playwright.sync_api import expect

from browser.test_address import expect_at_widget, follow, link
from builder.checking.link_states import state_problem
from support.any_widget import LIVE
from support.lesson_page import LESSON, WASM, WidgetPart, descent
from support.server import Server
from support.visits import SAVES_DATA, Visits

OPTIMISERS = "gradient-descent, momentum, nesterov, rmsprop, adam"
NAMES = "start, rate, optimiser, rival, steps"
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
    "rival=yours": f"unknown rival 'yours' (allowed: none, {OPTIMISERS})",
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
PLAIN = re.compile("[a-zA-Z0-9.&=-]{0,30}")


def refusal(why: str) -> str:
    return f"This is the first state, since the link could not be used: {why}."


def expect_refused(widget: WidgetPart, why: str, timeout: float = 5000) -> None:
    """The first state, but for the sentence."""
    expect(widget.sentence).to_have_text(refusal(why), timeout=timeout)
    assert widget.look() == {**widget.look_of(), "sentence": refusal(why)}
    expect(widget.sentence.locator("*")).to_have_count(0)


def test_without_python_the_first_state_stays(server: Server, visits: Visits) -> None:
    server.missing.append(WASM)
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


@pytest.mark.parametrize("text", [text for text in BAD if PLAIN.fullmatch(text)])
def test_an_author_s_link_is_judged_in_the_same_words(text: str) -> None:
    assert state_problem(descent(), text).partition(". Did you mean")[0] == BAD[text]


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
