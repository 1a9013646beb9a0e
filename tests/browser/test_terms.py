"""Terms: their definitions open in every way there is, close again, and never trap."""

import re
from collections.abc import Callable

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from support.lesson_page import LESSON, SOURCE
from support.places import FROZEN
from support.visits import SAVES_DATA, Visits

GLOSSARY = yaml.safe_load((FROZEN / "glossary.yaml").read_text("utf-8"))
TERM = "loss function"


@pytest.fixture
def lesson(quiet: Page) -> Page:
    """The lesson with all definitions closed, and the mouse and the keyboard elsewhere."""
    quiet.mouse.move(1, 1)
    quiet.evaluate("document.activeElement.blur()")
    quiet.keyboard.press("Escape")
    expect(quiet.locator(".definition:popover-open")).to_have_count(0)
    return quiet


def term(page: Page, name: str = TERM) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def definition(page: Page, name: str = "loss-function") -> Locator:
    return page.locator(f"#term_{name}")


def by_mouse(button: Locator) -> None:
    button.click()


def by_hover(button: Locator) -> None:
    button.hover()


def by_keyboard(button: Locator) -> None:
    """Back from the term, and on to it again, perhaps through another term's definition."""
    button.focus()
    button.page.keyboard.press("Shift+Tab")
    expect(button).not_to_be_focused()
    for _ in range(2):
        if not button.evaluate("button => button === document.activeElement"):
            button.page.keyboard.press("Tab")
    expect(button).to_be_focused()


def by_enter(button: Locator) -> None:
    button.press("Enter")


@pytest.mark.parametrize("come", [by_mouse, by_hover, by_keyboard, by_enter])
def test_a_term_opens_and_escape_closes_it(lesson: Page, come: Callable[[Locator], None]) -> None:
    expect(definition(lesson)).to_be_hidden()
    come(term(lesson))
    expect(definition(lesson)).to_be_visible()
    expect(definition(lesson)).to_be_in_viewport(ratio=1)
    lesson.keyboard.press("Escape")
    expect(definition(lesson)).to_be_hidden()


def test_a_finger_opens_a_term(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA, has_touch=True, is_mobile=True)
    term(page).tap()
    expect(definition(page)).to_be_visible()
    term(page).tap()
    expect(definition(page)).to_be_hidden()


def test_a_term_opens_without_script(visits: Visits) -> None:
    page = visits.open(LESSON, java_script_enabled=False)
    term(page).click()
    expect(definition(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(definition(page)).to_be_hidden()


def test_a_hovered_definition_stays_while_it_is_read(visits: Visits) -> None:
    lesson = visits.open(LESSON, SAVES_DATA)
    term(lesson).hover()
    expect(definition(lesson)).to_be_visible()
    definition(lesson).hover()
    lesson.clock.install()
    lesson.clock.run_for(2000)
    expect(definition(lesson)).to_be_visible()
    lesson.clock.resume()
    lesson.get_by_role("heading", level=1).hover()
    expect(definition(lesson)).to_be_hidden()


def test_a_clicked_definition_closes_by_a_click_elsewhere(lesson: Page) -> None:
    term(lesson).click()
    expect(definition(lesson)).to_be_visible()
    lesson.mouse.click(5, 450)
    expect(definition(lesson)).to_be_hidden()


def test_tab_reaches_every_term_and_is_never_trapped(lesson: Page) -> None:
    terms = [each.get_attribute("popovertarget") for each in lesson.locator("button.term").all()]
    focused = """() => { const it = document.activeElement; return it === document.body ? null
      : it.getAttribute("popovertarget") ?? it.closest("[popover]")?.id ?? it.tagName }"""
    seen: list[str] = []
    lesson.locator("button.term").first.focus()
    while (here := lesson.evaluate(focused)) and len(seen) < 200:
        seen.append(here)
        lesson.keyboard.press("Tab")
    assert seen[-1] == "A", "the licences, at the foot of the page, are never reached"
    assert len(seen) < 200
    assert [each for each in seen if each.startswith("term_")] == [
        each for name in terms for each in (name, name)
    ], "each term, then the link in its definition"


def test_a_definition_closes_when_tab_goes_on(lesson: Page) -> None:
    by_keyboard(term(lesson))
    expect(definition(lesson)).to_be_visible()
    for _ in range(3):
        lesson.keyboard.press("Tab")
    expect(definition(lesson)).to_be_hidden()


def test_the_glossary_can_be_reached_by_keyboard(visits: Visits) -> None:
    lesson = visits.open(LESSON, SAVES_DATA)
    by_keyboard(term(lesson))
    lesson.keyboard.press("Tab")
    expect(definition(lesson).get_by_role("link", name="In the glossary")).to_be_focused()
    lesson.keyboard.press("Enter")
    expect(lesson).to_have_url(re.compile(r"/repo/glossary\.html#loss-function$"))
    expect(lesson.locator("#loss-function")).to_be_in_viewport()


def test_every_definition_says_what_the_glossary_says(lesson: Page) -> None:
    names = set(re.findall(r"\(term:([a-z-]+)\)", (FROZEN / SOURCE).read_text("utf-8")))
    assert len(names) > 10
    for name in names:
        told = words(definition(lesson, name).text_content() or "")
        for piece in re.split(r"\$[^$]*\$", GLOSSARY[name]["definition"]):
            assert words(piece) in told, name


def words(text: str) -> str:
    """A text without regard to line breaks and to the form of its quotes."""
    return " ".join(text.replace("’", "'").split())


def test_the_glossary_leads_back_to_every_use(visits: Visits) -> None:
    page = visits.open("glossary.html", SAVES_DATA)
    for name in GLOSSARY:
        uses = page.locator(f"#{name} .uses a")
        assert uses.count() > 0, name
    links = [each.get_attribute("href") or "" for each in page.locator(".uses a").all()]
    assert len({link.partition("#")[0] for link in links}) > 1
    for link in sorted(links):
        if not page.url.endswith(link.partition("#")[0]):
            page.goto(link.partition("#")[0])
        expect(page.locator(f"[id='{link.partition('#')[2]}']")).to_have_count(1)
    page.goto(next(link for link in links if link.endswith("#use_momentum")))
    expect(term(page, "momentum")).to_be_in_viewport()


def test_a_term_that_is_a_formula_has_a_name(lesson: Page) -> None:
    named = lesson.locator("button.term:has(.katex)")
    expect(named).to_have_attribute("aria-label", "θ")
    expect(term(lesson, "θ")).to_have_count(1)
