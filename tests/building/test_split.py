"""Pages of widgets load a part of Pyodide's WebAssembly, the rest when something asks for it."""

import json

import pytest
from playwright.sync_api import expect

from builder.pyodide.wasm_modules import STOCK, USED, digest_of
from builder.pyodide.wasm_split import rows
from support.any_widget import LIVE
from support.cell_page import CellPart
from support.lesson_page import LESSON, REST, WidgetPart, run_python, tell_python
from support.recordings import ASK
from support.server import Server
from support.used import LESSONS, page_of, questions_of
from support.visits import SAVES_DATA, Visits

SELDOM = "str([complex(part, -4).conjugate() for part in range(3)])"
"""What no widget asks of Python."""
MISSING = "a file of it could not be loaded"


def test_what_is_noted_is_of_this_release() -> None:
    assert json.loads(USED.read_text("utf-8"))["wasm"] == digest_of(STOCK), "run make used"


@pytest.mark.parametrize("source", LESSONS)
def test_no_widget_needs_the_rest(source: str, server: Server, visits: Visits) -> None:
    page = visits.open(page_of(source), SAVES_DATA)
    answers = page.evaluate(ASK, questions_of(page, source))
    assert len({*answers}) > len(answers) / 2
    assert server.asked_for(REST) == 0, "run make used"


def test_the_rest_comes_when_something_asks_for_it(handed_visits: Visits) -> None:
    page = handed_visits.open(LESSON)
    widget = WidgetPart(page)
    widget.expect_live()
    assert handed_visits.server.asked_for(REST) == 0
    for _ in range(2):
        told = run_python(page, SELDOM)
        assert told == str(eval(SELDOM))
        assert handed_visits.server.asked_for(REST) == 1
    widget.set(start="1.5", rate="0.1")
    widget.button("Step").click()
    widget.expect_frame(1, start="1.5", rate="0.1")


def test_where_the_rest_is_missing_the_page_says_so(handed_visits: Visits) -> None:
    page = handed_visits.open(LESSON)
    widget = WidgetPart(page)
    widget.expect_live()
    handed_visits.server.missing.append(REST)
    handed_visits.expect(
        "fatal error|status of 404|runtime/rest-", "a file of it could not be loaded"
    )
    tell_python(page, SELDOM)
    widget.expect_state("failed")
    text = "Python has stopped: a file of it could not be loaded"
    expect(page.locator(".engine", has_text=text).first).to_be_visible()
    widget.button("Step").click()
    widget.expect_frame(1)


def test_a_refused_rest_comes_another_way(handed_visits: Visits) -> None:
    page = handed_visits.open(LESSON)
    widget = WidgetPart(page)
    widget.expect_live()
    page.context.route(f"**/{REST}", lambda route: route.abort())
    handed_visits.expect(
        "fatal error|net::ERR_FAILED|runtime/rest-", "a file of it could not be loaded"
    )
    tell_python(page, SELDOM)
    widget.set(start="1.5", rate="0.1")
    widget.button("Step").click()
    widget.expect_frame(1, LIVE, start="1.5", rate="0.1")
    assert handed_visits.server.asked_for(f"{REST}.js") == 1


def test_widgets_take_the_rest_that_readers_code_has_compiled(handed_visits: Visits) -> None:
    page = handed_visits.open(LESSON, SAVES_DATA)
    cell = CellPart(page, "The training loss of a line")
    cell.run()
    expect(cell.told).to_have_text("Done.", timeout=LIVE)
    widget = WidgetPart(page)
    widget.set(start="1.5", rate="0.1")
    widget.expect_state("live", LIVE)
    told = run_python(page, SELDOM)
    assert told == str(eval(SELDOM))
    assert handed_visits.server.asked_for(REST) == 1


def test_rows() -> None:
    assert [*rows([3, 4, 5, 9, 11, 12])] == [[3, 4, 5], [9], [11, 12]]
    assert [*rows([])] == []
