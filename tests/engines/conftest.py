"""The three engines and the five homes, as the tests get them."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from builder.exports.single_file import make_single
from engines.by_playwright import launch_chromium, launch_firefox, playwright_reader
from engines.by_selenium import driven_webkit, hidden_screen, selenium_reader
from engines.elsewhere import Elsewhere, refusing
from engines.homes import HOMES, Home, Places
from engines.reader import Reader
from support.lesson_page import LESSON
from support.server import serving

type NewReader = Callable[[], AbstractContextManager[Reader]]


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    with refusing() as elsewhere:
        yield elsewhere


@pytest.fixture(scope="session", params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def new_reader(
    engine: str, elsewhere: Elsewhere, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NewReader]:
    """A browser that brings readers."""
    port = elsewhere.server_port
    with ExitStack() as stack:
        if engine == "webkit":
            display = stack.enter_context(hidden_screen())
            yield partial(selenium_reader, stack.enter_context(driven_webkit(port, display)))
            return
        playwright = stack.enter_context(sync_playwright())
        launch = launch_firefox if engine == "firefox" else launch_chromium
        browser = launch(getattr(playwright, engine), port, tmp_path_factory.mktemp("home"))
        stack.callback(browser.close)
        yield partial(playwright_reader, browser)


@pytest.fixture
def reader(new_reader: NewReader, elsewhere: Elsewhere) -> Iterator[Reader]:
    """A reader whose pages ask nobody but this machine, and of whom nothing wrong is heard."""
    with new_reader() as reader:
        yield reader
        asked, elsewhere.asked = elsewhere.asked, []
        assert asked == [], f"asked elsewhere: {asked}"
        surprises = [each for each in reader.heard if not re.search(reader.expected, each)]
        assert surprises == [], f"heard: {surprises}"


@pytest.fixture(scope="session")
def single(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lesson as one file."""
    path = tmp_path_factory.mktemp("single") / "lesson.html"
    path.write_bytes(make_single(site, LESSON, ""))
    return path


@pytest.fixture
def places(site: Path, single: Path, tmp_path: Path) -> Iterator[Places]:
    """Under addresses that nobody has visited."""
    (tmp_path / "site").symlink_to(site)
    (tmp_path / "lesson.html").symlink_to(single)
    (tmp_path / "hosts").mkdir()
    with serving(site) as server, serving(tmp_path / "hosts") as hosts:
        yield Places(tmp_path / "site", tmp_path / "lesson.html", server, hosts)


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest) -> Home:
    return HOMES[request.param]


@pytest.fixture
def lesson(home: Home, places: Places, reader: Reader) -> Reader:
    """A reader with the lesson before them."""
    reader.expected = home.complaints
    reader.open(home.address(places), framed=home.framed)
    return reader
