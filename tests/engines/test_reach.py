"""Readers' code reaches nothing of the browser, in three engines and five homes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.exports.single_file import make_single
from engines.homes import Home, Places
from engines.reader import LIVE, Reader, expect
from support.cell_page import CELLS
from support.reach import expect_nothing, printing_cell, probing
from support.server import serving

CELL = "document.querySelector('lesson-cell')"
REFUSED = r"|Content.Security.Policy|blocked by|violates"
"""How browsers say that they refuse what the probe tries before it is confined."""


@pytest.fixture(scope="session")
def probed(cells_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with the probe, whose first cell is the attack; and its lesson as one file."""
    folder = tmp_path_factory.mktemp("probed")
    page = probing(cells_site, folder / "site") / CELLS
    code = printing_cell().replace("&", "&amp;").replace("<", "&lt;")
    html = page.read_text("utf-8")
    start, end = html.index("<code>") + len("<code>"), html.index("</code>")
    page.write_text(html[:start] + code + html[end:], "utf-8")
    (folder / "lesson.html").write_bytes(make_single(folder / "site", CELLS, ""))
    return folder


@pytest.fixture
def attacked(probed: Path, tmp_path: Path) -> Iterator[Places]:
    with serving(probed / "site") as server, serving(tmp_path) as hosts:
        yield Places(probed / "site", probed / "lesson.html", server, hosts, CELLS)


def test_readers_code_reaches_nothing(home: Home, attacked: Places, reader: Reader) -> None:
    reader.expected = home.complaints + REFUSED
    reader.open(home.address(attacked), framed=home.framed)
    reader.click("lesson-cell [data-do=run]")
    expect(reader, f"{CELL}.dataset.state", "done", LIVE)
    expect_nothing(reader.run(f"{CELL}.querySelector('.printed pre').textContent"))
