"""Readers' code that gets out of hand: the page goes on, Stop works, and nothing is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from support.any_widget import LIVE
from support.cell_page import ANEW, CELLS, CellPart
from support.lesson_page import WidgetPart
from support.visits import SAVES_DATA, Visits

STOPPED = f"Stopped. {ANEW}"
CRASHED = f"This code has brought Python down. {ANEW}"
DEADLY = (
    "import sys\nsys.setrecursionlimit(10**9)\ndef f(n):\n    return f(n + 1)\nf(0)",
    "import os\nos.abort()",
    "import os\nos._exit(1)",
)
TOO_MUCH = "this needs more memory than code on a page may have."
ENDED = {
    "def f(n):\n    return f(n + 1)\nf(0)": (
        "Line 2: a function calls itself again and again, without an end."
    ),
    "import sys\nsys.exit()": "Line 2: the code ended itself here.",
    "x = bytearray(1 << 30)": f"Line 1: {TOO_MUCH}",
    "x = []\nwhile True:\n    x.append(bytearray(10_000_000))": f"Line 3: {TOO_MUCH}",
}
LOOP = "print('begins')\nwhile True:\n    pass"


@pytest.fixture
def full(cell_visits: Visits) -> Iterator[Page]:
    """A page on which the reader has done something everywhere; all of it has to stay."""
    page = cell_visits.open(CELLS, SAVES_DATA)
    widget = WidgetPart(page)
    widget.button("Step").dispatch_event("pointerdown")
    widget.expect_state("live", LIVE)
    widget.button("Step").click()
    page.get_by_role("radio", name="This").check()
    CellPart(page, "The rate again").edit("print('untouched')")
    yield page
    widget.button("Step").click()
    expect(widget.readout("steps")).to_have_text("2")
    widget.expect_state("live")
    expect(page.get_by_role("radio", name="This")).to_be_checked()
    expect(CellPart(page, "The rate again").field).to_have_text("print('untouched')")
    cell = CellPart(page, "Three losses")
    cell.edit("print('back')")
    cell.run()
    expect(cell.output).to_have_text("back\n", timeout=LIVE)
    cell.expect_state("done")


def test_an_endless_loop_is_stopped(full: Page) -> None:
    cell = CellPart(full, "Three losses")
    cell.edit(LOOP)
    cell.run()
    expect(cell.output).to_have_text("begins\n", timeout=LIVE)
    expect(cell.told).to_have_text("Running…")
    expect(cell.button("Run")).to_have_attribute("aria-disabled", "true")
    widget = WidgetPart(full)
    widget.set(start="1.5")
    expect(widget.readout("x")).to_have_text("1.5000")
    widget.button("Step").click()
    expect(widget.readout("steps")).to_have_text("1")
    expect(cell.told).to_have_text("Running…")
    other = CellPart(full, "Squares")
    other.run()
    expect(other.told).to_have_text("Other code is still running: wait for its end, or stop it.")
    cell.button("Stop").click()
    expect(cell.told).to_have_text(STOPPED)
    expect(cell.button("Stop")).to_be_hidden()
    expect(cell.button("Run")).to_be_focused()
    expect(cell.field).to_contain_text("while True:")


def test_what_was_known_before_stop_is_made_again(full: Page) -> None:
    first, second = CellPart(full, "Three losses"), CellPart(full, "The rate again")
    second.edit(LOOP)
    second.run()
    expect(second.output).to_have_text("begins\n", timeout=LIVE)
    second.button("Stop").click()
    expect(second.told).to_have_text(STOPPED)
    second.edit("print(rate)")
    second.run()
    expect(second.output).to_have_text("0.1\n", timeout=LIVE)
    first.expect_state("done")
    second.edit("print('untouched')")


def test_code_that_brings_python_down(full: Page, cell_visits: Visits) -> None:
    cell_visits.expect("Pyodide has suffered a fatal error", "The cause of the fatal error was")
    cell_visits.expect("RangeError: Maximum call stack", "RuntimeError: unreachable", "Aborted")
    cell = CellPart(full, "Three losses")
    for code in DEADLY:
        cell.edit(f"print('begins')\n{code}")
        cell.run()
        expect(cell.told).to_have_text(CRASHED, timeout=LIVE)
        expect(cell.output).to_have_text("begins\n")
        expect(cell.field).to_contain_text(code.partition("\n")[0])
        cell.edit("print('between')")
        cell.run()
        expect(cell.output).to_have_text("between\n", timeout=LIVE)


def test_code_that_python_itself_ends(full: Page) -> None:
    cell = CellPart(full, "Three losses")
    for code, told in ENDED.items():
        cell.edit(code)
        cell.run()
        expect(cell.told).to_have_text(told, timeout=LIVE)


def test_ten_million_prints_are_cut_off(full: Page) -> None:
    """The page goes on meanwhile, and Stop works."""
    cell = CellPart(full, "Three losses")
    cell.edit("for number in range(10_000_000):\n    print(number)")
    cell.run()
    cut = "… The rest is not shown: a run shows its first 20,000 characters."
    expect(cell.output).to_contain_text(cut, timeout=LIVE)
    text = cell.output.text_content() or ""
    assert text.startswith("0\n1\n2\n")
    assert len(text) < 20_100
    full.get_by_role("radio", name="That").check()
    full.get_by_role("radio", name="This").check()
    expect(cell.told).to_have_text("Running…")
    cell.button("Stop").click()
    expect(cell.told).to_have_text(STOPPED)
    expect(cell.output).to_contain_text(cut)
