"""NumPy where a widget needs it: the pinned wheel, trimmed, and on no other page."""

import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
from playwright.sync_api import Browser

from builder.__main__ import main
from builder.build import build
from builder.model.python_source import PACKAGES
from builder.pyodide import wheels as packages
from builder.pyodide.stdlib import PYODIDE, standard_library
from builder.pyodide.wheels import PackageError, compile_package, find_wheel
from builder.pyodide.zstd_blocks import compress
from support.any_widget import LIVE
from support.courses import BASE, need_numpy, write_course
from support.damage import DAMAGES
from support.landscape_lessons import BOWL_PAGE, FILES, SECOND
from support.lesson_page import LESSON, WidgetPart, handing_out, run_python
from support.places import FROZEN
from support.server import serving
from support.visits import Visits, visiting

NUMPY = PACKAGES["numpy"]
WHEEL = Path(NUMPY.wheel).name
DATA = b"a wheel, as far as these tests care"

PROGRAM = """
import json
import numpy as np

def compute():
    numbers = np.random.default_rng(7).normal(size=(6, 6))
    symmetric = numbers @ numbers.T + np.eye(6)
    return {
        "numbers": numbers.tolist(),
        "solution": np.linalg.solve(symmetric, np.arange(6.0)).tolist(),
        "eigenvalues": np.linalg.eigvalsh(symmetric).tolist(),
        "singular": np.linalg.svd(numbers, compute_uv=False).tolist(),
        "spectrum": np.abs(np.fft.fft(numbers[0])).tolist(),
        "roots": np.sort(np.polynomial.Polynomial([-6.0, 11.0, -6.0, 1.0]).roots()).tolist(),
        "functions": np.exp(np.sin(np.linspace(0, 3, 50))).reshape(5, 10).mean(axis=0).tolist(),
    }
"""
TOLERANCE = 1e-12
"""Relative: exp and sin are the platform's own, and sums may be taken in another order."""


LINES_ONLY = {
    SECOND: f"{BASE[SECOND]}\nAnd $u$ and $v$.\n",
}
"""In the place of the lesson with a network; all letters have a use."""


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, a CDN out of reach and an npm that fails; gives the folder of the cache."""
    monkeypatch.setattr(packages, "WHEELS", tmp_path / "packages")
    monkeypatch.setattr(packages, "CDN", "http://127.0.0.1:9")
    fake_npm(tmp_path, monkeypatch, "exit 1")
    return tmp_path / "packages"


def fake_npm(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Puts a script in the place of npm; it gets npm's arguments."""
    npm = folder / "npm"
    npm.write_text(f"#!/bin/sh\n{script}\n")
    npm.chmod(0o755)
    monkeypatch.setattr(packages, "find_npm", lambda: str(npm))


