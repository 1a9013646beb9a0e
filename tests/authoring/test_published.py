"""The published lessons: whatever they hold answers before Python, as CPython says."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from support.any_widget import AnyWidget, widgets_of
from support.places import PUBLISHED
from support.server import serving
from support.visits import SAVES_DATA, visiting

LESSONS = sorted(path.relative_to(PUBLISHED) for path in PUBLISHED.glob("*/[0-9]*.md"))


@pytest.mark.parametrize("source", LESSONS, ids=str)
def test_every_widget_and_experiment_answers(
    published: Path, browser: Browser, source: Path
) -> None:
    url = f"{source.parent}/{source.stem.partition('-')[2]}.html"
    widgets = widgets_of(source.as_posix(), PUBLISHED)
    assert widgets
    with serving(published) as server, visiting(browser, server) as visits:
        page = visits.open(url, SAVES_DATA)
        for name, kind in widgets.items():
            widget = AnyWidget(page, name, kind)
            widget.expect_frame()
            widget.expect_steps(3)
            widget.expect_experiments()
        assert server.asked_for("runtime/*") == 0
        visits.check()
