"""Cells where something is missing: a script, Python, a server."""

from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.exports.single_file import make_single
from support.any_widget import LIVE
from support.cell_page import CELL_ARCHIVE, CELLS, CellPart
from support.lesson_page import WASM, WidgetPart
from support.visits import SAVES_DATA, Visits, visiting

FRAME = (
    '<!doctype html><title>A host</title><iframe sandbox="allow-scripts" src="file.html"></iframe>'
)


def test_without_a_script_all_is_there_to_read(cell_visits: Visits) -> None:
    page = cell_visits.open(CELLS, java_script_enabled=False)
    cell = CellPart(page, "Three losses")
    expect(cell.output).to_have_text("8 4\n10 0\n13 9\n4\n")
    expect(cell.element.get_by_role("button")).to_have_count(0)
    exercise = CellPart(page, "The mean loss").element
    exercise.get_by_text("A solution", exact=True).click()
    expect(exercise.get_by_text("return sum(losses) / len(losses)")).to_be_visible()
    exercise.get_by_text("Hints", exact=True).click()
    expect(exercise.get_by_text("The second hint.")).to_be_visible()


@pytest.mark.parametrize(
    ("missing", "said"), [(WASM, []), (CELL_ARCHIVE, ["status of 404|ERR_ABORTED"])]
)
def test_where_python_cannot_start_the_reader_is_told(
    cell_visits: Visits, missing: str, said: list[str]
) -> None:
    """The solution is given, since the exercise cannot be done; the widget has its own Python.

    Its worker may be ended while its script is still on the way.
    """
    cell_visits.server.missing.append(missing)
    cell_visits.expect(*said)
    page = cell_visits.open(CELLS, SAVES_DATA)
    exercise = CellPart(page, "The mean loss")
    exercise.run("Check")
    told = "Python could not start here: a file of it could not be loaded."
    expect(exercise.told).to_have_text(told, timeout=LIVE)
    expect(CellPart(page, "Three losses").told).to_have_text(told)
    expect(exercise.element.get_by_text("A solution", exact=True)).to_be_visible()
    if missing == CELL_ARCHIVE:
        widget = WidgetPart(page)
        widget.button("Step").dispatch_event("pointerdown")
        widget.expect_state("live", LIVE)


@pytest.mark.parametrize("home", ["a disk", "one file", "one file in a frame without an origin"])
def test_cells_work_without_a_server(
    browser: Browser, cell_visits: Visits, cells_site: Path, tmp_path: Path, home: str
) -> None:
    folder = cells_site
    if home != "a disk":
        folder = tmp_path
        (tmp_path / "file.html").write_bytes(make_single(cells_site, CELLS, ""))
        (tmp_path / "host.html").write_text(FRAME, "utf-8")
    with visiting(browser, cell_visits.server, f"{folder.as_uri()}/") as visits:
        name = {"a disk": CELLS, "one file": "file.html"}.get(home, "host.html")
        page = visits.open(name, SAVES_DATA, offline=True)
        inside = cast("Page", page.frames[-1])
        cell = CellPart(inside, "Squares")
        cell.button("Edit").click()
        cell.field.press("ControlOrMeta+a")
        page.keyboard.insert_text("import numpy as np\nprint(np.arange(5) ** 2)")
        cell.run()
        expect(cell.output).to_have_text("[ 0  1  4  9 16]\n", timeout=LIVE)
        visits.check()
    assert cell_visits.server.requested == []
