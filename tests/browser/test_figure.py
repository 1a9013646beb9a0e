"""Figures: images with their descriptions, in the page, on paper and in what is handed out."""

import re
from base64 import b64encode
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from builder.__main__ import main
from builder.build import build
from builder.reading.images import Size, image_size
from support.courses import FIRST, HEAD, write_course
from support.images import gif, jpeg, png, svg, webp
from support.server import serving
from support.visits import SAVES_DATA, Visits, visiting

PHOTO = "start/img/a photo, 50% sharp.png"
LESSON = f"""{HEAD}## A part

Text before [the photo](#photo).

```figure
id: photo
file: img/a photo, 50% sharp.png
alt: A "hill" & its shadow.
caption: The [slope](term:slope) $f'(x)$ is {{= 1 + 1 =}} here.
credit: '[Ada](https://example.org/ada)'
licence: CC BY 4.0
```

Text between.

```figure
id: drawing
file: img/light.svg
dark: ../dark.svg
alt: A disc.
width: 200
```
"""
FILES: dict[str, str | bytes | None] = {
    FIRST: LESSON,
    PHOTO: png(1200, 400),
    "start/img/light.svg": svg(400, 100),
    "dark.svg": svg(400, 100, "white"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a course that has figures, and its site."""
    folder = tmp_path_factory.mktemp("figures")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert build(write_course(folder, FILES), folder / "site") == []
    return folder


@pytest.fixture
def course_visits(folder: Path, browser: Browser) -> Iterator[Visits]:
    with serving(folder / "site") as server, visiting(browser, server) as visits:
        yield visits
        visits.check()


def figures(page: Page) -> tuple[Locator, Locator]:
    return page.locator("figure#photo"), page.locator("figure#drawing")


def shown(image: Locator) -> bool:
    """Whether an image has come, and can be seen."""
    return image.is_visible() and bool(image.evaluate("image => image.decode().then(() => true)"))


def test_a_figure_shows_its_image_and_says_what_it_is(course_visits: Visits) -> None:
    page = course_visits.open("start/first.html", SAVES_DATA)
    photo, _ = figures(page)
    assert shown(photo.get_by_role("img", name='A "hill" & its shadow.'))
    caption = photo.locator("figcaption")
    expect(caption.locator("p").first).to_contain_text("is 2 here.")
    expect(caption.locator(".katex")).to_have_count(1)
    expect(caption.locator(".credit")).to_have_text("Credit: Ada · Licence: CC BY 4.0")
    expect(caption.get_by_role("link", name="Ada")).to_have_attribute(
        "href", "https://example.org/ada"
    )
    caption.get_by_role("button", name="slope").click()
    expect(page.locator("#term_slope")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("link", name="the photo").click()
    expect(photo).to_be_in_viewport()
    assert page.url.endswith("#photo")


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_moves_when_an_image_comes(course_visits: Visits, width: int) -> None:
    """Its place is kept; no figure is wider than the text, nor larger than its author wants it."""
    held = course_visits.server.hold("*.png")
    options = {"viewport": {"width": width, "height": 800}}
    page = course_visits.context(SAVES_DATA, **options).new_page()
    page.goto("start/first.html", wait_until="domcontentloaded")
    photo, drawing = figures(page)
    places = (
        "[...document.querySelectorAll('figure')].map((e) => e.getBoundingClientRect().toJSON())"
    )
    photo.scroll_into_view_if_needed()
    page.evaluate("document.fonts.ready.then(() => true)")
    before = page.evaluate(places)
    held.set()
    assert shown(photo.locator("img"))
    assert page.evaluate(places) == before
    whole, box = photo.locator("img").bounding_box(), drawing.locator(".light").bounding_box()
    assert whole
    assert box
    assert whole["width"] / whole["height"] == pytest.approx(3, rel=0.02)
    assert (box["width"], box["height"]) == (200, 50)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("device", ["light", "dark"])
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_dark_image_follows_the_colours(
    course_visits: Visits, device: str, script: bool
) -> None:
    page = course_visits.open("start/first.html", color_scheme=device, java_script_enabled=script)
    _, drawing = figures(page)
    light, dark = drawing.locator(".light"), drawing.locator(".dark")

    def expect_colours(colours: str) -> None:
        expect(dark if colours == "dark" else light).to_be_visible()
        expect(light if colours == "dark" else dark).to_be_hidden()
        expect(drawing.get_by_role("img", name="A disc.")).to_have_count(1)

    expect_colours(device)
    if script:
        for colours in ("light", "dark", device):
            page.get_by_role("button", name="Colours").click()
            expect_colours(colours)
            assert shown(drawing.get_by_role("img"))
        page.get_by_role("button", name="Colours").click()
        page.get_by_role("button", name="Colours").click()
        expect_colours("dark")
    page.emulate_media(media="print")
    expect_colours("light")


def test_a_figure_is_in_all_that_is_handed_out(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    files = {name: data for name, data in FILES.items() if isinstance(data, bytes)}
    for name in ("zip", "scorm12", "scorm2004"):
        lesson = [] if name == "zip" else ["--lesson", "first"]
        out = tmp_path / f"{name}.zip"
        assert main(["export", name, "--out", str(out), *lesson]) == 0
        with ZipFile(out) as archive:
            assert {each: archive.read(each) for each in files} == files
    out = tmp_path / "first.html"
    assert main(["export", "html", "--out", str(out), "--lesson", "first"]) == 0
    images = re.findall(r'<img src="data:image/([^;]+);base64,([^"]+)"', out.read_text("utf-8"))
    held = {b64encode(data).decode() for data in files.values()}
    assert {data for _, data in images} == held
    assert {unescape(kind) for kind, _ in images} == {"png", "svg+xml"}


def test_a_changed_image_changes_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The size stands in a page whose text is as it was: what was kept of it counts no more."""
    monkeypatch.chdir(tmp_path)
    content = write_course(tmp_path, FILES)
    page, photo = tmp_path / "site/start/first.html", content / PHOTO

    def size() -> tuple[str, str]:
        assert main(["build"]) == 0
        html = page.read_text("utf-8")
        found: list[tuple[str, str]] = re.findall(r'width="(\d+)" height="(\d+)"', html)
        return found[0]

    assert size() == ("1200", "400")
    photo.write_bytes(png(600, 400))
    assert size() == ("600", "400")
    photo.unlink()
    assert main(["build"]) == 1
    assert f"there is no image 'img/{photo.name}'" in capsys.readouterr().err
    photo.write_bytes(b"")
    assert main(["build"]) == 1
    assert "does not say how large it is" in capsys.readouterr().err
    photo.write_bytes(png(1200, 400))
    assert size() == ("1200", "400")


@pytest.mark.parametrize(
    ("ending", "data", "size"),
    [
        (".png", png(30, 20), (30, 20)),
        (".gif", gif(30, 20), (30, 20)),
        (".webp", webp(30, 20), (30, 20)),
        (".jpg", jpeg(30, 20), (30, 20)),
        (".jpg", jpeg(30, 20, turned=True), (20, 30)),
        (".svg", svg(30, 20), (30, 20)),
        (".svg", b'<svg width="30.4" height="20px" viewBox="0 0 1 1"/>', (30, 20)),
        (".svg", b"\xef\xbb\xbf<!DOCTYPE svg>\n<svg viewBox='-5,-5 , 30,20'/>", (30, 20)),
        (".svg", b'<svg height="20"/>', None),
        (".svg", b'<svg width="0" height="20"/>', None),
        (".svg", b"<svg", None),
        (".svg", b"\x89PNG", None),
        (".png", png(30, 20)[:20], None),
        (".png", b"", None),
        (".jpg", jpeg(30, 20)[:5], None),
    ],
)
def test_the_size_of_an_image(ending: str, data: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(data, ending) == (Size(*size) if size else None)
