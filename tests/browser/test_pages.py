"""Every page of the built site: what it must say of itself, and where its links lead."""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from builder.blocks.math import MathBlock
from support.any_widget import blocks
from support.html_page import HtmlPage
from support.lesson_page import LESSON, SOURCE
from support.places import FROZEN

SECTION = "framing-the-problem/"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, HtmlPage]:
    """Every page by its address."""
    found = {path.relative_to(site).as_posix(): HtmlPage(path) for path in site.rglob("*.html")}
    assert {"index.html", "glossary.html", "404.html", LESSON} <= set(found)
    return found


def test_every_page_introduces_itself(pages: dict[str, HtmlPage]) -> None:
    for url, page in pages.items():
        assert page.language == "en", url
        assert page.title.strip(), url
        assert len(page.metas["description"]) > 20, url
        assert "width=device-width" in page.metas["viewport"], url
    titles = [page.title for page in pages.values()]
    assert len(titles) == len(set(titles))


def test_every_page_can_be_previewed(pages: dict[str, HtmlPage]) -> None:
    for url, page in pages.items():
        if url != "404.html":
            assert page.metas["og:title"] == page.title, url
            assert page.metas["og:description"] == page.metas["description"], url
            assert page.metas["og:type"] == ("article" if url.startswith(SECTION) else "website"), (
                url
            )


def test_headings_make_an_outline(pages: dict[str, HtmlPage]) -> None:
    for url, page in pages.items():
        assert page.headings.count(1) == 1, url
        assert page.headings[0] == 1, url
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), (url, page.headings)


def test_ids_are_unique(pages: dict[str, HtmlPage]) -> None:
    for url, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), url


def test_every_link_and_anchor_leads_somewhere(site: Path, pages: dict[str, HtmlPage]) -> None:
    checked = 0
    for url, page in pages.items():
        for _, address in page.addresses:
            if url == "404.html" or address.startswith("data:"):
                continue
            path = urlsplit(address).path
            anchor = unquote(urlsplit(address).fragment).partition("?")[0]
            target = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(path)))
            target = target if path else url
            assert (site / target).is_file(), f"{url}: {address}"
            if anchor and target.endswith(".html"):
                assert anchor in pages[target].ids, f"{url}: {address}"
            checked += 1
    assert checked > 80


def test_pages_point_to_nothing_outside(site: Path, pages: dict[str, HtmlPage]) -> None:
    for url, page in pages.items():
        for tag, address in page.addresses:
            parts = urlsplit(address)
            assert parts.scheme in ("", "data"), f"{url}: <{tag}> {address}"
            assert not parts.netloc, f"{url}: <{tag}> {address}"
            assert not parts.path.startswith("/") or url == "404.html", f"{url}: {address}"


def test_styles_load_only_files_beside_them(site: Path) -> None:
    for style in site.rglob("*.css"):
        text = style.read_text("utf-8")
        assert "@import" not in text
        found = re.findall(r"""url\(["']?(.*?)["']?\)""", text)
        files = [each for each in found if each and not each.startswith("data:")]
        assert any("woff2" in each for each in found)
        for each in files:
            assert (style.parent / each).is_file(), f"{style.name}: {each}"


def test_the_licences_name_all_that_is_shipped(site: Path) -> None:
    text = (site / "licences.txt").read_text("utf-8")
    for name in ("Pyodide", "Python Software Foundation", "KaTeX", "Figtree", "Source Serif"):
        assert name in text, name
    for licence in ("Mozilla Public License", "MIT License", "SIL OPEN FONT LICENSE"):
        assert licence.lower() in text.lower(), licence


def test_every_formula_with_a_legend_explains_its_symbols(site: Path) -> None:
    html = (site / LESSON).read_text("utf-8")
    for block in blocks(SOURCE):
        if isinstance(block, MathBlock):
            figure = re.search(
                rf'<figure class="displayed" id="{block.id}">.*?</figure>', html, re.S
            )
            assert figure
            legend = figure[0].partition('<dl class="legend">')[2]
            assert len(re.findall(r"<dt>.*?<math.*?</dt>\s*<dd>[^<]*\S", legend, re.S)) == len(
                block.legend
            )


def test_previous_and_next_lead_to_written_lessons(site: Path) -> None:
    written = sorted((FROZEN / SECTION).glob("[0-9]*.md"))
    urls = [f"{SECTION}{path.stem.partition('-')[2]}.html" for path in written]
    assert LESSON in urls
    assert len(urls) > 1
    for place, url in enumerate(urls):
        html = (site / url).read_text("utf-8")
        around = [("previous", each, "prev") for each in urls[:place][-1:]]
        around += [("next", each, "next") for each in urls[place + 1 :][:1]]
        assert re.findall(r'<a class="(\w+)" href="../([\w/.-]+)" rel="(\w+)"', html) == around
