"""Readers: a browser of its own for each, and what its pages noted about themselves."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

from bench.host import Host
from bench.network import Network
from bench.rivals import JAVASCRIPT, PAGES
from support.chromium import QUIET, find_chromium

ELSEWHERE = "elsewhere.test"
"""Another site, where every reader was before: a browser just started is slow at everything."""
FLAGS = (
    *QUIET,
    f"--host-resolver-rules=MAP {ELSEWHERE} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PATIENCE = 90_000
"""Milliseconds to wait for a page."""
SLOWED = 4
"""How many times slower the page's processor is while a widget is played; workers keep theirs."""
WIDE = {"width": 1280, "height": 900}


@dataclass
class Reader:
    """Somebody with a browser: the same profile from visit to visit, or a new one."""

    playwright: Playwright
    host: Host
    network: Network
    profile: Path

    @contextmanager
    def browser(self) -> Iterator[Page]:
        """A browser just started, with the caches of the profile."""
        context = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=str(find_chromium()),
            args=list(FLAGS),
            viewport={"width": WIDE["width"], "height": WIDE["height"]},
        )
        try:
            yield self.warmed_up(context)
        finally:
            context.close()

    def warmed_up(self, context: BrowserContext) -> Page:
        """The browser's page, after a visit to another site."""
        context.add_init_script(path=PAGES / "marks.js")
        page = context.pages[0]
        url = self.host.url(JAVASCRIPT.path).replace("127.0.0.1", ELSEWHERE)
        open_page(page, url, JAVASCRIPT.needs)
        self.host.settle()
        self.host.begin(self.network)
        return page


@contextmanager
def new_reader(playwright: Playwright, host: Host, network: Network) -> Iterator[Reader]:
    """A reader who has never been here."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Reader(playwright, host, network, Path(folder))


def open_page(page: Page, url: str, needs: Sequence[str]) -> dict[str, float]:
    """The marks of a page, in ms since its navigation began."""
    page.goto(url, wait_until="commit")
    marks = note(page, needs, PATIENCE)
    if missing := [name for name in needs if name not in marks]:
        raise RuntimeError(f"{url}: {', '.join(missing)} did not come within {PATIENCE} ms")
    # What only some pages have, and have soon after.
    return note(page, [*needs, "result"], 1000) if "python" in needs else marks


def note(page: Page, names: Sequence[str], patience: int) -> dict[str, float]:
    """What the page has noted, once these are there or the time is over."""
    found = page.evaluate("([names, patience]) => benchMarks(names, patience)", [names, patience])
    return {str(name): float(time) for name, time in found.items()}


def run_widget(page: Page) -> dict[str, float]:
    """How smoothly Run runs to the descent's end, and the longest task until then."""
    return numbers(page.evaluate("benchRun()"))


def play_slowed(page: Page) -> dict[str, float]:
    """How smoothly Step and Run go where the page's processor is slowed, and the longest task."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    return numbers(page.evaluate("benchPlay()"))


def numbers(found: dict[str, float | None]) -> dict[str, float]:
    """What the page has measured; without what it could not."""
    return {str(name): float(value) for name, value in found.items() if value is not None}
