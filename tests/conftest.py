"""What the tests share: the real site, a server for it, a browser and its pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from builder.build import build
from builder.project import ROOT
from chromium import find_chromium
from lesson_page import LESSON
from server import Server, serving
from visits import Visits, visiting

FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    # Whatever a page asks for elsewhere fails here as it would without a network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content, built."""
    folder = tmp_path_factory.mktemp("built") / "site"
    assert build(ROOT / "content", folder) == []
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=list(FLAGS)
        )
        yield chromium
        chromium.close()


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    with serving(site) as server:
        yield server


@pytest.fixture
def visits(browser: Browser, server: Server) -> Iterator[Visits]:
    """Opens pages; the test fails on whatever goes wrong behind them and is not expected."""
    with visiting(browser, server) as visits:
        yield visits
        visits.check()


@pytest.fixture
def page(visits: Visits) -> Page:
    """The lesson, just opened."""
    return visits.open(LESSON)
