"""The update rule of a widget, changed by its reader: it races, and cannot harm the original."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.test_refused_addresses import OPTIMISERS, refusal
from builder.build import build
from pycore.widgets.descent import Descent
from support.any_widget import LIVE, AnyWidget
from support.cell_page import CellPart
from support.courses import HEAD, write_course
from support.server import serving
from support.visits import SAVES_DATA, Visits, visiting

PAGE = "start/first.html"
ALONE = "embed/first/hill.html"
TEXT = """
```widget
id: hill
kind: descent
title: A hill
function: x**2
start: 2
rate: 0.1
window: [-3, 3]
```
"""
HILL = Descent.parse({"function": "x**2", "start": "2", "rate": "0.1", "window": ["-3", "3"]})
RACES = "Your rule races against the original."
AS_IT_WAS = "Your rule races as it was: press Race your rule for the present one."
BACK = "The widget shows the original alone."
RULE = """class Mine(GradientDescent):
    def step(self, state, gradient):
        {}
"""
HALF = RULE.format("return State(tuple(x / 2 for x in state.point))")
WRONG = {
    RULE.format("return State(gradien(state.point))"): (
        "Line 3 of your rule: the name 'gradien' is not known. Did you mean 'Gradient'?"
    ),
    RULE.format("return 3"): "Your rule: a step has to give a State, and gives 3.",
    "class Mine(GradientDescent)": "Line 1 of your rule: this is not Python: expected ':'.",
    "x = 1": "Your rule: there is no class here that comes from an optimiser.",
}


@pytest.fixture(scope="module")
def hill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hill")
    content = write_course(folder, {"start/01-first.md": HEAD + TEXT})
    assert build(content, folder / "site") == []
    return folder / "site"


@pytest.fixture
def hill_visits(browser: Browser, hill: Path) -> Iterator[Visits]:
    with serving(hill) as server, visiting(browser, server) as visits:
        yield visits
        visits.check()


class RulePart(CellPart):
    """What stands under "Change the step" in a widget, once it is opened."""

    def __init__(self, page: Page) -> None:
        super().__init__(page, "A hill")
        self.widget = AnyWidget(page, "hill", HILL)
        self.rival = self.element.get_by_role("combobox", name="Race against")
        self.told = page.locator("lesson-rule").get_by_role("status")
        self.code = page.get_by_role("group", name="The update rule").locator("code")
        self.field = self.element.get_by_role("textbox")
        self.element.get_by_text("Change the step", exact=True).click()

    def button(self, name: str) -> Locator:
        return self.page.locator("lesson-rule").get_by_role("button", name=name, exact=True)

    def race(self, code: str) -> None:
        self.edit(code)
        self.button("Race your rule").click()


def test_the_rule_is_that_of_the_optimiser_as_pycore_has_it(hill_visits: Visits) -> None:
    part = RulePart(hill_visits.open(PAGE, SAVES_DATA))
    expect(part.code).to_contain_text("class YourRule(GradientDescent):")
    expect(part.code).to_contain_text("x - self.rate * slope for x, slope in zip(")
    part.widget.control("optimiser").select_option("adam")
    expect(part.code).to_contain_text("class YourRule(Adam):")
    assert hill_visits.server.asked_for("runtime/cells-*") == 0


@pytest.mark.parametrize("address", [PAGE, ALONE], ids=["in the lesson", "alone"])
def test_a_changed_rule_races_against_the_original(hill_visits: Visits, address: str) -> None:
    part = RulePart(hill_visits.open(address, SAVES_DATA))
    part.race(HALF)
    expect(part.told).to_have_text(RACES, timeout=LIVE)
    expect(part.rival).to_have_value("yours")
    part.widget.button("Step").click()
    expect(part.widget.readout("x")).to_have_text("1.6000")
    expect(part.widget.sentence).to_contain_text("Your rule is lower")
    expect(part.widget.sentence).to_contain_text("1.0000")
    part.race(HALF.replace("/ 2", "/ 4"))
    expect(part.widget.readout("steps")).to_have_text("0")
    part.widget.button("Step").click()
    expect(part.widget.sentence).to_contain_text("0.2500")
    part.rival.select_option("none")
    expect(part.told).to_have_text("")


def test_no_link_names_the_rule_of_a_reader(hill_visits: Visits) -> None:
    """Not even while it races: nobody else has it, and no link runs code."""
    page = hill_visits.open(PAGE, SAVES_DATA)
    part = RulePart(page)
    part.race(HALF)
    expect(part.told).to_have_text(RACES, timeout=LIVE)
    page.get_by_role("button", name="Share or embed: A hill").click()
    panel = page.locator("#share_panel")
    expect(panel.get_by_role("textbox", name="Link", exact=True)).to_be_visible()
    expect(panel.get_by_role("textbox", name="Link to what you see now")).to_be_hidden()
    code = panel.get_by_role("textbox", name="A frame, to put into a page").input_value()
    assert f'src="{hill_visits.server.url}{ALONE}"' in code
    page.keyboard.press("Escape")
    page.evaluate("location.hash = '#hill?rival=yours&steps=2'")
    why = f"unknown rival 'yours' (allowed: none, {OPTIMISERS})"
    expect(part.widget.sentence).to_have_text(refusal(why))
    expect(part.rival).to_have_value("none")
    expect(part.widget.readout("steps")).to_have_text("0")


def test_errors_of_a_rule_leave_the_original(hill_visits: Visits) -> None:
    part = RulePart(hill_visits.open(PAGE, SAVES_DATA))
    for code, told in WRONG.items():
        part.race(code)
        expect(part.told).to_have_text(f"{told} {BACK}", timeout=LIVE)
        expect(part.rival).to_have_value("none")
        part.widget.button("Step").click()
        expect(part.widget.readout("x")).to_have_text("1.6000")
        expect(part.rival.get_by_role("option", name="Your rule")).to_have_count(0)
    part.button("Reset").click()
    expect(part.told).to_have_text("")


def test_an_endless_rule_is_stopped(hill_visits: Visits) -> None:
    part = RulePart(hill_visits.open(PAGE, SAVES_DATA))
    part.race(RULE.format("while True: pass"))
    expect(part.told).to_have_text("Your rule is running…", timeout=LIVE)
    part.button("Stop").click()
    expect(part.told).to_have_text(f"Your rule was stopped. {BACK}")
    expect(part.rival).to_have_value("none")
    part.widget.button("Step").click()
    expect(part.widget.readout("x")).to_have_text("1.6000")
    part.race(HALF)
    expect(part.told).to_have_text(RACES, timeout=LIVE)


def test_who_chooses_another_rival_does_not_wait_for_an_endless_rule(hill_visits: Visits) -> None:
    part = RulePart(hill_visits.open(PAGE, SAVES_DATA))
    part.race(RULE.format("while True: pass"))
    expect(part.told).to_have_text("Your rule is running…", timeout=LIVE)
    part.widget.set(start="1")
    part.rival.select_option("momentum")
    expect(part.told).to_have_text(f"Your rule was stopped. {BACK}")
    part.widget.expect_frame(0, LIVE, start="1", rival="momentum")
    expect(part.rival.get_by_role("option", name="Your rule")).to_have_count(0)


def test_what_the_reader_chose_meanwhile_stays_after_stop(hill_visits: Visits) -> None:
    part = RulePart(hill_visits.open(PAGE, SAVES_DATA))
    part.race(RULE.format("while True: pass"))
    expect(part.told).to_have_text("Your rule is running…", timeout=LIVE)
    part.widget.set(start="1")
    part.button("Stop").click()
    expect(part.told).to_have_text(f"Your rule was stopped. {BACK}")
    part.widget.expect_frame(0, LIVE, start="1")


def test_a_rule_that_is_changed_while_it_races_is_not_the_one_that_races(
    hill_visits: Visits,
) -> None:
    part = RulePart(hill_visits.open(PAGE, SAVES_DATA))
    part.race(HALF)
    expect(part.told).to_have_text(RACES, timeout=LIVE)
    part.button("Reset").click()
    expect(part.told).to_have_text(AS_IT_WAS)
    part.widget.button("Step").click()
    expect(part.widget.readout("steps")).to_have_text("1")
    expect(part.told).to_have_text(AS_IT_WAS)
    part.button("Race your rule").click()
    expect(part.told).to_have_text(RACES)
