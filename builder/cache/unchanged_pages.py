"""Which pages of a site were made from what, so that the next build writes only the others."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from builder.cache.code import digest
from builder.cache.store import forget_unused, read, write
from builder.model.site import Page
from builder.project import CACHE

SITES = CACHE / "sites"


@dataclass(frozen=True)
class Written:
    """The pages of the old site, and those of the new one."""

    out: Path
    """The old site."""
    before: dict[str, list[object]]
    """By its address in the site: a page's key, and the file's size and time of change."""
    now: dict[str, list[object]] = field(default_factory=dict)
    """The same of the new site."""

    def take_over(self, page: Page, new: Path) -> bool:
        """Whether the old site has the page, as it was written; then the new one has it too."""
        if not page.key or self.before.get(page.url) != self._told(page, self.out):
            return False
        path = new / page.url
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(self.out / page.url, path)
        except OSError:
            return False
        self.note(page, new)
        return True

    def note(self, page: Page, site: Path) -> None:
        """The page stands in the new site."""
        if page.key:
            self.now[page.url] = self._told(page, site)

    def _told(self, page: Page, site: Path) -> list[object]:
        try:
            found = (site / page.url).stat()
        except OSError:
            return []
        return [page.key, found.st_size, found.st_mtime_ns]


@contextmanager
def written_pages(out: Path) -> Iterator[Written]:
    """What was written into a site; at the end it is kept what was written this time."""
    stored = SITES / digest([str(out).encode()]).hex()
    written = Written(out, json.loads(read(stored) or b"{}"))
    yield written
    write(stored, json.dumps(written.now).encode())
    forget_unused(SITES)
