"""The pages as they are read: without scripts, narrow, large, dark, printed, by keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from support.host_page import QUIZ, WIDGET
from support.lesson_page import LESSON, WASM, WidgetPart, quiz
from support.server import Server, serving
from support.visits import SAVES_DATA, Visits, visiting

PAGES = ["index.html", "glossary.html", "404.html", LESSON, f"{LESSON}?embed", WIDGET, QUIZ]
BACKGROUND = "getComputedStyle(document.body).backgroundColor"
CONTRASTS = (Path(__file__).parents[1] / "support" / "contrasts.js").read_text("utf-8")
BEYOND = """[...document.querySelectorAll("body *")].filter((each) => each.checkVisibility()
  && !each.closest(".formula, .katex-mathml, .skip, svg")
  && each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 90))"""
"""What reaches beyond the window's right edge, without scrolling in a box of its own."""


@pytest.fixture(scope="module")
def without_scripts(browser: Browser, site: Path) -> Iterator[Page]:
    with serving(site) as server, visiting(browser, server) as visits:
        yield visits.open(LESSON, java_script_enabled=False)
        visits.check()


def test_without_scripts_nothing_is_missing(without_scripts: Page) -> None:
    page = without_scripts
    for words in (
        "The formula kept its form.",
        "The two promises of a loss",
        "Learning is a search",
    ):
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.get_by_role("main").get_by_role("heading", level=3)).to_have_count(8)
    assert page.get_by_role("math").count() > 100
    expect(page.locator("figure.displayed .katex-display math")).to_have_count(4)
    widget = WidgetPart(page)
    expect(widget.picture("curve").locator(".ball circle").first).to_be_visible()
    expect(widget.picture("chart")).to_be_visible()
    expect(widget.readout("x")).to_have_text("2.2000")
    expect(widget.element.locator(".engine.without-script")).to_be_visible()


def test_without_scripts_the_quiz_holds_its_answers(without_scripts: Page) -> None:
    questions = without_scripts.locator("lesson-quiz .question")
    expect(questions).to_have_count(len(quiz().questions))
    for question in questions.all():
        expect(question.locator("legend")).to_be_visible()
        answer = question.locator("details p").first
        expect(answer).to_be_hidden()
        question.get_by_text("Answer", exact=True).click()
        expect(answer).to_be_visible()


def test_without_scripts_no_dead_controls_show(without_scripts: Page) -> None:
    dead = "button:not(.term), select, input"
    assert without_scripts.locator(dead).count() > 10
    expect(without_scripts.locator(dead).locator("visible=true")).to_have_count(0)


@pytest.mark.parametrize("url", PAGES)
@pytest.mark.parametrize(("width", "text"), [(320, "100%"), (640, "200%")])
def test_a_narrow_page_never_scrolls_sideways(
    visits: Visits, url: str, width: int, text: str
) -> None:
    page = visits.open(url, SAVES_DATA, viewport={"width": width, "height": 640})
    page.evaluate("text => { document.documentElement.style.fontSize = text }", text)
    beyond = page.evaluate(BEYOND)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), beyond
    assert beyond == []


@pytest.mark.parametrize("url", PAGES)
def test_every_text_stands_out_in_light_and_dark(visits: Visits, url: str) -> None:
    page = visits.open(url, SAVES_DATA)
    if url == LESSON:
        show_what_comes_later(page)
    backgrounds = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        found = page.evaluate(CONTRASTS)
        assert found
        assert [each for each in found if each[0] < 4.5] == [], scheme
        backgrounds.append(page.evaluate(BACKGROUND))
    assert url == "404.html" or backgrounds[0] != backgrounds[1]


def show_what_comes_later(page: Page) -> None:
    """The feedback of the quiz, the word for a divergence, a definition."""
    page.locator("lesson-quiz input:not([data-right])").first.check()
    page.get_by_role("button", name="Check").click()
    widget = WidgetPart(page)
    widget.experiments.last.click()
    for _ in range(4):
        widget.button("Step").click()
    widget.expect_frame(4, rate="0.6")
    page.get_by_role("button", name="momentum", exact=True).click()
    expect(page.locator("#term_momentum")).to_be_visible()


