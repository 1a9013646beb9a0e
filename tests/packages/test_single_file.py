"""A lesson in one file: what it weighs, what it holds, and that it works wherever it is opened."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.build import build
from builder.exports.formats import make_zip
from builder.exports.single_file import make_single
from packages.test_disk import answer_first_question, expect_live_mathematics, fonts_of
from support.any_widget import LIVE
from support.courses import FIRST, HEAD, write_course
from support.lesson_page import LESSON, WidgetPart, handing_out, run_python
from support.server import Server, serving
from support.visits import SAVES_DATA, Visits, visiting

FILE = "a lesson.html"
FRAME = (
    f'<!doctype html><title>A host</title><iframe sandbox="allow-scripts" src="{FILE}"></iframe>'
)
THIRD = "framing-the-problem/how-does-gradient-descent-find-its-way.html"
"""It needs NumPy."""
LARGEST_FILE = 8_500_000
LARGEST_ZIP = 20_000_000
ADDRESS = "https://example.org/course/"


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the file, and a page that frames it."""
    folder = tmp_path_factory.mktemp("one file")
    (folder / FILE).write_bytes(make_single(site, LESSON, ""))
    (folder / "host.html").write_text(FRAME, "utf-8")
    return folder


@pytest.fixture
def alone(browser: Browser, server: Server, folder: Path) -> Iterator[Visits]:
    with visiting(browser, server, f"{folder.as_uri()}/") as visits:
        yield visits
        visits.check()
        assert server.requested == []


def test_one_file_is_the_whole_lesson(alone: Visits) -> None:
    requests: list[str] = []
    context = alone.context(offline=True)
    context.on("request", lambda request: requests.append(request.url.partition(":")[0]))
    page = context.new_page()
    page.goto(FILE)
    expect_live_mathematics(page)
    assert {"Source Serif 4", "Figtree", "KaTeX_Math"} <= fonts_of(page)
    answer_first_question(page)
    assert requests.count("file") == 1
    assert {*requests} <= {"file", "data", "blob"}


def test_one_file_offers_no_pages_that_are_not_beside_it(browser: Browser, folder: Path) -> None:
    with serving(folder) as server, visiting(browser, server) as visits:
        page = visits.open(FILE, SAVES_DATA)
        expect(page.locator("lesson-quiz.ready")).to_be_visible()
        expect(page.locator(".share")).to_have_count(3)
        expect(page.locator(".share").locator("visible=true")).to_have_count(0)
        visits.check()


def test_one_file_in_a_frame_without_an_origin(alone: Visits) -> None:
    host = alone.open("host.html", offline=True)
    page = cast("Page", host.frames[1])
    expect_live_mathematics(page)
    answer_first_question(page)


def test_links_out_of_the_file_are_plain_text(alone: Visits) -> None:
    page = alone.open(FILE, offline=True)
    page.get_by_role("button", name="parameters", exact=True).first.click()
    definition = page.locator(".definition:popover-open")
    expect(definition).to_contain_text("that its formula leaves open")
    expect(definition.get_by_text("In the glossary")).to_be_hidden()
    expect(page.locator(".bar").get_by_text("Glossary")).to_be_hidden()
    links = page.get_by_role("link").all()
    addresses = [link.get_attribute("href") or "" for link in links]
    assert {address[0] for address in addresses} == {"#", "d"}
    with page.expect_download() as download:
        page.get_by_role("link", name="Licences").click()
    assert download.value.suggested_filename == "licences.txt"
    assert "Mozilla Public License" in download.value.path().read_text("utf-8")


def test_links_out_of_the_file_lead_to_the_address_of_the_course(site: Path) -> None:
    html = make_single(site, LESSON, ADDRESS).decode()
    addresses = re.findall(r'<a [^>]*href="([^"#]+)', html)
    links = {address for address in addresses if not address.startswith("data:")}
    assert links >= {f"{ADDRESS}index.html", f"{ADDRESS}glossary.html"}
    for link in links:
        assert link.startswith(ADDRESS)
        assert (site / link.removeprefix(ADDRESS)).is_file(), link


def test_pictures_and_files_of_a_lesson_are_inside(tmp_path: Path) -> None:
    text = f"{HEAD}![A hill](hill.svg), [data](points.csv), [there](02-second.md#known-heading).\n"
    content = write_course(
        tmp_path, {FIRST: text, "start/hill.svg": "<svg/>\n", "start/points.csv": "1,2\n"}
    )
    assert build(content, tmp_path / "site") == []
    html = make_single(tmp_path / "site", "start/first.html", "").decode()
    assert '<img alt="A hill" src="data:image/svg+xml;base64,PHN2Zy8+Cg==">' in html
    assert '<a href="data:text/csv;base64,MSwyCg==" download="points.csv">data</a>' in html
    assert '<span data-gone="">there</span>' in html
    assert '<script type="text/plain"' not in html  # there is no widget
    assert len(html) < 500_000


def test_sizes(folder: Path, site: Path, numpy_site: Path) -> None:
    """Also with NumPy, which the lesson's widget does not need."""
    assert (folder / FILE).stat().st_size < 6_650_000
    assert len(make_single(site, THIRD, "")) <= LARGEST_FILE
    assert len(make_single(numpy_site, LESSON, "")) <= LARGEST_FILE
    assert len(make_zip(numpy_site)) <= LARGEST_ZIP


def test_numpy_is_in_the_file(
    browser: Browser, server: Server, numpy_site: Path, tmp_path: Path
) -> None:
    site = handing_out(numpy_site, tmp_path / "site")
    (tmp_path / FILE).write_bytes(make_single(site, LESSON, ""))
    with visiting(browser, server, f"{tmp_path.as_uri()}/") as visits:
        widget = WidgetPart(visits.open(FILE, offline=True))
        widget.element.scroll_into_view_if_needed()
        widget.expect_state("live", LIVE)
        told = "import numpy; float(numpy.fft.fft(numpy.ones(8))[0].real)"
        assert float(run_python(widget.page, told)) == 8
        visits.check()
