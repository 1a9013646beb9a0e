"""What a lesson weighs before Python, as a server that compresses sends it."""

import gzip
from pathlib import Path

from playwright.sync_api import Browser, Request

from browser.test_share import LAID_OUT
from support.server import serving
from support.visits import SAVES_DATA, visiting

MOST = 150_000


def test_every_lesson_is_light_before_python(published: Path, browser: Browser) -> None:
    lessons = sorted(path.relative_to(published) for path in published.glob("*-*/*.html"))
    assert lessons
    with serving(published) as server, visiting(browser, server) as visits:
        for lesson in lessons:
            context = visits.context(SAVES_DATA)
            asked: dict[str, int] = {}

            def weigh(request: Request, asked: dict[str, int] = asked) -> None:
                path = published / request.url.removeprefix(server.url)
                data = path.read_bytes()
                asked[path.name] = len(data if path.suffix == ".woff2" else gzip.compress(data, 6))

            context.on("request", weigh)
            page = context.new_page()
            page.goto(str(lesson))
            page.wait_for_function(LAID_OUT)
            page.evaluate("document.fonts.ready")
            assert {Path(each).suffix for each in asked} >= {".html", ".css", ".js", ".woff2"}
            assert sum(asked.values()) < MOST, (lesson, asked)
        visits.check()
