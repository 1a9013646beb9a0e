"""The built site → a SCORM package of one lesson.

A lesson in an LMS is one page: others open beside it, since leaving it would end its session.
"""

import posixpath
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from builder.assets.bundle import BUNDLES
from builder.exports.scorm_manifest import make_manifest
from builder.prebuilt.parts import prebuilt_files

CLIENT = "scorm.js"
"""What speaks with the LMS."""
BESIDE = ("glossary.html", "licences.txt")
"""What every lesson links to."""
UNCOUNTED = "Opens outside your course, where nothing is counted"
"""On links to other pages of the published course."""
LINK = re.compile(r'<a (?P<before>[^>]*?)href="(?P<href>[^"]*)"')
REFERENCE = re.compile(r' (?:href|src|poster)="([^"]*)"')
TITLE = re.compile(r"<title>(.*?)</title>")
CHROME = ('<nav class="around"', '<nav class="section-contents"')
"""Ways to other lessons: in a course, the LMS has its own."""


def make_package(
    version: str, site: Path, address: str, section: str, lesson: str
) -> dict[str, bytes]:
    """The package's files by their names in it."""
    names = needed(site, lesson)
    files = {name: (site / name).read_bytes() for name in names}
    files[f"assets/{CLIENT}"] = prebuilt_files(BUNDLES)[CLIENT]
    mark = f'<lesson-course data-version="{version}" hidden></lesson-course>'
    for page in (name for name in names if name.endswith(".html")):
        html = linked(page, files[page].decode(), {*names} - {lesson}, address, lesson)
        html = put(html, "<body>", f"<body>\n{mark}")
        files[page] = (with_client(page, html) if page == lesson else html).encode()
    title = title_of(site / lesson).removesuffix(f" – {title_of(site / 'index.html')}")
    manifest = make_manifest(version, section, title, lesson, sorted({*files} - {lesson}))
    return {"imsmanifest.xml": manifest, **dict(sorted(files.items()))}


def needed(site: Path, lesson: str) -> list[str]:
    """The lesson, what stands beside it, and all that these pages load."""
    pages = {page: (site / page).read_text("utf-8") for page in (lesson, "glossary.html")}
    found = {lesson, *BESIDE, *names_in(site, "assets")}
    for page, html in pages.items():
        found |= {name for name in names_in(site, "runtime") if posixpath.basename(name) in html}
        found |= {
            name
            for address in REFERENCE.findall(html)
            if not (name := target(page, address)).endswith(".html") and (site / name).is_file()
        }
    return sorted(found)


def names_in(site: Path, folder: str) -> Iterable[str]:
    """The files of a folder of the site."""
    paths = (site / folder).rglob("*")
    return (path.relative_to(site).as_posix() for path in paths if path.is_file())


def target(page: str, address: str) -> str:
    """Where an address in a page leads, relative to the site's root; empty for another site."""
    parts = urlsplit(unescape(address))
    if parts.scheme or parts.netloc:
        return ""
    path = posixpath.join(posixpath.dirname(page), unquote(parts.path)) if parts.path else page
    return posixpath.normpath(path)


def title_of(page: Path) -> str:
    """What a page calls itself."""
    found = TITLE.search(page.read_text("utf-8"))
    assert found, page
    return unescape(found[1])


def linked(page: str, html: str, names: set[str], course: str, lesson: str) -> str:
    """A page whose links open others beside it.

    What is not in the package is at the course's address; without one, it cannot be followed. Nor
    can a link back to the lesson: it would open a second one, which the LMS does not count.
    """

    def link(found: re.Match[str]) -> str:
        href = found["href"]
        name = target(page, href)
        if name == page:
            return found[0]
        note = ""
        if name and name not in names:
            href = f"{course}{name}" if course and name != lesson else ""
            note = f'title="{UNCOUNTED}" '
        return f"<a {found['before']}" + (f'{note}href="{href}" target="_blank"' if href else "")

    return LINK.sub(link, html)


def with_client(page: str, html: str) -> str:
    """A lesson that talks to its LMS; the client is there before the page's own script asks."""
    for nav in CHROME:
        html = put(html, nav, f"{nav} hidden")
    script = f'<script src="{"../" * page.count("/")}assets/{CLIENT}"></script>\n'
    return put(html, "</head>", f"{script}</head>")


def put(html: str, mark: str, new: str) -> str:
    """The page with something new in the place of a mark that it has to have."""
    assert mark in html, mark
    return html.replace(mark, new, 1)
