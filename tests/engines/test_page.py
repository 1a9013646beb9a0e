"""What engines do in their own ways: layout, terms, colours, a visit without a network."""

import pytest

from engines.homes import HOMES, OPAQUE, Places
from engines.reader import LIVE, Reader, expect
from engines.test_matrix import STEP, WIDGET, expect_frame
from support.lesson_page import LESSON
from support.server import serving

TERM = "document.querySelector('.term')"
DEFINITION = f"document.getElementById({TERM}.getAttribute('popovertarget'))"
TORN = """[...document.querySelectorAll('.term')].filter((term) => {
  const mark = document.createRange();
  mark.selectNode(term.nextSibling ?? term);
  const isMark = /^[.,;:!?)]/.test(mark);
  return isMark && mark.getClientRects()[0].left < [...term.getClientRects()].at(-1).left;
}).map((term) => term.textContent)"""
"""Terms whose full stop stands in the next line."""
LAID_OUT = """[...document.querySelectorAll('.part')].every(
  (part) => part.style.contentVisibility === 'visible')"""
AT_TOP = f"((top) => top >= -1 && top < 150)({WIDGET}.getBoundingClientRect().top)"
"""The reader sees the widget from its top."""
KEPT = """(async () => {
  for (const name of await caches.keys()) {
    const urls = (await (await caches.open(name)).keys()).map(({ url }) => url);
    const parts = ['memory-', 'pyodide-', 'python-', 'what-does-learning-mean.html'];
    window.kept = parts.every((part) => urls.some((url) => url.includes(part)));
  }
})() && window.kept === true"""


@pytest.fixture
def http(places: Places, reader: Reader) -> Reader:
    """A reader with the lesson before them, from a server."""
    reader.open(places.server.url + LESSON)
    return reader


@pytest.mark.parametrize("width", [360, 700, 1440])
def test_the_page_fits(places: Places, reader: Reader, width: int) -> None:
    size = f"position: fixed; inset: 0; width: {width}px; height: 800px; border: 0"
    reader.open(places.host(f"narrow-{width}", page=LESSON, size=size), framed=True)
    assert reader.run("innerWidth") == width
    assert reader.run("document.documentElement.scrollWidth") <= width
    assert reader.run(TORN) == []


def test_terms(http: Reader) -> None:
    style = "(({ textDecorationLine: line, textDecorationStyle: style }) => [line, style])"
    assert http.run(f"{style}(getComputedStyle({TERM}))") == ["underline", "dotted"]
    http.click(".term")
    expect(http, f"{DEFINITION}.matches(':popover-open')", True)
    inside = f"""((box) => box.left >= -1
      && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1)(
      {DEFINITION}.getBoundingClientRect())"""
    assert http.run(inside)
    http.press(".term", "Escape")
    expect(http, f"{DEFINITION}.matches(':popover-open')", False)


def test_colours(http: Reader) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    for theme, colour in [("light", "rgb(251, 250, 247)"), ("dark", "rgb(21, 24, 28)")]:
        http.click("button.theme")
        expect(http, "document.documentElement.dataset.theme", theme)
        expect(http, paper, colour)


def test_a_visited_lesson_needs_no_network(places: Places, reader: Reader) -> None:
    with serving(places.folder) as server:
        reader.open(server.url + LESSON)
        reader.click(STEP)
        expect(reader, f"{WIDGET}.dataset.state", "live", LIVE)
        expect(reader, KEPT, True, LIVE)
    reader.expected = r"NetworkError|\.woff2"  # Fonts of what the reader has not seen yet.
    reader.reload()
    reader.click(STEP)
    expect(reader, f"{WIDGET}.dataset.state", "live", LIVE)
    expect_frame(reader, 1)


def test_a_link_to_a_state_leads_to_the_widget(places: Places, reader: Reader) -> None:
    reader.open(f"{places.server.url}{LESSON}#descent?optimiser=adam&steps=2")
    expect_frame(reader, 2, optimiser="adam")
    expect(reader, "document.activeElement.id", "descent")
    expect(reader, LAID_OUT, True)
    expect(reader, f"{WIDGET}.dataset.state", "live", LIVE)
    expect(reader, AT_TOP, True)


def test_a_block_alone_without_an_origin(places: Places, reader: Reader) -> None:
    reader.expected = HOMES["opaque-frame"].complaints
    page = "embed/what-does-learning-mean/descent.html"
    reader.open(places.host("block", page, OPAQUE), framed=True)
    reader.click(STEP)
    expect(reader, f"{WIDGET}.dataset.state", "live", LIVE)
    expect_frame(reader, 1)
