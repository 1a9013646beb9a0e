"""What a reader has visited comes back without a network, and never out of date."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from support.any_widget import LIVE
from support.cell_page import CellPart
from support.lesson_page import LESSON, WidgetPart
from support.server import Server, serving
from support.visits import Visits, visiting

CONTROLLED = "() => navigator.serviceWorker.controller !== null"
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) kept.push(url);
  }
  return kept;
}"""
OLD, NEW = "What does learning mean?", "What does learning mean now?"


@pytest.fixture
def release(site: Path, tmp_path: Path) -> Path:
    """A site of its own, which a test may release anew."""
    return shutil.copytree(site, tmp_path / "site")


@pytest.fixture
def visited(browser: Browser, release: Path) -> Iterator[tuple[Page, Server]]:
    """The lesson, visited with live Python, and kept whole by the service worker."""
    with serving(release) as server, visiting(browser, server) as visits:
        page = visits.context(service_workers="allow").new_page()
        page.goto(LESSON)
        WidgetPart(page).expect_live()
        page.wait_for_function(CONTROLLED)
        expect_kept(page, "memory-", "pyodide-", "python-", "glossary.html", LESSON)
        yield page, server


def expect_kept(page: Page, *parts: str) -> None:
    """Waits until the service worker keeps files with all these parts of a name."""
    for part in parts:
        wait_until(page, f"(await ({KEPT})()).some(url => url.includes('{part}'))")


def wait_until(page: Page, condition: str) -> None:
    """Waits for what has to be awaited: `wait_for_function` would take a promise for true."""
    page.evaluate(
        f"""async () => {{
          const end = performance.now() + {LIVE};
          while (!({condition})) {{
            if (performance.now() > end) throw new Error("it did not come");
            await new Promise(requestAnimationFrame);
          }}
        }}"""
    )


def test_a_second_visit_downloads_nothing_again(visited: tuple[Page, Server]) -> None:
    page, server = visited
    server.requested.clear()
    page.reload()
    WidgetPart(page).expect_live()
    assert [path for path in server.requested if path.startswith(("assets/", "runtime/"))] == []


def test_a_visited_lesson_works_without_a_network(visited: tuple[Page, Server]) -> None:
    page, server = visited
    page.context.set_offline(True)
    server.missing.append("*")
    page.reload()
    widget = WidgetPart(page)
    widget.expect_live()
    widget.set(start="1.5")
    widget.button("Step").click()
    widget.expect_frame(1, start="1.5")
    page.get_by_role("link", name="Glossary").click()
    expect(page.get_by_role("heading", name="Glossary")).to_be_visible()


def test_code_that_has_run_runs_without_a_network(browser: Browser, release: Path) -> None:
    """Also where it ran before the service worker was there to see what it loads."""
    with serving(release) as server, visiting(browser, server) as visits:
        waiting = server.hold("service-worker.js")
        context = visits.context(service_workers="allow")
        page = context.new_page()
        page.goto(LESSON)
        cell = CellPart(page, "The training loss of a line")
        cell.run()
        expect(cell.told).to_have_text("Done.", timeout=LIVE)
        waiting.set()
        page.wait_for_function(CONTROLLED)
        expect_kept(page, "rest-", "cells-", "library-", "memory-", "pyodide-", "python-")
        context.set_offline(True)
        page.reload()
        cell.run()
        expect(cell.told).to_have_text("Done.", timeout=LIVE)


def test_a_new_release_is_shown_at_once(visited: tuple[Page, Server], release: Path) -> None:
    page, _ = visited
    lesson = release / LESSON
    lesson.write_text(lesson.read_text("utf-8").replace(OLD, NEW), "utf-8")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW)


def test_a_new_release_forgets_the_files_of_the_old_one(
    visited: tuple[Page, Server], release: Path
) -> None:
    page, _ = visited
    (style,) = release.glob("assets/lesson-*.css")
    script = release / "service-worker.js"
    script.write_text(script.read_text("utf-8").replace(style.name, "lesson-new.css"), "utf-8")
    for path in release.rglob("*.html"):
        path.write_text(path.read_text("utf-8").replace(style.name, "lesson-new.css"), "utf-8")
    style.rename(style.with_name("lesson-new.css"))
    page.evaluate("navigator.serviceWorker.ready.then((known) => known.update()).then(() => {})")
    wait_until(page, f"!(await ({KEPT})()).some(url => url.includes('{style.name}'))")
    page.reload()
    expect(page.locator("link[rel=stylesheet]")).to_have_attribute(
        "href", "../assets/lesson-new.css"
    )


def test_python_that_waits_for_a_demand(site: Path, browser: Browser, tmp_path: Path) -> None:
    folder = shutil.copytree(site, tmp_path / "site")
    lesson = folder / LESSON
    near = lesson.read_text("utf-8")
    lesson.write_text(near.replace('data-start="near"', 'data-start="demand"'), "utf-8")
    with serving(folder) as server, visiting(browser, server) as visits:
        widget = WidgetPart(visits.open(LESSON))
        widget.element.scroll_into_view_if_needed()
        widget.button("Step").click()
        widget.expect_frame(1)
        widget.experiments.first.click()
        widget.expect_state("recorded")
        assert server.asked_for("runtime/*") == 0
        widget.set(start="1.5")
        widget.expect_state("live", LIVE)
        widget.expect_frame(start="1.5")
        visits.check()


def test_visits_are_told_apart(visits: Visits) -> None:
    """A page of another folder of the same host is not ours to keep."""
    page = visits.context(service_workers="allow").new_page()
    page.goto(LESSON)
    page.wait_for_function(CONTROLLED)
    scope = page.evaluate("navigator.serviceWorker.ready.then(({ scope }) => scope)")
    assert scope == visits.server.url


def test_a_browser_without_room_still_shows_the_page(visits: Visits) -> None:
    page = visits.context(service_workers="allow").new_page()
    page.goto(LESSON)
    page.wait_for_function(CONTROLLED)
    expect_kept(page, "glossary.html")  # it writes no more when its storage goes
    storage = page.context.new_cdp_session(page)
    origin = page.evaluate("location.origin")
    storage.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "cache_storage"})
    storage.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 10})
    page.goto("glossary.html")
    expect(page.get_by_role("heading", name="Glossary")).to_be_visible()
    page.goto(LESSON)
    WidgetPart(page).expect_live()