def fake_carrier(folder: Path, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """An npm that packs the wheel's package with these bytes in the place of the wheel."""
    with tarfile.open(folder / "carrier.tgz", "w:gz") as archive:
        member = tarfile.TarInfo(f"package/{NUMPY.wheel}")
        member.size = len(data)
        archive.addfile(member, BytesIO(data))
    script = f"for last; do :; done; cp '{folder}/carrier.tgz' \"$last\""
    fake_npm(folder, monkeypatch, script)


@pytest.fixture
def pinned(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with DATA pinned in the place of NumPy's wheel."""
    small = replace(NUMPY, digest=sha256(DATA).hexdigest())
    monkeypatch.setitem(PACKAGES, "numpy", small)
    return nowhere


@pytest.fixture
def numpy_visits(browser: Browser, numpy_site: Path, tmp_path: Path) -> Iterator[Visits]:
    folder = handing_out(numpy_site, tmp_path / "site")
    with serving(folder) as server, visiting(browser, server) as visits:
        yield visits
        visits.check()


def test_a_page_computes_with_numpy(numpy_visits: Visits) -> None:
    widget = WidgetPart(numpy_visits.open(LESSON))
    widget.expect_live()
    there = json.loads(run_python(widget.page, f"{PROGRAM}\njson.dumps(compute())"))
    here: dict[str, object] = {}
    exec(f"{PROGRAM}\nresults = compute()", here)
    wanted = here["results"]
    assert isinstance(wanted, dict)
    assert there.keys() == wanted.keys()
    for name in wanted:
        np.testing.assert_allclose(there[name], wanted[name], rtol=TOLERANCE, err_msg=name)
    assert numpy_visits.server.asked_for("runtime/numpy-*") == 1


def test_without_numpy_such_a_page_has_its_recorded_steps(numpy_visits: Visits) -> None:
    numpy_visits.server.missing.append("runtime/numpy-*")
    numpy_visits.expect("status of 404|runtime/python-")  # which ends while it still loads, or not
    widget = WidgetPart(numpy_visits.open(LESSON))
    widget.element.scroll_into_view_if_needed()
    widget.expect_state("failed", LIVE)
    widget.button("Step").click()
    widget.expect_frame(1)


def starts_with(page: Path) -> str:
    """What Python loads at its start in a page; readers' code may ask for more."""
    found = re.search('data-python="([^"]*)"', page.read_text("utf-8"))
    assert found
    return found[1]


def test_only_pages_that_need_numpy_name_it(site: Path, numpy_site: Path) -> None:
    assert "numpy" not in starts_with(site / LESSON)
    (package,) = numpy_site.glob("runtime/numpy-*.zip.packed")
    assert f"../runtime/{package.name}" in starts_with(numpy_site / LESSON)
    assert package.name in (numpy_site / "service-worker.js").read_text("utf-8")
    assert "numpy" not in (numpy_site / "index.html").read_text("utf-8")
    assert "NumPy Developers" in (numpy_site / "licences.txt").read_text("utf-8")


def test_a_course_that_needs_no_numpy_carries_none(tmp_path: Path) -> None:
    assert build(write_course(tmp_path, FILES | LINES_ONLY), tmp_path / "site") == []
    names = {
        path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")
    }
    assert "runtime" in names
    assert not [name for name in names if "numpy" in name]
    assert "numpy" not in (tmp_path / "site" / "licences.txt").read_text("utf-8")
    assert "numpy" not in starts_with(tmp_path / "site" / BOWL_PAGE)


def test_the_same_wheel_gives_the_same_bytes(numpy_site: Path) -> None:
    (package,) = numpy_site.glob("runtime/numpy-*.zip.packed")
    inputs = (standard_library(), find_wheel("numpy"), NUMPY.modules, PYODIDE)
    made = compile_package(*inputs)
    assert sha256(compress("numpy", made)).hexdigest() == sha256(package.read_bytes()).hexdigest()
    with ZipFile(BytesIO(made)) as archive:
        names = archive.namelist()
    assert {name.rpartition(".")[2] for name in names} == {"pyc", "so"}
    assert not [name for name in names if "/tests/" in name or "f2py" in name]


def test_a_wheel_in_the_cache_needs_no_network(pinned: Path) -> None:
    pinned.mkdir()
    (pinned / WHEEL).write_bytes(DATA)
    assert find_wheel("numpy") == DATA


def test_a_damaged_wheel_in_the_cache_is_had_anew(
    pinned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_carrier(tmp_path, monkeypatch, DATA)
    for damage in DAMAGES:
        assert find_wheel("numpy") == DATA
        damage(pinned / WHEEL)
    (pinned / WHEEL).unlink(missing_ok=True)
    pinned.rmdir()
    monkeypatch.setattr(packages, "WHEELS", tmp_path / "carrier.tgz" / "below" / "a file")
    assert find_wheel("numpy") == DATA


def test_a_wheel_from_npm_is_kept(
    pinned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_carrier(tmp_path, monkeypatch, DATA)
    assert find_wheel("numpy") == DATA
    assert [path.name for path in pinned.iterdir()] == [WHEEL]
    fake_npm(tmp_path, monkeypatch, "exit 1")
    assert find_wheel("numpy") == DATA


def test_a_wheel_with_another_digest_is_refused_wherever_it_is(
    pinned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_carrier(tmp_path, monkeypatch, b"another wheel")
    pinned.mkdir()
    (pinned / WHEEL).write_bytes(b"another wheel")
    with pytest.raises(PackageError, match=r"npm package .* gave another file[^;]+$"):
        find_wheel("numpy")


def test_what_the_cdn_gives_must_be_what_pyodides_lock_file_pins(
    pinned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["packages"]["numpy"]
    version = json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    wheel = tmp_path / "cdn" / f"v{version}" / "full" / locked["file_name"]
    wheel.parent.mkdir(parents=True)
    wheel.write_bytes(DATA)
    monkeypatch.setattr(packages, "CDN", (tmp_path / "cdn").as_uri())
    with pytest.raises(PackageError, match="CDN gave another file than the pinned one"):
        find_wheel("numpy")  # DATA is pinned for the npm package only


def test_what_cannot_be_had_is_said_in_one_sentence(
    nowhere: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    need_numpy(monkeypatch, tmp_path)
    out = tmp_path / "site"
    assert main(["build", "--content", str(FROZEN), "--out", str(out)]) == 1
    assert capsys.readouterr().err == (
        "lessonwright: a widget needs the Python package numpy, and there is none: "
        f"{nowhere} does not hold it; Pyodide's CDN did not give it; "
        "the npm package @bentopdf/pymupdf-wasm@0.11.16 did not give it\n"
    )
    assert not out.exists()
