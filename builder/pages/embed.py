"""What the control "Share" hands out, and what becomes of a block that stands alone on a page.

A page under embed/ shows a block of a lesson: the HTML that the lesson's page shows, with its links
led back to where the lesson lies.
"""

import json
import re
from collections.abc import Iterator

from builder.model.course import Course, Lesson
from builder.model.share import Share
from builder.model.site import Asset

LESSON_HEIGHT = 800
"""Of a frame with a lesson, which scrolls, in pixels."""
WIDTH = 720
"""Pixels, for hosts that ask."""
LINK = re.compile(r'(<(?:a|img|source|video)\b[^>]*?\s(?:href|src|poster)=")([^":]*)"')
TITLE = re.compile(r"<h4( id=\"[^\"]*_title\">.*?</)h4>", re.DOTALL)
LEAD_BACK = "../../"
"""From a page under embed/ to the site's root."""


def standing_alone(html: str, url: str) -> str:
    """A block's HTML for its own page: links as from the lesson's page, its title the page's."""
    folder = LEAD_BACK + url.rpartition("/")[0]

    def lead(found: re.Match[str]) -> str:
        target = found[2]
        there = f"{LEAD_BACK}{url}" if target.startswith(("#", "?")) else f"{folder}/"
        return f'{found[1]}{there}{target}"'

    return TITLE.sub(r"<h1\1h1>", LINK.sub(lead, html), count=1)


def oembeds(course: Course, provider: str) -> Iterator[Asset]:
    """Descriptions of the course's lessons and blocks, where its address is known."""
    if not course.address:
        return
    for lesson in course.lessons:
        for share in (whole_lesson(lesson), *lesson.alone):
            yield oembed(share, course.address, provider)


def oembed(share: Share, address: str, provider: str) -> Asset:
    """The description that hosts look for which know oEmbed 1.0."""
    told = {
        "version": "1.0",
        "type": "rich",
        "title": share.title,
        "provider_name": provider,
        "provider_url": address,
        "html": share.frame(address),
        "width": WIDTH,
        "height": share.height,
    }
    return Asset(share.oembed, json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")


def whole_lesson(lesson: Lesson) -> Share:
    """The page of a lesson."""
    return Share(lesson.title, lesson.url, lesson.url, LESSON_HEIGHT, lesson.needs, lesson.code)
