"""Where a lesson may be opened."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from engines.reader import NOTHING
from support.lesson_page import LESSON
from support.server import Server

OPAQUE = 'sandbox="allow-scripts"'
"""Without an origin: no storage, no workers from addresses, no files that are not let."""
FRAME = (
    '<!doctype html><title>A host</title><iframe src="{page}" {sandbox} style="{size}"></iframe>'
)
SIZE = "position: fixed; inset: 0; width: 100%; height: 100%; border: 0"


@dataclass(frozen=True)
class Places:
    """The built site, and who shows it."""

    folder: Path
    single: Path
    """The lesson as one file."""
    server: Server
    hosts: Server
    """Another server, for pages that show the lesson in a frame."""
    lesson: str = LESSON
    """Its page in the site."""

    def host(self, name: str, page: str = "", sandbox: str = "", size: str = SIZE) -> str:
        """The address of a page of another site with the lesson in a frame."""
        url = self.server.url + (page or f"{self.lesson}?embed")
        page = FRAME.format(page=url, sandbox=sandbox, size=size)
        (self.hosts.folder / f"{name}.html").write_text(page, "utf-8")
        return self.hosts.url.replace("127.0.0.1", "localhost") + f"{name}.html"


@dataclass(frozen=True)
class Home:
    address: Callable[[Places], str]
    framed: bool = False
    keeps: bool = True
    """Whether the browser keeps there what the reader has reached."""
    complaints: str = NOTHING
    """A pattern of what browsers complain of there, and mend, or nothing."""


HOMES = {
    "http": Home(lambda places: places.server.url + places.lesson),
    "cross-site-frame": Home(lambda places: places.host("cross-site"), framed=True),
    "opaque-frame": Home(
        lambda places: places.host("opaque", sandbox=OPAQUE),
        framed=True,
        keeps=False,
        # The fonts, which come in another way then.
        complaints=r"\.woff2|net::ERR_FAILED",
    ),
    "folder": Home(lambda places: (places.folder / places.lesson).as_uri()),
    "single-file": Home(lambda places: places.single.as_uri()),
}
