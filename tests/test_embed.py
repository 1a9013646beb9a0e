"""One block alone on a page, and what the control "Share" hands out."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from builder.build import build
from courses import BASE, FIRST, HEAD, write_course
from host_page import QUIZ, WIDGET, Host, fitting, heights, inside, settle
from html_page import HtmlPage
from lesson_page import LESSON, WidgetPart
from server import serving
from test_reading import SHIFTS
from visits import SAVES_DATA, Visits, visiting

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


def share(page: Page, name: str) -> Locator:
    """Opens what the control with this name hands out."""
    page.get_by_role("button", name=f"Share or embed: {name}").click()
    panel = page.get_by_role("group", name=name, exact=True)
    expect(panel).to_be_visible()
    return panel


WIDGET_NAME = "Gradient Descent on a Non-Convex Function – What does learning mean?"
QUIZ_NAME = "Quiz – What does learning mean?"


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


@pytest.mark.parametrize(
    ("name", "link", "shown"),
    [
        ("What does learning mean?", LESSON, f"{LESSON}?embed"),
        (WIDGET_NAME, f"{LESSON}#descent", WIDGET),
        (QUIZ_NAME, f"{LESSON}#quiz", QUIZ),
    ],
)
def test_what_is_copied_works_in_another_page(host: Host, name: str, link: str, shown: str) -> None:
    context = host.visits.context(SAVES_DATA)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(LESSON)
    panel = share(page, name)
    copied = []
    for what in ("the link", "the frame", "the line for heights"):
        panel.get_by_role("button", name=f"Copy {what}").click()
        expect(panel.get_by_role("status")).to_have_text("Copied.")
        copied.append(page.evaluate("navigator.clipboard.readText()"))
    site = host.visits.server.url
    assert copied[0] == site + link
    assert copied[2] == f'<script src="{site}embed.js"></script>'
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    other = host.open(copied[1])
    frame = other.locator("iframe")
    expect(frame).to_have_attribute("src", site + shown)
    expect(frame).to_have_attribute("title", name)
    expect(inside(other).get_by_role("heading", level=1)).to_be_attached()
    box = frame.bounding_box()
    assert box
    assert box["width"] == 1280
    assert box["height"] >= 720
    other = host.open("".join(copied[1:]))
    assert fitting(other) == other.locator("iframe").bounding_box()["height"]  # type: ignore[index]


@pytest.mark.parametrize("clipboard", ["undefined", "{ writeText: () => Promise.reject() }"])
def test_where_copying_is_refused_the_text_is_selected(visits: Visits, clipboard: str) -> None:
    refuses = f'Object.defineProperty(navigator, "clipboard", {{ value: {clipboard} }})'
    page = visits.open(LESSON, SAVES_DATA, refuses)
    panel = share(page, WIDGET_NAME)
    panel.get_by_role("button", name="Copy the frame").click()
    expect(panel.get_by_role("status")).to_contain_text("It is selected: copy it yourself.")
    field = panel.get_by_role("textbox", name="A frame, to put into a page")
    expect(field).to_be_focused()
    selected = field.evaluate("each => each.value.slice(each.selectionStart, each.selectionEnd)")
    assert selected == field.input_value()
    assert selected.startswith("<iframe ")


def test_the_keyboard_shares(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA, viewport={"width": 360, "height": 640})
    button = page.get_by_role("button", name=f"Share or embed: {QUIZ_NAME}")
    button.focus()
    page.keyboard.press("Enter")
    panel = page.get_by_role("group", name=QUIZ_NAME, exact=True)
    expect(panel).to_be_in_viewport(ratio=1)
    page.keyboard.press("Tab")
    expect(panel.get_by_role("textbox", name="Link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_what_lies_on_a_disk_is_not_offered(site: Path, browser: Browser) -> None:
    context = browser.new_context()
    context.add_init_script(SAVES_DATA)
    page = context.new_page()
    page.goto((site / LESSON).as_uri())
    expect(page.locator("lesson-quiz.ready")).to_be_visible()
    expect(page.locator(".share")).to_have_count(3)
    expect(page.locator(".share").locator("visible=true")).to_have_count(0)
    context.close()


def test_one_line_keeps_every_frame_at_its_height(host: Host) -> None:
    line = f'<script src="{host.visits.server.url}embed.js"></script>'
    page = host.open(line + host.frame(QUIZ) + host.frame(WIDGET))
    quiz, widget = fitting(page, 0), fitting(page, 1)
    assert quiz != widget
    inside(page).locator("lesson-quiz input:not([data-right])").first.check()
    inside(page).get_by_role("button", name="Check").click()
    inside(page).wait_for_function("low => document.documentElement.offsetHeight > low", arg=quiz)
    assert fitting(page, 0) > quiz
    assert fitting(page, 1) == widget


def test_the_line_may_come_late(host: Host) -> None:
    page = host.open(host.frame(QUIZ))
    page.wait_for_function("messages.length > 3")
    page.add_script_tag(url=f"{host.visits.server.url}embed.js")
    assert fitting(page) > 150
    assert len(heights(page)) > 1


def test_the_line_heeds_no_page_but_ours(host: Host) -> None:
    """Neither one that names a height for others, nor one that names its own."""
    tells = 'postMessage({ type: "lessonwright:height", height: 4000 }, "*")'
    liar = f"<script>parent.{tells}; parent.frames[0].{tells}</script>"
    (host.server.folder / "liar.html").write_text(liar, "utf-8")
    line = f'<script src="{host.visits.server.url}embed.js"></script>'
    page = host.open(f'{line}{host.frame(QUIZ)}<iframe src="liar.html" height="200"></iframe>')
    page.wait_for_function("messages.some(({ height }) => height === 4000)")
    fitting(page)
    page.evaluate(tells)
    settle(page)
    assert fitting(page) < 1000
    assert page.locator("iframe").nth(1).evaluate("frame => frame.clientHeight") == 200
