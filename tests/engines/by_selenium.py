"""WebKitGTK, which stands for Safari here, driven by selenium on a screen that nobody sees."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from selenium.common import TimeoutException
from selenium.webdriver import Remote, WebKitGTKOptions
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.support.wait import WebDriverWait
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import HTTPError

from engines.programs import find_driver, find_mini_browser, find_screen
from engines.reader import HEIGHT, NOTHING, READY, SOON, WIDTH, TooLateError

PATIENCE = 60
"""Seconds for an answer of the driver."""
OFTEN = 0.03
"""Seconds between two looks at a condition: the driver cannot be told to wait for one."""

KEYS = {"Enter": Keys.ENTER, "ArrowLeft": Keys.ARROW_LEFT, "Tab": Keys.TAB, "Escape": Keys.ESCAPE}


class SeleniumReader:
    def __init__(self, driver: Remote) -> None:
        self.driver = driver
        self.framed = False
        self.heard: list[str] = []  # This driver tells nothing.
        self.expected = NOTHING

    def open(self, address: str, *, framed: bool = False) -> None:
        self.framed = framed
        self.driver.get(address)
        self._enter()

    def reload(self) -> None:
        self.driver.switch_to.default_content()
        self.driver.refresh()
        self._enter()

    def _enter(self) -> None:
        if self.framed:
            self.driver.switch_to.frame(0)
        self.wait(READY, SOON)
        if self.framed:
            # Until a click, WebKit lets nothing in such a frame have the keyboard.
            self.click("h1:not(.unseen), h4")

    def run(self, expression: str) -> Any:
        return self.driver.execute_script(f"return ({expression})")

    def wait(self, condition: str, seconds: float) -> None:
        try:
            WebDriverWait(self.driver, seconds, OFTEN).until(lambda _: self.run(condition))
        except TimeoutException as error:
            raise TooLateError(condition) from error

    def click(self, selector: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def press(self, selector: str, key: str) -> None:
        self.type(selector, KEYS[key])

    def type(self, selector: str, text: str) -> None:
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)


@contextmanager
def driven_webkit(port: int, display: str) -> Iterator[Remote]:
    """A browser. All its readers share what it keeps: each has addresses of their own."""
    # Without a graphics card, and on this screen even where there is another.
    screen = {"DISPLAY": display, "GDK_BACKEND": "x11", "WEBKIT_DISABLE_COMPOSITING_MODE": "1"}
    service = Service(str(find_driver()), env={**os.environ, **screen})
    try:
        try:
            driver = start_session(service, port)
        except HTTPError:
            # The driver has chosen a free port for the browser, and somebody else has taken it.
            service.stop()
            driver = start_session(service, port)
        driver.set_window_size(WIDTH, HEIGHT)
        yield driver
        driver.quit()
    finally:
        service.stop()


def start_session(service: Service, port: int) -> Remote:
    """Starts the driver and with it the browser, which may use a proxy alone."""
    options = WebKitGTKOptions()
    options.binary_location = str(find_mini_browser())
    options.add_argument("--automation")
    options.add_argument(f"--proxy=http://127.0.0.1:{port}")
    for host in ("127.0.0.1", "localhost"):
        options.add_argument(f"--ignore-host={host}")
    service.start()
    config = ClientConfig(service.service_url, timeout=PATIENCE)
    return Remote(RemoteConnection(client_config=config), options=options)


@contextmanager
def selenium_reader(driver: Remote) -> Iterator[SeleniumReader]:
    """Leaves nothing open."""
    yield SeleniumReader(driver)
    driver.switch_to.default_content()
    driver.get("about:blank")


@contextmanager
def hidden_screen() -> Iterator[str]:
    """The name of a screen, while it is there."""
    size = f"{WIDTH}x{HEIGHT + 100}x24"
    with subprocess.Popen(
        (str(find_screen()), "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", size),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as screen:
        try:
            assert screen.stdout
            yield f":{screen.stdout.readline().strip()}"
        finally:
            screen.terminate()
