"""The folder of a site: replaced whole or not at all, with all that no build wrote."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import builder.build
import builder.output.exchange
import builder.output.replacement
from builder.__main__ import main
from builder.build import write_site
from builder.model.site import Asset, Page, Site
from builder.output.exchange import locked
from builder.output.manifest import NAME, digest, read_manifest
from builder.output.replacement import OutputError
from support.courses import old_site, snapshot, write_course

PAGES = tuple(Page(url, "", lambda: "new") for url in ("index.html", "a/b.html"))
SITE = Site(PAGES, (Asset("assets/c.js", b"new"),))
NEW = {"index.html": b"new", "a/b.html": b"new", "assets/c.js": b"new"}
FOREIGN = {"CNAME": b"learn.test\n", ".git/objects/ab": b"commit", "a/mine.txt": b"dear to me"}


def at_once(possible: bool, patch: pytest.MonkeyPatch) -> None:
    """As on a system that can exchange two folders, or on one that cannot."""
    if not possible:
        patch.setattr(builder.output.exchange, "exchange_at_once", lambda *_: False)


def put_foreign(site: Path) -> None:
    for name, data in FOREIGN.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_bytes(data)
    (site / "empty/folder").mkdir(parents=True)
    (site / "elsewhere").symlink_to(site.parent)


@pytest.mark.parametrize("fails_at", ["a/b.html", "assets/c.js"])
def test_a_crash_while_writing_leaves_the_old_site(
    fails_at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old_site(tmp_path)
    write_file = builder.build.write_file

    def fail(path: Path, data: bytes) -> object:
        if path.as_posix().endswith(fails_at):
            raise OSError(28, "No space left on device")
        return write_file(path, data)

    monkeypatch.setattr(builder.build, "write_file", fail)
    site = tmp_path / "site"
    with pytest.raises(OutputError, match=f"'{site}' cannot be written: No space left on device"):
        write_site(SITE, site)
    assert snapshot(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_crash_while_swapping_brings_the_old_site_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = old_site(tmp_path)
    at_once(False, monkeypatch)
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if (path / "index.html").exists() and (path / "index.html").read_text() == "new":
            raise OSError("gone")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError, match="gone"):
        write_site(SITE, tmp_path / "site")
    assert snapshot(tmp_path / "site") == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("possible", [True, False], ids=["at once", "in three steps"])
def test_only_what_a_build_wrote_is_replaced(
    possible: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice, and under a link; a file that somebody changed and no page replaces stays too."""
    at_once(possible, monkeypatch)
    old_site(tmp_path)
    site = tmp_path / "site"
    put_foreign(site)
    (site / "licences.txt").write_text("changed by hand")
    (tmp_path / "link").symlink_to("site")
    number = (site / ".git/objects/ab").stat().st_ino
    for _ in range(2):
        write_site(SITE, tmp_path / "link")
        assert snapshot(site) == NEW | FOREIGN | {"licences.txt": b"changed by hand"}
        assert (site / "empty/folder").is_dir()
        assert (site / "elsewhere").readlink() == tmp_path
        assert (site / ".git/objects/ab").stat().st_ino == number
        assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "site"]


def test_what_comes_while_a_site_is_swapped_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_site(tmp_path)
    site = tmp_path / "site"
    put_foreign(site)
    exchange = builder.output.exchange.exchange

    def late(new: Path, out: Path) -> None:
        (out / ".git/objects/cd").write_bytes(b"another commit")
        (out / "scratch").write_bytes(b"a new head")
        (out / "scratch").replace(out / "CNAME")
        exchange(new, out)

    monkeypatch.setattr(builder.output.replacement, "exchange", late)
    write_site(SITE, site)
    late_ones = {".git/objects/cd": b"another commit", "CNAME": b"a new head"}
    assert snapshot(site) == NEW | FOREIGN | late_ones


