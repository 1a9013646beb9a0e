"""What `export` makes of a course, and what it says to a wrong use."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from builder.__main__ import main
from builder.build import build
from support.courses import FIRST, HEAD, snapshot, write_course

WRONG = [
    ("zip --out mine", "'mine' is a folder, and the export is a file: name one in it"),
    ("zip --out a.html", "'a.html' cannot be the name of the export (allowed: *.zip)"),
    (
        "zip --out a.zip --lesson first",
        "'export zip' packs the whole course, and takes no --lesson",
    ),
    (
        "scorm12 --out a.zip",
        "'export scorm12' has to be told what to pack: add --lesson or --section",
    ),
    (
        "scorm12 --out a.zip --lesson first --section start",
        "'export scorm12' takes --lesson or --section, not both",
    ),
    (
        "scorm2004 --out a.zip --lesson fist",
        "there is no lesson 'fist' (allowed: first, second). Did you mean 'first'?",
    ),
    (
        "scorm2004 --out a.zip --section strat",
        "there is no section 'strat' (allowed: start). Did you mean 'start'?",
    ),
    ("html --out a.html", "'export html' has to be told what to pack: add --lesson"),
    ("html --out a.html --section start", "'export html' takes --lesson, and no --section"),
    (
        "html --out a.html --lesson frist",
        "there is no lesson 'frist' (allowed: first, second). Did you mean 'first'?",
    ),
    ("zip --out file/a.zip", "'file/a.zip' cannot be written: File exists"),
]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course in the folder where the command runs, beside things that are dear to its author."""
    write_course(tmp_path)
    for name in ("mine/letter.txt", "file", "old.zip"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("dear to me\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_zip_holds_the_whole_site_and_is_the_same_every_time(course: Path) -> None:
    assert build(course / "content", course / "site") == []
    for out in ("old.zip", "new/folder/course.zip"):
        assert main(["export", "zip", "--out", out]) == 0
    assert Path("old.zip").read_bytes() == Path("new/folder/course.zip").read_bytes()
    with ZipFile(BytesIO(Path("old.zip").read_bytes())) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == snapshot(
            course / "site"
        )


def test_a_lesson_becomes_one_file(course: Path) -> None:
    assert main(["export", "html", "--lesson", "first", "--out", "first.html"]) == 0
    html = Path("first.html").read_text("utf-8")
    assert html.startswith("<!doctype html>")
    assert "Nothing yet." in html


@pytest.mark.parametrize(("arguments", "told"), WRONG)
def test_wrong_use_is_told_in_one_sentence_and_changes_nothing(
    course: Path, arguments: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(course)
    assert main(["export", *arguments.split()]) == 2
    assert capsys.readouterr().err == f"lessonwright: {told}\n"
    assert snapshot(course) == before


def test_with_problems_in_the_content_the_old_file_stays(
    course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_course(course, {FIRST: f"{HEAD}$q$\n"})
    before = snapshot(course)
    assert main(["export", "zip", "--out", "old.zip"]) == 1
    assert capsys.readouterr().err.startswith("content/start/01-first.md:4: ")
    assert snapshot(course) == before
