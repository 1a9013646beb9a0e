"""Pages of another origin that show pages of the site in frames, as a course's platform does."""

from dataclasses import dataclass
from typing import Any, cast

from playwright.sync_api import Frame, Page

from support.lesson_page import LESSON
from support.server import Server
from support.visits import SAVES_DATA, Visits

SLUG = LESSON.rpartition("/")[2].removesuffix(".html")
WIDGET, QUIZ = f"embed/{SLUG}/descent.html", f"embed/{SLUG}/quiz.html"
LISTENS = """<script>
const messages = [];
addEventListener("message", ({ data }) => messages.push(data));
</script>"""
OBEYS = """<script>
addEventListener("message", ({ data, source }) => {
  if (data.type !== "lessonwright:height") return;
  const frames = [...document.querySelectorAll("iframe")];
  const frame = frames.find((each) => each.contentWindow === source);
  frame.style.height = data.height + MORE + "px";
});
</script>"""
"""A host that gives a frame the height that it asks for, and MORE."""
CONTENT = "Math.ceil(document.documentElement.getBoundingClientRect().height)"
"""How high the content of a page is."""


@dataclass
class Host:
    """Another site."""

    visits: Visits
    """Of readers."""
    server: Server
    """Of the host's pages."""

    def frame(self, url: str, attributes: str = 'height="150"') -> str:
        """A frame that shows a page of the site."""
        address = f"{self.visits.server.url}{url}"
        return f'<iframe src="{address}" style="border: 0; width: 100%" {attributes}></iframe>'

    def open(self, body: str, *scripts: str, **options: Any) -> Page:
        """A page of the host, which keeps the messages that it gets; Python does not start."""
        head = '<!doctype html><meta charset="utf-8"><title>A host</title>'
        html = f'{head}<body style="margin: 0">{LISTENS}{body}'
        (self.server.folder / "host.html").write_text(html, "utf-8")
        options = {"base_url": self.server.url, **options}
        return self.visits.open("host.html", *(scripts or (SAVES_DATA,)), **options)


def inside(page: Page, index: int = 0) -> Frame:
    """What a frame of the page shows."""
    frame = page.locator("iframe").nth(index).element_handle().content_frame()
    assert frame
    return frame


def heights(page: Page) -> list[int]:
    """The heights that the host was told, in order."""
    told = (
        "messages.filter(({ type }) => type === 'lessonwright:height').map((each) => each.height)"
    )
    return cast("list[int]", page.evaluate(told))


def fitting(page: Page, index: int = 0, more: int = 0) -> int:
    """Waits until a frame has the height of its content, and gives that height."""
    frame = inside(page, index)
    frame.wait_for_function(f"more => innerHeight === {CONTENT} + more", arg=more, timeout=5000)
    return cast("int", frame.evaluate(CONTENT))


def settle(page: Page) -> None:
    """Lets the host and its frames be drawn a few times, so that what they cause has come."""
    page.evaluate(
        """async () => { for (let each = 0; each < 8; each++) {
          await new Promise(requestAnimationFrame); } }"""
    )
