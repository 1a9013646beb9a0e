"""Chromium and Firefox, driven by Playwright."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserType, ConsoleMessage, Frame, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from engines.programs import find_firefox
from engines.reader import HEIGHT, NOTHING, READY, SOON, WIDTH, TooLateError
from support.chromium import QUIET, find_chromium

# The last of such flags counts. Playwright's own has one more, which refuses frames of other sites
# the storage that they have for readers.
QUIETER = "--disable-features=AutofillServerCommunication,OptimizationHints,Translate"


def launch_chromium(chromium: BrowserType, port: int, _: Path) -> Browser:
    """Debian's Chromium, or the one that the other tests use."""
    return chromium.launch(
        executable_path=str(find_chromium()),
        args=[*QUIET, QUIETER],
        proxy={"server": f"http://127.0.0.1:{port}", "bypass": "127.0.0.1,localhost"},
    )


def launch_firefox(firefox: BrowserType, port: int, home: Path) -> Browser:
    """The machine's Firefox, as strict with files as it is for readers: its drivers are not."""
    proxies = {f"network.proxy.{kind}": "127.0.0.1" for kind in ("http", "ssl")}
    ports = {f"network.proxy.{kind}_port": port for kind in ("http", "ssl")}
    return firefox.launch(
        channel="moz-firefox",
        executable_path=str(find_firefox()),
        env={"HOME": str(home)},  # Root may not use another's.
        firefox_user_prefs={
            "security.fileuri.strict_origin_policy": True,
            # The driver's mouse does not reach into a frame that has a process of its own.
            "fission.webContentIsolationStrategy": 0,
            "network.proxy.type": 1,
            **proxies,
            **ports,
        },
    )


class PlaywrightReader:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.place: Page | Frame = page
        self.framed = False
        self.heard: list[str] = []
        self.expected = NOTHING
        page.on("pageerror", lambda error: self.heard.append(str(error)))
        page.on("console", self._hear)

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.heard.append(said.text)

    def open(self, address: str, *, framed: bool = False) -> None:
        self.framed = framed
        self.page.goto(address)
        self._enter()

    def reload(self) -> None:
        self.page.reload()
        self._enter()

    def _enter(self) -> None:
        self.place = self.page.frames[1] if self.framed else self.page
        self.wait(READY, SOON)

    def run(self, expression: str) -> Any:
        return self.place.evaluate(f"() => ({expression})")

    def wait(self, condition: str, seconds: float) -> None:
        try:
            self.place.wait_for_function(f"() => ({condition})", timeout=1000 * seconds)
        except PlaywrightTimeoutError as error:
            raise TooLateError(condition) from error

    def click(self, selector: str) -> None:
        self._first(selector).click()

    def press(self, selector: str, key: str) -> None:
        self._first(selector).press(key)

    def type(self, selector: str, text: str) -> None:
        self._first(selector).press_sequentially(text)

    def _first(self, selector: str) -> Locator:
        return self.place.locator(selector).first


@contextmanager
def playwright_reader(browser: Browser) -> Iterator[PlaywrightReader]:
    """Opens one page with a memory of its own."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    try:
        yield PlaywrightReader(context.new_page())
    finally:
        context.close()
