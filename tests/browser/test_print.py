"""A widget on paper: what the reader saw last, as pictures, texts and numbers."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from support.host_page import WIDGET
from support.lesson_page import LESSON, WidgetPart, frame
from support.visits import SAVES_DATA, Visits

A4 = {"width": 794, "height": 1123}


def expect_on_paper(widget: WidgetPart, steps: int, values: list[str], **settings: str) -> None:
    """Everything of a frame can be read, and nothing can be pressed."""
    shown = frame(steps, **settings)
    for picture in widget.element.locator("[data-picture] svg").all():
        expect(picture).to_be_visible()
    for name, text in shown.readouts.items():
        expect(widget.readout(name)).to_have_text(text)
        expect(widget.readout(name)).to_be_visible()
    expect(widget.sentence).to_have_text(shown.sentence)
    controls = widget.element.locator(".control")
    assert [words.split("\n") for words in controls.all_inner_texts()] == [
        [label, value]
        for label, value in zip(
            ["Start", "Learning rate", "Optimiser", "Race against"], values, strict=True
        )
    ]
    expect_rows(widget, steps + 1)
    dead = widget.element.locator("button, input, select, .engine, .experiments")
    expect(dead.locator("visible=true")).to_have_count(0)


def expect_rows(widget: WidgetPart, count: int) -> None:
    rows = widget.element.locator("tbody tr")
    expect(rows).to_have_count(count)
    for row in rows.all():
        expect(row).to_be_visible()
    last: Locator = rows.nth(count - 1)
    expect(last).to_contain_text(widget.readout("x").inner_text())


@pytest.mark.parametrize("url", [LESSON, WIDGET])
def test_a_widget_on_paper_shows_what_was_seen(visits: Visits, url: str) -> None:
    page = visits.open(f"{url}#descent?optimiser=adam&steps=3", SAVES_DATA, viewport=A4)
    widget = WidgetPart(page)
    widget.expect_frame(3, optimiser="adam")
    page.emulate_media(media="print")
    expect_on_paper(widget, 3, ["2.2", "0.05", "Adam", "Nobody"], optimiser="adam")
    page.emulate_media(media="screen")
    expect(widget.element.get_by_role("table")).to_be_hidden()
    expect(widget.element.locator(".chosen:visible")).to_have_count(0)
    widget.button("Step").click()
    widget.expect_frame(4, optimiser="adam")


def test_without_scripts_a_widget_on_paper_has_its_values(visits: Visits) -> None:
    page = visits.open(LESSON, java_script_enabled=False, viewport=A4)
    page.emulate_media(media="print")
    expect_on_paper(WidgetPart(page), 0, ["2.2", "0.05", "Gradient descent", "Nobody"])


def test_printing_fills_the_table(visits: Visits, tmp_path: Path) -> None:
    """Its rows are drawn for who looks at them, and a printer does."""
    page: Page = visits.open(f"{LESSON}#descent?steps=5", SAVES_DATA)
    widget = WidgetPart(page)
    widget.expect_frame(5)
    expect(widget.element.locator("tbody tr")).to_have_count(1)
    page.pdf(path=tmp_path / "lesson.pdf", format="A4")
    expect(widget.element.locator("tbody tr")).to_have_count(6)
