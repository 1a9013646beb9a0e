"""The three engines and the five homes, as the tests get them."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from builder.single import make_single
from engines.by_playwright import launch_chromium, launch_firefox, playwright_reader
from engines.by_selenium import hidden_screen, selenium_reader
from engines.elsewhere import Elsewhere, refusing
from engines.homes import HOMES, Home, Places
from engines.reader import Reader
from lesson_page import LESSON
from server import serving

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
            yield partial(selenium_reader, port, stack.enter_context(hidden_screen()))
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
def places(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    folder = tmp_path_factory.mktemp("places")
    (folder / "hosts").mkdir()
    single = folder / "lesson.html"
    single.write_bytes(make_single(site, LESSON, ""))
    with serving(site) as server, serving(folder / "hosts") as hosts:
        yield Places(site, single, server, hosts)


@pytest.fixture(params=HOMES)
def home(request: pytest.FixtureRequest) -> Home:
    return HOMES[request.param]


@pytest.fixture
def lesson(home: Home, places: Places, reader: Reader) -> Reader:
    """A reader with the lesson before them."""
    reader.expected = home.complaints
    reader.open(home.address(places), framed=home.framed)
    return reader
