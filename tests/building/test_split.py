"""Pages of widgets load a part of Pyodide's WebAssembly, the rest when something asks for it."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, expect

from builder.pyodide.wasm_modules import STOCK, USED, digest_of
from builder.pyodide.wasm_split import rows
from support.any_widget import LIVE
from support.cell_page import CellPart
from support.lesson_page import LESSON, REST, WidgetPart, handing_out
from support.recordings import ASK
from support.server import Server, serving
from support.used import LESSONS, page_of, questions_of
from support.visits import SAVES_DATA, Visits, visiting

SELDOM = "str([complex(part, -4).conjugate() for part in range(3)])"
"""What no widget asks of Python."""


@pytest.fixture(scope="module")
def handed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, with a worker that shows its interpreter."""
    return handing_out(site, tmp_path_factory.mktemp("handed") / "site")


@pytest.fixture
def own(handed: Path, browser: Browser) -> Iterator[Visits]:
    """Visits to that site."""
    with serving(handed) as server, visiting(browser, server) as visits:
        yield visits
        visits.check()


def test_what_is_noted_is_of_this_release() -> None:
    assert json.loads(USED.read_text("utf-8"))["wasm"] == digest_of(STOCK), "run make used"


@pytest.mark.parametrize("source", LESSONS)
def test_no_widget_needs_the_rest(source: str, server: Server, visits: Visits) -> None:
    page = visits.open(page_of(source), SAVES_DATA)
    answers = page.evaluate(ASK, questions_of(page, source))
    assert len({*answers}) > len(answers) / 2
    assert server.asked_for(REST) == 0, "run make used"


def test_the_rest_comes_when_something_asks_for_it(own: Visits) -> None:
    page = own.open(LESSON)
    widget = WidgetPart(page)
    widget.expect_live()
    assert own.server.asked_for(REST) == 0
    (worker,) = page.workers
    for _ in range(2):
        told = worker.evaluate(f"python.runPython({json.dumps(SELDOM)})")
        assert told == str(eval(SELDOM))
        assert own.server.asked_for(REST) == 1
    widget.set(start="1.5", rate="0.1")
    widget.button("Step").click()
    widget.expect_frame(1, start="1.5", rate="0.1")


def test_where_the_rest_is_missing_the_page_says_so(own: Visits) -> None:
    page = own.open(LESSON)
    widget = WidgetPart(page)
    widget.expect_live()
    own.server.missing.append(REST)
    own.expect("fatal error|status of 404|runtime/rest-", "a file of it could not be loaded")
    with pytest.raises(Error):
        page.workers[0].evaluate(f"python.runPython({json.dumps(SELDOM)})")
    widget.expect_state("failed")
    text = "Python has stopped: a file of it could not be loaded"
    expect(page.locator(".engine", has_text=text).first).to_be_visible()
    widget.button("Step").click()
    widget.expect_frame(1)


def test_a_refused_rest_comes_another_way(own: Visits) -> None:
    page = own.open(LESSON)
    widget = WidgetPart(page)
    widget.expect_live()
    page.context.route(f"**/{REST}", lambda route: route.abort())
    own.expect("fatal error|net::ERR_FAILED|runtime/rest-", "a file of it could not be loaded")
    with pytest.raises(Error):
        page.workers[0].evaluate(f"python.runPython({json.dumps(SELDOM)})")
    widget.set(start="1.5", rate="0.1")
    widget.button("Step").click()
    widget.expect_frame(1, LIVE, start="1.5", rate="0.1")
    assert own.server.asked_for(f"{REST}.js") == 1


def test_widgets_take_the_rest_that_readers_code_has_compiled(own: Visits) -> None:
    page = own.open(LESSON, SAVES_DATA)
    cell = CellPart(page, "The training loss of a line")
    cell.run()
    expect(cell.told).to_have_text("Done.", timeout=LIVE)
    widget = WidgetPart(page)
    widget.set(start="1.5", rate="0.1")
    widget.expect_state("live", LIVE)
    told = page.workers[-1].evaluate(f"python.runPython({json.dumps(SELDOM)})")
    assert told == str(eval(SELDOM))
    assert own.server.asked_for(REST) == 1


def test_rows() -> None:
    assert [*rows([3, 4, 5, 9, 11, 12])] == [[3, 4, 5], [9], [11, 12]]
    assert [*rows([])] == []