def test_the_button_goes_through_the_colours_and_is_kept(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    button = page.get_by_role("button", name="Colours")
    seen = []
    for name in ("light", "dark", "as on this device"):
        button.click()
        expect(button).to_have_accessible_name(f"Colours: {name}")
        seen.append(page.evaluate(BACKGROUND))
        if name == "dark":
            page.reload()
            expect(button).to_have_accessible_name("Colours: dark")
            assert page.evaluate(BACKGROUND) == seen[-1]
            page.goto("glossary.html")
            assert page.evaluate(BACKGROUND) == seen[-1]
    assert seen[0] == seen[2] != seen[1]


@pytest.mark.parametrize("url", ["index.html", "glossary.html", LESSON])
def test_the_first_tab_skips_to_the_content(visits: Visits, url: str) -> None:
    page = visits.open(url, SAVES_DATA)
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).not_to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_on_paper(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    page.emulate_media(media="print", color_scheme="dark")
    for question in page.locator("lesson-quiz .question").all():
        expect(question).to_be_visible()
    for control in page.locator("main button:not(.term), select, input[type=range], .bar").all():
        expect(control).to_be_hidden()
    expect(WidgetPart(page).picture("curve")).to_be_visible()
    page.locator("details.refresher").evaluate("details => details.open = false")
    expect(page.get_by_text("Nobody can say until the parameters are set.")).to_be_visible()


def test_the_contents_mark_where_the_reader_is(quiet: Page) -> None:
    contents = quiet.get_by_role("navigation", name="On this page")
    links = contents.get_by_role("link").all()
    bar = "new DOMMatrix(getComputedStyle(document.querySelector('.progress')).transform).a"
    read = [quiet.evaluate(bar)]
    assert len(links) == 8
    for link in links:
        link.click()
        expect(link).to_have_attribute("aria-current", "location")
        expect(contents.locator("[aria-current]")).to_have_count(1)
        read.append(quiet.evaluate(bar))
    assert read[0] == 0
    assert read == sorted(read)
    quiet.keyboard.press("End")
    quiet.wait_for_function(f"() => {bar} > 0.99")


def test_a_missing_page_says_so_at_any_depth(visits: Visits, server: Server) -> None:
    visits.expect("status of 404")
    page = visits.open("some/where/deep/nothing.html")
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no page here")
    assert {*server.requested} - {"/favicon.ico"} == {"some/where/deep/nothing.html"}


@pytest.mark.parametrize("path", ["gone.html", "framing-the-problem/gone.html"])
def test_a_missing_page_on_github_leads_home(site: Path, visits: Visits, path: str) -> None:
    home = "https://reader.github.io/repo/"
    visits.expect(f"request to elsewhere: {home}")
    context = visits.context()
    context.route(home + "**", lambda route: route.fulfill(path=site / "404.html"))
    page = context.new_page()
    page.goto(home + path)
    link = page.get_by_role("link", name="All lessons")
    assert link.evaluate("link => link.href") == home


def test_the_video_has_its_place(quiet: Page) -> None:
    box = quiet.locator("figure[data-video] > :first-child").bounding_box()
    assert box
    assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.01)
    expect(quiet.get_by_text("Video: Learning is a search (4 min)")).to_be_visible()


SHIFTS = """window.shifts = []; new PerformanceObserver((list) => shifts.push(...list.getEntries()
  .map((each) => [each.value, ...each.sources.map(({ node }) => node?.outerHTML?.slice(0, 80))])))
  .observe({ type: "layout-shift", buffered: true })"""


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_the_page_comes(server: Server, visits: Visits, width: int) -> None:
    server.hold(WASM)
    page = visits.open(LESSON, SHIFTS, viewport={"width": width, "height": 844})
    page.evaluate("document.fonts.ready")
    page.evaluate(
        """async () => { for (let y = 0; y < document.documentElement.scrollHeight; y += 700) {
          scrollTo(0, y); await new Promise(requestAnimationFrame); } }"""
    )
    WidgetPart(page).expect_state("starting")
    shifts: list[Any] = page.evaluate("shifts")
    assert sum(each[0] for each in shifts) < 0.02, shifts


def test_the_index_leads_to_the_lesson(visits: Visits) -> None:
    page = visits.open("index.html", SAVES_DATA)
    page.get_by_role("link", name="What does learning mean?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What does learning mean?")
    page.get_by_role("link", name="Glossary", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glossary")
