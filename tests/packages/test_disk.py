"""The site without a server: from a disk, and in a frame that has no origin."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.exports.formats import make_zip
from support.any_widget import LIVE
from support.lesson_page import LESSON, WASM, WidgetPart
from support.server import Server, serving
from support.visits import Visits, visiting

FOLDER = "Kurs 1; 50 % & mehr, für 'alle'"
UNRECORDED = {"start": "1.5"}
FRAME = f"""<!doctype html><title>A host</title>
<iframe sandbox="allow-scripts" src="{LESSON}" style="width: 100%; height: 850px"></iframe>"""
PLAIN_WORKER = "runtime/python-??????????.js"
"""The worker's script as a server gives it, not as a text that another script hands over."""
NO_FETCH = """window.fetch = () => Promise.reject(new TypeError("denied"))"""


@pytest.fixture(scope="module")
def disk(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked zip, in a folder with a name as people give them."""
    packed = tmp_path_factory.mktemp("disk") / "course.zip"
    packed.write_bytes(make_zip(site))
    shutil.unpack_archive(packed, packed.with_name(FOLDER))
    return packed.with_name(FOLDER)


@pytest.fixture
def disk_visits(browser: Browser, server: Server, disk: Path) -> Iterator[Visits]:
    with visiting(browser, server, f"{disk.as_uri()}/") as visits:
        yield visits
        visits.check()
        assert server.requested == []


@pytest.fixture
def framed(site: Path, browser: Browser, tmp_path: Path) -> Iterator[Visits]:
    """A host that shows the lesson in a frame without an origin, and lets no other site in."""
    folder = tmp_path / "host"
    shutil.copytree(site, folder)
    (folder / "host.html").write_text(FRAME, "utf-8")
    with serving(folder) as server, visiting(browser, server) as visits:
        yield visits
        visits.check()


def expect_live_mathematics(page: Page) -> None:
    """The figure answers from the recording, then Python answers what no recording holds."""
    widget = WidgetPart(page)
    widget.element.scroll_into_view_if_needed()
    widget.button("Step").click()
    widget.expect_frame(1)
    widget.expect_state("live", LIVE)
    expect(widget.element.get_by_text("Live: Python runs in your browser.")).to_be_visible()
    widget.set(**UNRECORDED)
    widget.button("Step").click()
    widget.expect_frame(1, **UNRECORDED)


def answer_first_question(page: Page) -> None:
    quiz = page.locator("lesson-quiz")
    right = quiz.locator(".question:visible .choice", has=page.locator("input[data-right]"))
    right.locator("input").check()
    quiz.get_by_role("button", name="Check").click()
    expect(quiz.locator(".verdict:visible")).to_have_text("Right.")


def fonts_of(page: Page) -> set[str]:
    """The families of which some font has loaded."""
    loaded = "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)"
    return {
        str(name).strip('"') for name in page.evaluate(f"document.fonts.ready.then(() => {loaded})")
    }


def test_a_lesson_from_a_disk_has_live_python(disk_visits: Visits) -> None:
    page = disk_visits.open(LESSON, offline=True)
    expect_live_mathematics(page)
    assert {"Source Serif 4", "Figtree", "KaTeX_Math"} <= fonts_of(page)


def test_the_course_on_a_disk_can_be_walked_through(disk_visits: Visits) -> None:
    page = disk_visits.open("index.html", offline=True)
    page.get_by_role("link", name="What does learning mean?").click()
    page.get_by_role("button", name="parameters", exact=True).first.click()
    definition = page.locator(".definition:popover-open")
    definition.get_by_role("link", name="In the glossary").click()
    expect(page.get_by_role("heading", name="Glossary")).to_be_visible()
    page.get_by_role("link", name="What does learning mean?").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What does learning mean?")


def test_what_the_reader_did_on_a_disk_is_kept(disk_visits: Visits) -> None:
    page = disk_visits.open(LESSON, offline=True)
    page.get_by_role("button", name="Colours").click()
    answer_first_question(page)
    expect(page.locator("lesson-quiz .count")).to_have_text("1 / 3")
    page.reload()
    expect(page.locator("lesson-quiz .count")).to_have_text("2 / 3")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_a_frame_without_an_origin_has_live_python(framed: Visits) -> None:
    # It opens no tab either: there links lead on in the frame.
    framed.expect("blocked by CORS policy", "net::ERR_FAILED", "Blocked opening")
    host = framed.open("host.html")
    page = cast("Page", host.frames[1])
    expect_live_mathematics(page)
    assert {"Source Serif 4", "Figtree", "KaTeX_Math"} <= fonts_of(page)
    answer_first_question(page)
    page.get_by_role("link", name="Glossary").click()
    expect(page.get_by_role("heading", name="Glossary")).to_be_visible()
    assert framed.server.asked_for(WASM) == 0
    assert framed.server.asked_for("service-worker.js") == 0


def test_what_the_browser_refuses_to_fetch_is_handed_over(visits: Visits, server: Server) -> None:
    expect_live_mathematics(visits.open(LESSON, NO_FETCH))
    assert server.asked_for(f"{WASM}.js") == 1


def test_a_worker_of_a_wrong_type_is_handed_over(visits: Visits, server: Server) -> None:
    server.types[PLAIN_WORKER] = "application/x-unknown"
    server.headers["*"] = {"X-Content-Type-Options": "nosniff"}
    expect_live_mathematics(visits.open(LESSON))
    assert server.asked_for("runtime/python-*.js.js") == 1


def test_a_server_is_asked_for_nothing_twice(visits: Visits, server: Server) -> None:
    expect_live_mathematics(visits.open(LESSON))
    assert server.asked_for("runtime/*") == 3
    assert server.asked_for("assets/fonts-*") == 0
