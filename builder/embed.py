"""What the control "Share" hands out, and what becomes of a block that stands alone on a page.

A page under embed/ shows a block of a lesson: the HTML that the lesson's page shows, with its links
led back to where the lesson lies.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from builder.lists import lesson_url
from builder.model import Asset, Block, Course, Lesson, QuizBlock, WidgetBlock
from builder.places import Text

HEIGHTS: dict[type, int] = {Lesson: 800, WidgetBlock: 900, QuizBlock: 640}
"""Pixels for frames whose host does not listen: a lesson scrolls, the others mostly fit."""
WIDTH = 720
"""Pixels, for hosts that ask."""
LINK = re.compile(r'(<(?:a|img|source|video)\b[^>]*?\s(?:href|src|poster)=")([^":]*)"')
TITLE = re.compile(r"<h4( id=\"[^\"]*-title\">.*?</)h4>", re.DOTALL)
LEAD_BACK = "../../"
"""From a page under embed/ to the site's root."""


@dataclass(frozen=True)
class Share:
    """A lesson, or a block of one, as others get it."""

    title: str
    """Of the frame."""
    url: str
    """Of the page that a frame shows, relative to the site's root."""
    link: str
    """Where it stands in its lesson, relative to the site's root."""
    height: int
    """Of the frame, in pixels, where nobody adapts it."""

    def frame(self, root: str) -> str:
        """The HTML of a frame that shows it; the root is an address with a slash at its end."""
        query = "" if self.url.startswith("embed/") else "?embed"
        named = f'title="{escape(self.title)}" width="100%" height="{self.height}"'
        return (
            f'<iframe src="{root}{self.url}{query}" {named} style="border:0" loading="lazy">'
            "</iframe>"
        )

    @property
    def oembed(self) -> str:
        """Where its description for oEmbed lies, relative to the site's root."""
        return self.url.removesuffix(".html") + ".oembed.json"


type Words = Callable[[Text], str]


def share_lesson(lesson: Lesson, url: str, words: Words) -> Share:
    """A whole lesson; its page has this address."""
    return Share(words(lesson.title), url, url, HEIGHTS[Lesson])


def share_block(block: Block, lesson: Lesson, url: str, words: Words) -> Share | None:
    """A block of the lesson with this address; None where the block cannot stand alone."""
    if type(block) not in HEIGHTS:
        return None
    title = f"{block_title(block, lesson, words)} – {words(lesson.title)}"
    page = f"embed/{lesson.slug}/{block.id}.html"
    return Share(title, page, f"{url}#{block.id}", HEIGHTS[type(block)])


def block_title(block: Block, lesson: Lesson, words: Words) -> str:
    """What a block is called: a widget's own title, or "Quiz", with a number if there are more."""
    if isinstance(block, WidgetBlock):
        return words(block.title)
    quizzes = [each.id for each in lesson.blocks if isinstance(each, QuizBlock)]
    return "Quiz" if len(quizzes) == 1 else f"Quiz {quizzes.index(block.id) + 1}"


def standing_alone(html: str, url: str) -> str:
    """A block's HTML for its own page: links as from the lesson's page, its title the page's."""
    folder = LEAD_BACK + url.rpartition("/")[0]

    def lead(found: re.Match[str]) -> str:
        target = found[2]
        there = f"{LEAD_BACK}{url}" if target.startswith(("#", "?")) else f"{folder}/"
        return f'{found[1]}{there}{target}"'

    return TITLE.sub(r"<h1\1h1>", LINK.sub(lead, html), count=1)


def oembeds(course: Course, words: Words) -> Iterator[Asset]:
    """Descriptions of the course's lessons and blocks, where its address is known."""
    if not course.address:
        return
    for section in course.sections:
        for lesson in section.lessons:
            url = lesson_url(section, lesson)
            yield oembed(share_lesson(lesson, url, words), course, words)
            for block in lesson.blocks:
                if share := share_block(block, lesson, url, words):
                    yield oembed(share, course, words)


def oembed(share: Share, course: Course, words: Words) -> Asset:
    """The description that hosts look for which know oEmbed 1.0."""
    told = {
        "version": "1.0",
        "type": "rich",
        "title": share.title,
        "provider_name": words(course.title),
        "provider_url": course.address,
        "html": share.frame(course.address),
        "width": WIDTH,
        "height": share.height,
    }
    return Asset(share.oembed, json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")
