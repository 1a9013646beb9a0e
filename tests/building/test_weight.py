"""What a lesson weighs before Python, as a server that compresses sends it."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Request

from browser.test_share import LAID_OUT
from support.visits import SAVES_DATA, Visits

MOST = 150_000
LESSONS = (
    "what-can-be-learned-from-examples",
    "what-does-learning-mean",
    "how-does-gradient-descent-find-its-way",
)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_is_light_before_python(site: Path, visits: Visits, name: str) -> None:
    context = visits.context(SAVES_DATA)
    asked: dict[str, int] = {}

    def weigh(request: Request) -> None:
        path = site / request.url.removeprefix(visits.server.url)
        data = path.read_bytes()
        asked[path.name] = len(data if path.suffix == ".woff2" else gzip.compress(data, 6))

    context.on("request", weigh)
    page = context.new_page()
    page.goto(f"framing-the-problem/{name}.html")
    page.wait_for_function(LAID_OUT)
    page.evaluate("document.fonts.ready")
    assert {Path(each).suffix for each in asked} >= {".html", ".css", ".js", ".woff2"}
    assert sum(asked.values()) < MOST, asked
