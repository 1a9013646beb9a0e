"""HTML that would run or load something: refused in its line, or inert in the page.

Each line of tests/cases/attacks.txt is an attack, "⏎" an end of a line in it; those below
"rendered:" are no markup as browsers read them, and are shown.
"""

from itertools import batched
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from builder.build import build
from builder.checking.html_markup import check_text
from builder.checking.markdown import check_markdown
from builder.model.source import Place, Text
from builder.reading.elements import ATTRIBUTES, SVG_ELEMENTS
from builder.reading.markdown_html import convert
from support.courses import FIRST, FOLDER, HEAD, write_course
from support.server import serving

REFUSED, RENDERED = (
    [line.replace("⏎", "\n") for line in part.splitlines() if line]
    for part in (FOLDER / "attacks.txt").read_text("utf-8").split("rendered:")
)
EVIL = "http://attacked.test/"
TRAPS = "window.ran = []; window.pwn = (...given) => window.ran.push(given)"
LOOK = """() => ({
  tags: [...new Set([...document.body.querySelectorAll("*")].map((each) => each.localName))],
  handlers: [...document.querySelectorAll("*")].flatMap((each) => each.getAttributeNames())
    .filter((name) => name.startsWith("on") || /ping|action|srcdoc|srcset/.test(name)),
  schemes: [...new Set([...document.links].map((link) => link.protocol))],
  ran: window.ran,
})"""


@pytest.fixture(scope="module")
def open_page(browser: Browser) -> Page:
    """A page without any policy, in which all that is attacked may run and load."""
    page = browser.new_page()
    page.add_init_script(TRAPS)
    return page


def told(markdown: str) -> list[int]:
    """The lines of the problems of a text."""
    text = Text(markdown, Place("a.md", 1))
    prose = convert(markdown)
    problems = (*check_text(text, prose), *check_markdown(text, prose, is_body=True))
    return [problem.place.line for problem in problems]


def test_each_attack_is_refused_in_its_line() -> None:
    assert len(REFUSED) > 120
    for attack in REFUSED:
        lines = told(f"Words.\n\n{attack}\n")
        assert lines, attack
        assert set(lines) <= {3, 3 + attack.count("\n")}, attack
    for attack in RENDERED:
        assert told(f"Words.\n\n{attack}\n") == [], attack


def test_nothing_runs_or_loads_in_a_page_without_any_policy(open_page: Page) -> None:
    """What is written for an attack, told or not, alone, in a line and beside its like."""
    shown = [convert(attack).html for attack in (*REFUSED, *RENDERED)]
    shown = [f"{html}<p><b>{html}</b></p><button>{html}</button>" for html in shown]
    for html in map("\n".join, batched(shown, 20)):
        seen = loaded(open_page, html)
        assert {*seen.pop("tags")} - {"button"} <= {*ATTRIBUTES, *SVG_ELEMENTS}, html
        assert {*seen.pop("schemes")} <= {"http:", "https:", "mailto:", "term:"}, html
        assert seen == {"handlers": [], "ran": []}, html


def loaded(page: Page, html: str) -> dict[str, list[Any]]:
    """What a browser makes of HTML; the test fails where it asks for more than files beside it."""

    def answer(route: Route) -> None:
        assert route.request.url.startswith(EVIL), route.request.url
        body = f"<!doctype html><body>{html}" if route.request.url == EVIL else ""
        route.fulfill(body=body, content_type="text/html")

    page.route("**", answer)
    page.goto(EVIL)
    seen: dict[str, list[Any]] = page.evaluate(LOOK)
    page.unroute_all()
    return seen


def test_the_traps_would_notice(open_page: Page) -> None:
    seen = loaded(open_page, "<script>pwn(1)</script><a href='javascript:0' onclick=x>x</a>")
    assert seen["tags"] == ["script", "a"]
    assert (seen["handlers"], seen["schemes"], seen["ran"]) == (["onclick"], ["javascript:"], [[1]])


def test_a_built_page_shows_what_was_rendered(browser: Browser, tmp_path: Path) -> None:
    """With its formulas, in the terms' labels too, and in every text of the course."""
    shown = [each for each in RENDERED if not each.startswith(("<script", "<img", "![", "[x]:"))]
    rendered = "\n\n".join([*shown, '[`" onfocus=pwn() autofocus x="` $x$](term:slope)'])
    quoted = """'`"><img src=x onerror=pwn()>`'"""
    glossary = f"slope: {{term: {quoted}, definition: {quoted}}}\n"
    title = f"---\n{{title: {quoted}, heading: {quoted}, summary: {quoted}}}\n---\n"
    files = {FIRST: HEAD + rendered, "glossary.yaml": glossary}
    content = write_course(tmp_path, files)
    second = content / "start/02-second.md"
    second.write_text(title + second.read_text("utf-8").split("---\n", 2)[2], "utf-8")
    assert build(content, tmp_path / "site") == []
    with serving(tmp_path / "site") as server:
        page = browser.new_page()
        page.add_init_script(TRAPS)
        for name in ("start/first.html", "start/second.html", "index.html", "glossary.html"):
            page.goto(f"{server.url}{name}")
            seen = page.evaluate(LOOK)
            assert (seen["handlers"], seen["ran"]) == ([], []), name
            assert page.locator("img").count() == 0
        page.close()