IN_THE_WAY: dict[str, Callable[[Path], object]] = {
    "a/b.html": lambda site: (site / "a/b.html").write_bytes(b"mine"),
    "INDEX.HTML": lambda site: (site / "INDEX.HTML").write_bytes(b"mine"),
    "assets": lambda site: (site / "assets").symlink_to(site.parent),
    "assets/c.js/mine.txt": lambda site: (site / "assets/c.js/mine.txt").write_bytes(b"mine"),
    "assets/c.js": lambda site: os.mkfifo(site / "assets/c.js"),
}


@pytest.mark.parametrize("name", IN_THE_WAY)
def test_what_is_in_the_way_is_told_and_nothing_changes(name: str, tmp_path: Path) -> None:
    old_site(tmp_path)
    site = tmp_path / "site"
    if name != "assets":
        (site / name).parent.mkdir(parents=True, exist_ok=True)
    IN_THE_WAY[name](site)
    before = snapshot(tmp_path)
    with pytest.raises(OutputError) as refused:
        write_site(SITE, site)
    told = f"'{site / name}' is in the way of the site, and no build wrote it (move it elsewhere)"
    assert str(refused.value) == told
    assert snapshot(tmp_path) == before


def listed(**files: object) -> str:
    """A list with a right digest of its own."""
    text = json.dumps(files, ensure_ascii=False)
    return json.dumps({"version": 1, "digest": digest(text.encode()), "files": files})


GOOD = digest(b"dear to me")
TAMPERED = [
    "",
    "{",
    "[" * 100_000,
    "[]",
    '{"version": 1, "files": {}}',
    listed(**{"letter.txt": [GOOD, 0]}).replace("letter", "better"),
    listed(**{"letter.txt": [GOOD, 0]}).replace('"version": 1', '"version": 2'),
    listed(**{"../content/course.yaml": [GOOD, 0]}),
    listed(**{"/etc/passwd": [GOOD, 0]}),
    listed(**{".git/config": [GOOD, 0]}),
    listed(**{"a//b": [GOOD, 0]}),
    listed(**{"a\\..\\b": [GOOD, 0]}),
    listed(**{"C:b": [GOOD, 0]}),
    listed(**{"letter.txt": GOOD}),
    listed(**{"letter.txt": [GOOD, 1e400]}),
    listed(**{"letter.txt": [[], 0]}),
    listed(**{"letter.txt": [GOOD]}),
]


@pytest.mark.parametrize("text", TAMPERED, ids=range(len(TAMPERED)))
def test_a_list_that_cannot_be_believed_counts_as_none(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_course(tmp_path)
    site = tmp_path / "site"
    site.mkdir()
    (site / "letter.txt").write_text("dear to me")
    (site / NAME).write_text(text)
    before = snapshot(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 2
    told = "lessonwright: the site cannot take the place of 'site', which holds something else"
    allowed = f"(allowed: an empty folder, or a site with its {NAME})"
    assert capsys.readouterr().err == f"{told} {allowed}\n"
    assert snapshot(tmp_path) == before


def test_a_list_that_names_what_it_did_not_write_removes_nothing(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "letter.txt").write_text("dear to me, and changed")
    (site / NAME).write_text(listed(**{"letter.txt": [GOOD, 0], "gone.txt": [GOOD, 7]}))
    write_site(SITE, site)
    assert snapshot(site) == NEW | {"letter.txt": b"dear to me, and changed"}
    assert sorted(read_manifest(site) or ()) == sorted(NEW)


def test_the_folder_of_a_build_that_runs_is_left_alone(tmp_path: Path) -> None:
    old_site(tmp_path)
    running = tmp_path / ".site-abcdefgh.building"
    running.mkdir()
    with locked(running) as held:
        assert held
        write_site(SITE, tmp_path / "site")
        assert running.is_dir()
    write_site(SITE, tmp_path / "site")
    assert not running.exists()


def test_a_folder_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_course(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("dear to me")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    assert main(["build", "--out", "file/site"]) == 1
    assert main(["build", "--out", "home"]) == 2
    assert main(["build", "--out", "/"]) == 2
    assert capsys.readouterr().err == (
        f"lessonwright: '{tmp_path / 'file/site'}' cannot be written: File exists\n"
        "lessonwright: the site cannot take the place of 'home', which is your home folder\n"
        "lessonwright: the site cannot take the place of '/', which holds the content\n"
    )
