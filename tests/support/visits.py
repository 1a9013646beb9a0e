"""Pages opened by the browser tests, and everything that goes wrong behind their backs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError

from support.server import Server

PATIENCE = 30_000
"""Milliseconds that a page may take for anything, on a machine that has other work too."""
WIDE = {"width": 1280, "height": 900}
SAVES_DATA = """Object.defineProperty(Navigator.prototype, "connection", {
  configurable: true, get: () => Object.assign(new EventTarget(), { saveData: true }) })"""
"""For a reader who saves data, and for tests that can do without Python starting."""
NO_STORAGE = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("denied", "SecurityError") } })"""


@dataclass
class Visits:
    """Opens pages of one server, each in a context of its own."""

    browser: Browser
    server: Server
    troubles: list[str] = field(default_factory=list)
    """What went wrong: errors and warnings of scripts, requests that failed or went elsewhere."""
    expected: list[str] = field(default_factory=list)
    """Patterns of the troubles that a test brings about on purpose."""
    hosts: list[str] = field(default_factory=list)
    """Addresses of other sites that show pages of this one in frames."""
    contexts: list[BrowserContext] = field(default_factory=list)
    folder: str = ""
    """Where the site is if it does not come from the server: a file:// address."""

    @property
    def home(self) -> str:
        """Where the site is."""
        return self.folder or self.server.url

    def open(self, url: str, *scripts: str, **options: Any) -> Page:
        """A page of the site; scripts run before its own, options are the context's."""
        page = self.context(*scripts, **options).new_page()
        page.goto(url)
        return page

    def context(self, *scripts: str, **options: Any) -> BrowserContext:
        """A reader who has not been here before; pages are relative to the site."""
        context = self.browser.new_context(
            **{
                "base_url": self.home,
                "viewport": WIDE,
                "reduced_motion": "reduce",
                "service_workers": "block",
                **options,
            }
        )
        self.contexts.append(context)
        for script in scripts:
            context.add_init_script(script)
        context.on("console", self._hear)
        context.on("weberror", self._fail)
        context.on("request", self._look)
        context.on("requestfailed", self._miss)
        return context

    def expect(self, *patterns: str) -> None:
        """Says what will go wrong in this test, and has to."""
        self.expected += patterns

    def check(self) -> None:
        """Fails on troubles that nobody expected, and on expected ones that did not come."""
        found, self.troubles = self.troubles, []
        patterns, self.expected = self.expected, []
        surprises = [each for each in found if not any(re.search(one, each) for one in patterns)]
        assert not surprises, surprises
        unseen = [one for one in patterns if not any(re.search(one, each) for each in found)]
        assert not unseen, f"did not come: {unseen}"

    def _hear(self, message: ConsoleMessage) -> None:
        if message.text == "Service Worker registration blocked by Playwright":
            return
        if message.type in ("error", "warning", "assert"):
            self.troubles.append(f"console {message.type}: {message.text}")

    def _fail(self, error: WebError) -> None:
        self.troubles.append(f"page error: {error.error}")

    def _look(self, request: Request) -> None:
        if not request.url.startswith((self.home, *self.hosts, "data:", "blob:")):
            self.troubles.append(f"request to elsewhere: {request.url}")

    def _miss(self, request: Request) -> None:
        if request.method == "HEAD" and "ERR_ABORTED" in (request.failure or ""):
            return  # A lesson of a package that asks whether its server answers, and is left.
        self.troubles.append(f"request failed: {request.url} {request.failure}")


@contextmanager
def visiting(browser: Browser, server: Server, folder: str = "") -> Iterator[Visits]:
    """Visits that end in good order, looked through or not."""
    visits = Visits(browser, server, folder=folder)
    try:
        yield visits
    finally:
        for context in visits.contexts:
            context.close()
