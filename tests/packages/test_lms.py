"""An LMS that is late, elsewhere, in trouble or not there; and what a package leads to."""

import json
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from support.html_page import HtmlPage
from support.lesson_page import LESSON, QuizPart, WidgetPart
from support.lms_page import COURSE, STATUS, UNSAVED, Lms
from support.server import Server
from support.visits import Visits

SEARCH = 20_000
"""Milliseconds in which a lesson gives up to look for its LMS, on a slow machine."""


def test_an_lms_that_is_late(lms: Lms) -> None:
    lms.visit(delay=1)
    lms.expect_line("")
    lms.quiz.answer()
    lms.page.evaluate("arrive()")
    lms.expect_line(COURSE)
    lms.quiz.expect_question(0)
    lms.leave()
    assert json.loads(lms.values("cmi.suspend_data")[-1])["quizzes"]["quiz"][2].startswith("1")


def test_an_lms_in_the_window_that_opened_the_lesson(lms: Lms) -> None:
    with lms.page.expect_popup() as popup:
        lms.page.evaluate("given => visit(...given)", [lms.version, "about:blank", None, 0])
        lms.page.evaluate("url => open(url)", f"package/{LESSON}")
    expect(popup.value.locator(".kept").first).to_have_text(COURSE)
    popup.value.close()
    assert lms.values(STATUS[lms.version]) == ["incomplete"]


def test_without_an_lms_the_browser_keeps_it(lms: Lms) -> None:
    lms.page.goto(f"package/{LESSON}")
    page = QuizPart(lms.page)
    kept = lms.page.locator(".kept").first
    expect(kept).to_have_text("")
    page.answer()
    expect(kept).to_have_text("Progress saved in this browser", timeout=SEARCH)
    expect(lms.page.get_by_role("alert")).to_have_text(
        "Not counted: this page is not connected to your course. Open the lesson from there."
    )
    lms.page.reload()
    expect(kept).to_have_text("Progress saved in this browser", timeout=SEARCH)
    page.expect_question(1)


BROKEN = {
    "an LMS that throws": (
        "Initialize",
        "() => { throw new Error('no') }",
        "Progress saved in this browser",
    ),
    "an LMS that keeps nothing": ("Commit", "() => 'false'", UNSAVED),
    "an LMS in trouble": ("Commit", "() => { throw new Error('no') }", UNSAVED),
    "an LMS that promises": ("Commit", "() => Promise.resolve('true')", UNSAVED),
    "an LMS that takes nothing": ("SetValue", "() => 'false'", UNSAVED),
    "an LMS that says nothing": ("SetValue", "() => undefined", UNSAVED),
    "an LMS that takes every second one": ("Commit", "() => String((self.no = !self.no))", UNSAVED),
    "an LMS with odd texts": (
        "GetValue",
        """(name) => name.includes("suspend") && JSON.stringify(
          { completed: "yes", quizzes: { quiz: [1, 1e9, "12", "12", {}] } })""",
        COURSE,
    ),
    "an LMS with odd values": (
        "GetValue",
        """(name) => (name.includes("count") ? "-4" : name.includes("status") ? Symbol()
          : "\\ud800")""",
        COURSE,
    ),
    "an LMS that cannot be read": ("GetValue", "() => { throw new Error('no') }", COURSE),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_an_lms_in_trouble_stops_nobody(lms: Lms, kind: str) -> None:
    function, body, told = BROKEN[kind]
    lms.visit(delay=1)
    name = f"LMS{function}" if lms.version == "1.2" else function
    lms.page.evaluate(f"(judge.api.{name} = {body}, null)")
    lms.page.evaluate("arrive()")
    expect(lms.lines.first).not_to_have_text("", timeout=SEARCH)
    lms.quiz.answer()
    lms.expect_line(told)
    lms.quiz.go_on()
    lms.quiz.expect_question(1)


def test_python_runs_in_a_package(lms_visits: Visits, version: str) -> None:
    page = lms_visits.open(f"package/{LESSON}")
    WidgetPart(page).expect_live()


def test_other_pages_open_beside_the_lesson(lms: Lms, lms_server: Server) -> None:
    lms.visit()
    for link in lms.frame.get_by_role("link").all():
        address = link.get_attribute("href") or ""
        assert address.startswith("#") or link.get_attribute("target") == "_blank", address
    expect(lms.frame.locator(".around, .section-contents").locator("visible=true")).to_have_count(0)
    expect(lms.frame.locator("a[href*='index.html']")).to_have_count(0)
    with lms.page.expect_popup() as popup:
        lms.frame.get_by_role("link", name="Glossary", exact=True).click()
    expect(popup.value.get_by_role("heading", level=1)).to_have_text("Glossary")
    for page in lms_server.folder.joinpath("package").rglob("*.html"):
        for _, address in HtmlPage(page).addresses:
            path = unquote(urlsplit(address).path)
            assert not path or (page.parent / path).is_file(), f"{page.name}: {address}"
    assert lms_server.asked_for("*service-worker.js") == 0
