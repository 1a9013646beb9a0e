"""Code that the browser has kept may be another's: it is marked, and runs with a press only."""

import json

from playwright.sync_api import Page, expect

from browser.test_cells import THREE
from support.any_widget import LIVE
from support.cell_page import CELLS, CellPart
from support.visits import SAVES_DATA, Visits

MARK = "Changed on this device"
NOT_RUN = (
    "Not run: the code of “Three losses” above was changed on this device. "
    "Look at it, and press Run there first."
)
PLANTED = "print('planted')\nrate = 7\ndef loss(label, prediction):\n    return 0"
PLANT = """([key, value]) => {
  localStorage.setItem(`lessonwright:code:${location.pathname}#${key}`, value);
}"""
WORTHLESS = ("7", "null", "{", '{"a": 1}', '["print(1)"]', json.dumps("#" * 300_000))


def plant(page: Page, key: str, value: str) -> CellPart:
    """What another page at the same origin can do; then the reader comes back."""
    page.evaluate(PLANT, [key, value])
    page.reload()
    return CellPart(page, "Three losses")


def test_planted_code_runs_with_a_press_only(cells: Page) -> None:
    first = plant(cells, "losses", json.dumps(PLANTED))
    below, exercise = CellPart(cells, "The rate again"), CellPart(cells, "The mean loss")
    expect(first.element.get_by_text(MARK)).to_be_visible()
    expect(first.button("Reset")).not_to_have_attribute("aria-disabled", "true")
    expect(below.element.get_by_text(MARK)).to_have_count(0)
    for part, name in ((below, "Run"), (exercise, "Check"), (exercise, "Run")):
        part.run(name)
        expect(part.told).to_have_text(NOT_RUN)
        first.expect_state("recorded")
    first.run()
    expect(first.output).to_have_text("planted\n", timeout=LIVE)
    first.expect_state("done")
    expect(first.element.get_by_text(MARK)).to_be_visible()
    below.run()
    expect(below.output).to_have_text("7 0\n", timeout=LIVE)


def test_reset_brings_the_authors_code_and_undo_no_leave(cells: Page) -> None:
    first = plant(cells, "losses", json.dumps(PLANTED))
    below = CellPart(cells, "The rate again")
    first.button("Reset").click()
    expect(first.element.get_by_text(MARK)).to_have_count(0)
    first.run()
    expect(first.output).to_have_text(THREE, timeout=LIVE)
    first.expect_state("done")
    first.button("Undo reset").click()
    expect(first.element.get_by_text(MARK)).to_be_visible()
    below.run()
    expect(below.told).to_have_text(NOT_RUN)
    first.button("Reset").click()
    below.run()
    expect(below.told).to_have_text("Done.", timeout=LIVE)


def test_what_is_no_code_is_not_taken(cells: Page) -> None:
    for value in WORTHLESS:
        first = plant(cells, "losses", value)
        expect(first.element.locator("code").first).to_contain_text("rate = 0.1")
        expect(first.element.get_by_text(MARK)).to_have_count(0)


def test_a_planted_rule_is_marked_and_does_not_race(cell_visits: Visits) -> None:
    page = cell_visits.open(CELLS, SAVES_DATA)
    page.evaluate(PLANT, ["rule:descent", json.dumps("raise SystemExit")])
    page.reload()
    widget = page.locator("lesson-widget")
    expect(widget).to_be_visible()
    widget.get_by_role("button", name="Step", exact=True).click()
    expect(widget.get_by_role("option", name="Your rule")).to_have_count(0)
    widget.get_by_text("Change the step", exact=True).click()
    expect(widget.get_by_text(MARK)).to_be_visible()
    assert cell_visits.server.asked_for("runtime/cells-*") == 0
