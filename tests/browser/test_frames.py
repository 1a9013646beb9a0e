"""A page in a frame of another site: its height, its links, its keys, with a sandbox or without."""

import re
from itertools import pairwise
from typing import cast

import pytest
from playwright.sync_api import Frame, expect

from support.host_page import OBEYS, QUIZ, WIDGET, Host, fitting, heights, inside, settle
from support.lesson_page import LESSON
from support.visits import SAVES_DATA, Visits

CHROME = ".bar, .foot, .section-contents, .on-this-page, .around, .progress, .skip, .share"
SANDBOX = 'sandbox="allow-scripts" height="150"'
NO_FONTS = ("blocked by CORS policy", "net::ERR_FAILED")
"""A server that lets nobody else read its files keeps fonts from a sandboxed frame."""
RESIZER = """<script>
// The host's side of H5P's handshake.
const frame = () => document.querySelector("iframe");
const actions = {
  hello(data, reply) {
    frame().style.width = "100%";
    addEventListener("resize", () => reply("resize"));
    reply("hello");
  },
  prepareResize({ scrollHeight, clientHeight }, reply) {
    if (frame().clientHeight === scrollHeight && scrollHeight === clientHeight) return;
    frame().style.height = clientHeight + "px";
    reply("resizePrepared");
  },
  resize({ scrollHeight }) { frame().style.height = scrollHeight + "px"; },
};
addEventListener("message", ({ data, source, origin }) => {
  if (data.context !== "h5p" || source !== frame().contentWindow) return;
  actions[data.action]?.(data, (action) => source.postMessage({ context: "h5p", action }, origin));
});
</script>"""


def answer(frame: Frame) -> None:
    """Answers the first question of a quiz wrongly, so that its feedback shows."""
    frame.locator("lesson-quiz input:not([data-right])").first.check()
    frame.get_by_role("button", name="Check").click()


@pytest.mark.parametrize("more", [0, 90])
def test_a_host_that_obeys_is_told_each_height_once(host: Host, more: int) -> None:
    page = host.open(OBEYS.replace("MORE", str(more)) + host.frame(QUIZ))
    low = fitting(page, more=more)
    answer(inside(page))
    inside(page).wait_for_function("low => document.documentElement.offsetHeight > low", arg=low)
    high = fitting(page, more=more)
    inside(page).get_by_role("button", name="Try again").click()
    inside(page).wait_for_function("high => document.documentElement.offsetHeight < high", arg=high)
    assert fitting(page, more=more) == low < high
    settle(page)
    told = heights(page)
    assert told[-2:] == [high, low]
    assert all(before != after for before, after in pairwise(told)), told
    assert len(told) <= 6, told


def test_a_whole_lesson_follows_the_width_of_its_host(host: Host) -> None:
    page = host.open(OBEYS.replace("MORE", "0") + host.frame(f"{LESSON}?embed"))
    wide = fitting(page)
    page.set_viewport_size({"width": 360, "height": 700})
    inside(page).wait_for_function("innerWidth <= 360")
    narrow = fitting(page)
    page.set_viewport_size({"width": 1280, "height": 700})
    inside(page).wait_for_function("innerWidth > 1200")
    assert fitting(page) == wide < narrow
    assert inside(page).evaluate("document.documentElement.scrollHeight === innerHeight")


def test_a_host_hears_of_heights_and_of_nothing_else(host: Host) -> None:
    page = host.open(host.frame(QUIZ))
    answer(inside(page))
    page.wait_for_function("messages.filter(({ type }) => type).length > 1")
    settle(page)
    found = [tuple(each.items()) for each in page.evaluate("messages")]
    assert found[0] == (("context", "h5p"), ("action", "hello"))
    told = [("height", each) for each in heights(page)]
    assert len(told) > 1
    for height in told:
        assert (("subject", "lti.frameResize"), height) in found
        assert (("subject", "org.imsglobal.lti.frameResize"), height) in found
    kinds = {each[0] for each in found}
    assert kinds - {("type", "lessonwright:progress")} == {
        ("context", "h5p"),
        ("subject", "lti.frameResize"),
        ("subject", "org.imsglobal.lti.frameResize"),
        ("type", "lessonwright:height"),
    }


def test_messages_go_to_the_parent_and_not_to_the_top(host: Host) -> None:
    inner = host.open(host.frame(QUIZ))
    inner.wait_for_function("messages.length > 3")
    (host.server.folder / "middle.html").write_text((host.server.folder / "host.html").read_text())
    page = host.open('<iframe src="middle.html" width="900" height="600"></iframe>')
    inside(page).wait_for_function("messages.length > 3")
    settle(page)
    assert page.evaluate("messages") == []


def test_a_host_with_the_resizer_of_h5p_keeps_the_height(host: Host) -> None:
    page = host.open(RESIZER + host.frame(QUIZ))
    low = fitting(page)
    answer(inside(page))
    inside(page).wait_for_function("low => document.documentElement.offsetHeight > low", arg=low)
    high = fitting(page)
    inside(page).get_by_role("button", name="Try again").click()
    inside(page).wait_for_function("high => document.documentElement.offsetHeight < high", arg=high)
    assert fitting(page) == low
    page.set_viewport_size({"width": 300, "height": 700})
    inside(page).wait_for_function("innerWidth <= 300")
    assert fitting(page) > low


