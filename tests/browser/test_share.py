"""What the control "Share" hands out, and the line that keeps frames at their height."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from support.host_page import QUIZ, WIDGET, Host, fitting, heights, inside, settle
from support.lesson_page import FIRST, LESSON, WidgetPart
from support.visits import SAVES_DATA, Visits

LAID_OUT = """() => [...document.querySelectorAll(".part")].every(
  (part) => part.style.contentVisibility === "visible")"""
"""Nothing moves any more: sections far from the view are laid out after the page has come."""


def share(page: Page, name: str) -> Locator:
    """Opens what the control with this name hands out."""
    page.get_by_role("button", name=f"Share or embed: {name}").click()
    panel = page.get_by_role("group", name=name, exact=True)
    expect(panel).to_be_visible()
    return panel


WIDGET_NAME = "Gradient Descent on a Non-Convex Function – What does learning mean?"
STATE = "&".join(f"{name}={value}" for name, value in FIRST.items())
AT = "#descent?"
QUIZ_NAME = "Quiz – What does learning mean?"


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


@pytest.mark.parametrize("url", [LESSON, WIDGET])
def test_share_hands_out_what_the_reader_sees_now(host: Host, url: str) -> None:
    site = host.visits.server.url
    page = host.visits.open(url, SAVES_DATA)
    widget = WidgetPart(page)
    panel = share(page, WIDGET_NAME)
    now = panel.get_by_role("textbox", name="Link to what you see now")
    code = panel.get_by_role("textbox", name="A frame, to put into a page")
    expect(now).to_have_value(f"{site}{LESSON}{AT}{STATE}&steps=0")
    assert f'src="{site}{WIDGET}"' in code.input_value()
    page.keyboard.press("Escape")
    widget.optimiser.select_option("adam")
    widget.button("Step").click()
    widget.expect_frame(1, optimiser="adam")
    expect(page).to_have_url(f"{site}{url}")
    share(page, WIDGET_NAME)
    adam = STATE.replace("gradient-descent", "adam")
    expect(now).to_have_value(f"{site}{LESSON}{AT}{adam}&steps=1")
    expect(panel.get_by_role("textbox", name="Link", exact=True)).to_have_value(
        f"{site}{LESSON}#descent"
    )
    WidgetPart(host.visits.open(now.input_value(), SAVES_DATA)).expect_frame(1, optimiser="adam")
    other = host.open(code.input_value())
    expect(other.locator("iframe")).to_have_attribute("src", f"{site}{WIDGET}{AT}{adam}&steps=1")
    framed = inside(other)
    expect(framed.locator('output[name="steps"]')).to_have_text("1")
    expect(framed.get_by_role("combobox", name="Optimiser")).to_have_value("adam")
    assert other.evaluate("document.activeElement === document.body"), "focus stays with the host"
    assert other.evaluate("scrollY") == 0


def test_only_widgets_have_a_link_to_what_is_seen(quiet: Page) -> None:
    panel = share(quiet, QUIZ_NAME)
    expect(panel.get_by_role("textbox", name="Link", exact=True)).to_be_visible()
    expect(panel.get_by_role("textbox", name="Link to what you see now")).to_be_hidden()
    quiet.keyboard.press("Escape")


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
    page.wait_for_function(LAID_OUT)
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
