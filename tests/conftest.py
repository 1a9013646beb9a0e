"""What the tests share: the real site, a server for it, a browser and its pages."""

from collections.abc import Generator, Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from builder.build import build
from support.cell_page import CELLS, FILES
from support.chromium import QUIET, find_chromium
from support.courses import need_numpy, write_course
from support.failures import keep_evidence, start_trace
from support.host_page import Host
from support.lesson_page import LESSON, WidgetPart, handing_out
from support.lms_page import Lms, make_lesson_package, unpack
from support.places import FROZEN, PUBLISHED
from support.server import Server, serving
from support.visits import PATIENCE, SAVES_DATA, Visits, visiting

# How fast a machine is must not decide whether a test passes.
expect.set_options(timeout=PATIENCE)
hypothesis.settings.register_profile("calm", deadline=None)
hypothesis.settings.load_profile("calm")

FLAGS = (
    *QUIET,
    # Whatever a page asks for elsewhere fails here as it would without a network.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--keep-trace", action="store_true", help="leave Playwright's trace of failed browser tests"
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Function, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What the pages of a failed browser test showed stays in test-results/."""
    report = yield
    browser = item.funcargs.get("browser")
    if report.when == "call" and report.failed and isinstance(browser, Browser):
        has_traces = item.config.getoption("--keep-trace")
        files = keep_evidence(browser, item.name, has_traces)
        report.sections.append(("Pages of this test", "\n".join(map(str, files))))
    return report


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen course, built."""
    folder = tmp_path_factory.mktemp("built") / "site"
    assert build(FROZEN, folder) == []
    return folder


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published course, built."""
    folder = tmp_path_factory.mktemp("published") / "site"
    assert build(PUBLISHED, folder) == []
    return folder


@pytest.fixture(scope="session")
def numpy_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen course, as if its widget needed NumPy."""
    folder = tmp_path_factory.mktemp("numpy") / "site"
    with pytest.MonkeyPatch.context() as patch:
        need_numpy(patch, folder.parent)
        assert build(FROZEN, folder) == []
    return folder


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(find_chromium()), args=list(FLAGS)
        )
        if request.config.getoption("--keep-trace"):
            chromium.on("context", start_trace)
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


@pytest.fixture(scope="session")
def handed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, with workers that run a test's Python."""
    return handing_out(site, tmp_path_factory.mktemp("handed") / "site")


@pytest.fixture
def handed_visits(handed: Path, browser: Browser) -> Iterator[Visits]:
    """Visits to that site."""
    with serving(handed) as server, visiting(browser, server) as visits:
        yield visits
        visits.check()


@pytest.fixture
def host(visits: Visits, tmp_path: Path) -> Iterator[Host]:
    """Another site, whose pages show pages of this one in frames."""
    with serving(tmp_path) as server:
        visits.hosts.append(server.url)
        yield Host(visits, server)


@pytest.fixture
def page(visits: Visits) -> Page:
    """The lesson, just opened."""
    return visits.open(LESSON)


@pytest.fixture(scope="session")
def live_visits(browser: Browser, site: Path) -> Iterator[Visits]:
    with serving(site) as server, visiting(browser, server) as visits:
        yield visits


@pytest.fixture(scope="session")
def live_page(live_visits: Visits) -> Page:
    """The lesson with Python running in it: it takes seconds to start, so tests share it."""
    page = live_visits.open(LESSON)
    WidgetPart(page).expect_live()
    return page


@pytest.fixture
def live(live_visits: Visits, live_page: Page) -> Iterator[WidgetPart]:
    """The widget in its first state, with live Python."""
    widget = WidgetPart(live_page)
    widget.reset()
    yield widget
    live_visits.check()


@pytest.fixture(scope="session")
def quiet_visits(browser: Browser, site: Path) -> Iterator[Visits]:
    with serving(site) as server, visiting(browser, server) as visits:
        yield visits


@pytest.fixture(scope="session")
def quiet_page(quiet_visits: Visits) -> Page:
    return quiet_visits.open(LESSON, SAVES_DATA)


@pytest.fixture
def quiet(quiet_visits: Visits, quiet_page: Page) -> Iterator[Page]:
    """The lesson without Python, for tests that leave no trace in it."""
    quiet_page.evaluate("scrollTo(0, 0)")
    yield quiet_page
    quiet_visits.check()


@pytest.fixture(scope="session", params=["1.2", "2004"])
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def lms_server(
    site: Path, version: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """An LMS with the lesson's package."""
    folder = tmp_path_factory.mktemp("lms")
    package = make_lesson_package(site, version, folder)
    with serving(unpack(package, folder / "served")) as server:
        yield server


@pytest.fixture
def lms_visits(browser: Browser, lms_server: Server) -> Iterator[Visits]:
    with visiting(browser, lms_server) as visits:
        yield visits
        visits.check()


@pytest.fixture
def lms(lms_visits: Visits, version: str) -> Lms:
    return Lms(lms_visits, version)


@pytest.fixture(scope="session")
def cells_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with cells and an exercise, built."""
    folder = tmp_path_factory.mktemp("cells")
    assert build(write_course(folder, FILES), folder / "site") == []
    return folder / "site"


@pytest.fixture
def cell_visits(browser: Browser, cells_site: Path) -> Iterator[Visits]:
    with serving(cells_site) as server, visiting(browser, server) as visits:
        yield visits
        visits.check()


@pytest.fixture
def cells(cell_visits: Visits) -> Page:
    """The lesson with cells, just opened; Python starts where something asks for it."""
    return cell_visits.open(CELLS, SAVES_DATA)
