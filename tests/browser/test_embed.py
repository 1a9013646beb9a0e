"""One block alone on a page."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.test_reading import SHIFTS
from builder.build import build
from support.courses import BASE, FIRST, HEAD, write_course
from support.host_page import QUIZ, WIDGET, Host, heights, inside, settle
from support.html_page import HtmlPage
from support.lesson_page import LESSON, WidgetPart
from support.server import serving
from support.visits import SAVES_DATA, Visits, visiting

ADDRESS = "https://example.org/course/"
COURSE = f"{BASE['course.yaml']}address: {ADDRESS}\n"
BLOCKS = f"""{HEAD}## A part

![A hill](hill.svg)

```widget
id: hill
kind: descent
title: A hill of $x$
function: x**4 - x**2
start: 1
caption: >-
  The [slope](term:slope), [a part](#a-part), [the next](02-second.md#known-heading),
  [a file](hill.svg) and ![A hill](hill.svg), as `<a href="x">` says.
```

```quiz
id: first-quiz
questions:
  - ask: How many?
    answer: 1 + 1
    tolerance: 0.1
    feedback: Yes.
    otherwise: No.
```

```quiz
id: second-quiz
questions:
  - ask: How many more?
    answer: 1 + 2
    tolerance: 0.1
    feedback: Yes.
    otherwise: No.
```
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a course that knows its address and has blocks with links and terms in them."""
    folder = tmp_path_factory.mktemp("embedded")
    files = {"course.yaml": COURSE, FIRST: BLOCKS, "start/hill.svg": "<svg/>\n"}
    assert build(write_course(folder, files), folder / "site") == []
    return folder / "site"


@pytest.fixture
def course_page(course: Path, browser: Browser) -> Iterator[Page]:
    """The page of the widget of that course."""
    with serving(course) as server, visiting(browser, server) as visits:
        yield visits.open("embed/first/hill.html", SAVES_DATA)
        visits.check()


def test_a_widget_alone_is_complete_before_any_script(visits: Visits) -> None:
    page = visits.open(WIDGET, java_script_enabled=False)
    widget = WidgetPart(page)
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Gradient Descent on a Non-Convex Function")
    expect(widget.picture("curve").locator(".ball circle").first).to_be_visible()
    expect(widget.readout("x")).to_have_text("2.2000")
    expect(widget.element.locator(".caption")).to_be_visible()
    expect(page.get_by_role("link")).to_have_count(1)
    expect(page.locator("button:not(.term), select, input").locator("visible=true")).to_have_count(
        0
    )


def test_a_widget_alone_takes_steps(visits: Visits) -> None:
    widget = WidgetPart(visits.open(WIDGET, SAVES_DATA))
    widget.button("Step").click()
    widget.expect_frame(1)
    widget.experiments.first.click()
    expect(widget.readout("steps")).to_have_text("0")


def test_a_quiz_alone_holds_its_answers_before_any_script(visits: Visits) -> None:
    page = visits.open(QUIZ, java_script_enabled=False)
    answers = page.locator("lesson-quiz details")
    expect(answers).to_have_count(page.locator("lesson-quiz .question").count())
    answers.first.get_by_text("Answer", exact=True).click()
    expect(answers.first.locator("p").first).to_be_visible()


@pytest.mark.parametrize("url", [WIDGET, QUIZ])
def test_a_block_alone_leads_to_its_lesson(visits: Visits, url: str) -> None:
    page = visits.open(url, SAVES_DATA)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="What does learning mean?").click()
    block = url.rpartition("/")[2].removesuffix(".html")
    expect(opened.value).to_have_url(re.compile(f"/repo/{LESSON}#{block}$"))
    expect(opened.value.locator(f"#{block}")).to_be_in_viewport()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("url", [WIDGET, QUIZ])
def test_nothing_moves_while_a_block_comes(visits: Visits, url: str, width: int) -> None:
    page = visits.open(url, SAVES_DATA, SHIFTS, viewport={"width": width, "height": 700})
    page.evaluate("document.fonts.ready")
    settle(page)
    shifts = page.evaluate("shifts")
    assert sum(each[0] for each in shifts) < 0.02, shifts


def test_links_of_a_block_alone_lead_where_they_led(course: Path, course_page: Page) -> None:
    caption = course_page.locator(".caption")
    assert caption.locator("a").evaluate_all("links => links.map((each) => each.pathname)") == [
        "/repo/start/first.html",
        "/repo/start/second.html",
        "/repo/start/hill.svg",
    ]
    expect(caption.locator("a").first).to_have_attribute("href", "../../start/first.html#a-part")
    expect(caption.locator("code")).to_have_text('<a href="x">')
    assert (course / "start/hill.svg").is_file()
    expect(caption.locator("img")).to_have_attribute("src", "../../start/hill.svg")
    course_page.get_by_role("button", name="slope", exact=True).click()
    expect(course_page.get_by_text("How steep it is.")).to_be_visible()
    expect(course_page.locator(".definition")).to_have_count(1)


def test_a_block_alone_is_not_for_search_engines(course: Path) -> None:
    page = HtmlPage(course / "embed/first/hill.html")
    assert page.metas["robots"] == "noindex"
    assert page.metas["og:url"] == f"{ADDRESS}start/first.html"
    assert page.title == "A hill of x – First – A course"
    titles = [
        HtmlPage(course / f"embed/first/{name}-quiz.html").title for name in ("first", "second")
    ]
    assert titles == ["Quiz 1 – First – A course", "Quiz 2 – First – A course"]
    assert "robots" not in HtmlPage(course / "start/first.html").metas
    assert "embed/" not in (course / "sitemap.txt").read_text("utf-8")


def test_without_an_address_a_block_alone_names_its_lesson(site: Path) -> None:
    html = (site / WIDGET).read_text("utf-8")
    assert f'<link rel="canonical" href="../../{LESSON}">' in html


@pytest.mark.parametrize(
    ("page", "shown", "title", "height"),
    [
        ("start/first", "start/first.html?embed", "First", 800),
        ("embed/first/hill", "embed/first/hill.html", "A hill of x – First", 1280),
        ("embed/first/first-quiz", "embed/first/first-quiz.html", "Quiz 1 – First", 720),
    ],
)
def test_oembed_describes_lessons_and_blocks(
    course: Path, page: str, shown: str, title: str, height: int
) -> None:
    html = (course / f"{page}.html").read_text("utf-8")
    found = re.search(r'type="application/json\+oembed" href="(.*?)" title="(.*?)"', html)
    assert found
    assert found.groups() == (f"{ADDRESS}{page}.oembed.json", title)
    told = json.loads((course / f"{page}.oembed.json").read_text("utf-8"))
    assert told == {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": "A course",
        "provider_url": ADDRESS,
        "width": 720,
        "height": height,
        "html": f'<iframe src="{ADDRESS}{shown}" title="{title}" width="100%" height="{height}"'
        ' style="border:0" loading="lazy"></iframe>',
    }


def test_python_goes_live_in_a_frame(host: Host) -> None:
    page = host.open(host.frame(WIDGET, 'height="900"'), "/* Python may start. */")
    widget = inside(page).locator("lesson-widget")
    expect(widget).to_have_attribute("data-state", "live", timeout=40_000)
    widget.get_by_role("button", name="Step").click()
    expect(widget.locator('output[name="steps"]')).to_have_text("1")
    assert heights(page)
