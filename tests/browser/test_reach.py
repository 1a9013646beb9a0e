"""What readers' code can reach in the page's worker, and in the widgets'."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from support.any_widget import LIVE
from support.cell_page import CELLS, CellPart
from support.lesson_page import WidgetPart, handing_out, run_python
from support.reach import cell, expect_nothing, printing_cell, probing
from support.server import serving
from support.visits import SAVES_DATA, Visits, visiting

TIMER = """
import js
try:
    js.setTimeout('Math.timed = 1', 0)
except Exception:
    pass
"""
TIMED = "import js\nprint(hasattr(js.Math, 'timed'))"


def test_readers_code_reaches_nothing_of_the_browser(
    browser: Browser, cells_site: Path, tmp_path: Path
) -> None:
    """Nor does what runs in the widgets' worker."""
    folder = probing(handing_out(cells_site, tmp_path / "handed"), tmp_path / "site")
    with serving(folder) as server, visiting(browser, server) as visits:
        page = visits.open(CELLS, SAVES_DATA)
        part = CellPart(page, "Three losses")
        part.edit(printing_cell())
        part.run()
        expect(part.told).to_have_text("Done.", timeout=LIVE)
        expect_nothing(part.output.text_content() or "")
        widget = WidgetPart(page)
        widget.button("Step").dispatch_event("pointerdown")
        widget.expect_state("live", LIVE)
        expect_nothing(run_python(page, cell()))


def test_a_timer_runs_no_text(cell_visits: Visits) -> None:
    part = CellPart(cell_visits.open(CELLS, SAVES_DATA), "Three losses")
    part.edit(TIMER)
    part.run()
    part.expect_state("done")
    part.edit(TIMED)
    part.run()
    expect(part.output).to_have_text("False\n", timeout=LIVE)
