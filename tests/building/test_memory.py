"""A page goes on from Python's memory as the build left it: one for all, and yet a new start."""

from playwright.sync_api import expect

from builder.project import ROOT
from builder.pyodide.snapshot import make_memory, start_once
from builder.pyodide.stdlib import PYODIDE, make_library
from support.any_widget import LIVE
from support.cell_page import CELLS, CellPart
from support.lesson_page import LESSON, PYTHON, WidgetPart
from support.server import Server
from support.visits import Visits

CHANCE = "import random\nprint(random.random())"


def test_the_same_library_gives_the_same_memory() -> None:
    library = make_library()
    assert start_once(library, PYODIDE) == make_memory(library)


def test_nothing_of_the_machine_is_in_it() -> None:
    memory = make_memory(make_library())
    for told in (str(ROOT), "Node.js"):
        assert told.encode() not in memory, told


def test_chance_is_another_one_in_each_page(cell_visits: Visits) -> None:
    drawn = set()
    for _ in range(2):
        cell = CellPart(cell_visits.open(CELLS), "Three losses")
        cell.edit(CHANCE)
        cell.run()
        expect(cell.told).to_have_text("Done.", timeout=LIVE)
        drawn.add(cell.output.text_content())
    assert len(drawn) == 2


def test_a_page_that_is_opened_at_its_widget_has_one_worker(server: Server, visits: Visits) -> None:
    page = visits.open(f"{LESSON}#descent")
    WidgetPart(page).expect_state("live", LIVE)
    assert len(page.workers) == 1
    assert server.asked_for(PYTHON) == 1


def test_where_its_script_is_missing_another_way_is_found(server: Server, visits: Visits) -> None:
    server.missing.append(PYTHON.replace("*", "??????????"))
    visits.expect("status of 404|runtime/python-")
    widget = WidgetPart(visits.open(f"{LESSON}#descent"))
    widget.expect_state("live", LIVE)
    widget.button("Step").click()
    widget.expect_frame(1)