@pytest.mark.parametrize("url", ["index.html", "glossary.html", LESSON])
def test_a_page_for_a_frame_has_nothing_around_its_content(visits: Visits, url: str) -> None:
    page = visits.open(f"{url}?embed", SAVES_DATA)
    around = CHROME.removesuffix(", .share")
    expect(page.locator(around).first).to_be_attached()
    expect(page.locator(around).locator("visible=true")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(url)
    expect(page.locator(".bar")).to_be_visible()


def test_a_page_that_is_merely_framed_keeps_its_bar(host: Host) -> None:
    frame = inside(host.open(host.frame(LESSON, 'height="600"')))
    expect(frame.locator(".bar")).to_be_visible()
    expect(frame.locator(".share").locator("visible=true")).to_have_count(0)


def test_what_lies_elsewhere_opens_in_a_new_tab(host: Host) -> None:
    page = host.open(host.frame(f"{LESSON}?embed", 'height="600"'))
    frame = inside(page)
    frame.get_by_role("button", name="loss function", exact=True).click()
    link = frame.locator("#term_loss-function a")
    expect(link).to_have_accessible_description("Opens in a new tab")
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value).to_have_url(re.compile(r"/repo/glossary\.html#loss-function$"))
    assert opened.value.evaluate("opener") is None
    assert frame.url.endswith(f"{LESSON}?embed")


def test_anchors_in_the_page_stay_in_the_frame(host: Host) -> None:
    page = host.open(host.frame(f"{LESSON}?embed", 'height="600"'))
    frame = inside(page)
    # As an author writes it: the lesson's own file, which knows nothing of "?embed".
    own = frame.evaluate(
        """() => [...document.querySelectorAll("a[href]")].filter((link) => link.hash
          && link.pathname === location.pathname).map((link) => link.search + link.target)"""
    )
    assert set(own) == {"?embed"}
    frame.evaluate("document.querySelector('.on-this-page a[href$=\"#no-magic\"]').click()")
    expect(frame.locator("#no-magic")).to_be_in_viewport()
    assert frame.url.endswith(f"{LESSON}?embed#no-magic")


@pytest.mark.parametrize("may_open", [True, False])
def test_a_link_of_a_sandboxed_frame_leads_somewhere(host: Host, may_open: bool) -> None:
    host.visits.expect(*NO_FONTS)
    if not may_open:
        host.visits.expect("'allow-popups' permission is not set")
    sandbox = "allow-scripts allow-popups" if may_open else "allow-scripts"
    page = host.open(host.frame(QUIZ, f'sandbox="{sandbox}" height="500"'))
    link = inside(page).get_by_role("link", name="What does learning mean?")
    if may_open:
        with page.context.expect_page() as opened:
            link.click()
        expect(opened.value.get_by_role("heading", level=1)).to_have_text(
            "What does learning mean?"
        )
        assert inside(page).url.endswith(QUIZ)
    else:
        link.click()
        inside(page).wait_for_url(f"**/{LESSON}#quiz")


def test_the_keyboard_goes_through_the_frame_and_out_again(host: Host) -> None:
    page = host.open(f"<button>Before</button>{host.frame(QUIZ)}<button>Behind</button>")
    frame = inside(page)
    page.get_by_role("button", name="Before").focus()
    page.keyboard.press("Tab")
    expect(frame.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(frame.get_by_role("button", name="Check")).to_be_focused()
    page.keyboard.press("Enter")
    expect(frame.locator(".feedback:visible")).to_have_count(1)
    for there in (
        frame.get_by_role("button", name="Next question"),
        frame.get_by_role("link", name="What does learning mean?"),
        page.get_by_role("button", name="Behind"),
    ):
        page.keyboard.press("Tab")
        expect(there).to_be_focused()


@pytest.mark.parametrize("height", [150, 320])
def test_a_definition_fits_a_short_frame(host: Host, height: int) -> None:
    page = host.open(
        host.frame(f"{LESSON}?embed", f'height="{height}"'), viewport={"width": 400, "height": 700}
    )
    frame = inside(page)
    before = heights(page)
    frame.get_by_role("button", name="loss function", exact=True).click()
    definition = frame.locator("#term_loss-function")
    expect(definition).to_be_visible()
    box = cast(
        "dict[str, float]", definition.evaluate("each => each.getBoundingClientRect().toJSON()")
    )
    assert box["top"] >= -1
    assert box["bottom"] <= height + 1
    assert box["left"] >= -1
    assert box["right"] <= 401
    frame.get_by_role("link", name="In the glossary").locator("visible=true").focus()
    expect(definition).to_be_visible()
    settle(page)
    assert heights(page)[len(before) :] == []


def test_a_frame_without_an_origin_of_its_own(host: Host) -> None:
    """Figure, recorded steps, quiz and heights; storage and workers are refused there."""
    host.visits.expect(*NO_FONTS)
    obeys = OBEYS.replace("MORE", "0")
    page = host.open(obeys + host.frame(WIDGET, SANDBOX) + host.frame(QUIZ, SANDBOX))
    fitting(page)
    page.locator("iframe").nth(1).scroll_into_view_if_needed()  # out of view nothing is drawn
    low = fitting(page, 1)
    widget = inside(page).locator("lesson-widget")
    assert inside(page).evaluate("origin") == "null"
    expect(widget.locator('[data-picture="curve"] .ball circle').first).to_be_visible()
    widget.get_by_role("button", name="Step").click()
    expect(widget.locator('output[name="steps"]')).to_have_text("1")
    widget.get_by_role("button", name="Back").click()
    expect(widget.locator('output[name="steps"]')).to_have_text("0")
    answer(inside(page, 1))
    expect(inside(page, 1).locator(".feedback:visible")).to_have_count(1)
    inside(page, 1).wait_for_function("low => document.documentElement.offsetHeight > low", arg=low)
    fitting(page, 1)
