"""Whatever has become of the cache, a build gives the site that it gives without one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder.__main__ import main
from builder.cache import lessons
from builder.cache import unchanged_pages as written
from builder.model.source import Place, Problem
from builder.project import ROOT
from support.courses import FIRST, HEAD, snapshot, write_course
from support.damage import DAMAGES, flip, make_folder


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course that was built with a cache of its own, but for what all courses share."""
    monkeypatch.setattr(lessons, "LESSONS", tmp_path / "cache" / "lessons")
    monkeypatch.setattr(written, "SITES", tmp_path / "cache" / "sites")
    monkeypatch.setattr(os, "process_cpu_count", lambda: 1)  # others know no other cache
    monkeypatch.chdir(tmp_path)
    named = {f"start/{number:02}-{number}.md": lesson(number) for number in range(3, 10)}
    listed = "".join(f"      - {Path(name).stem}\n" for name in named)
    course = write_course(tmp_path, named)
    with (course / "course.yaml").open("a") as file:
        file.write(listed)
    assert main(["build"]) == 0
    return course


def lesson(number: int) -> str:
    return f"{HEAD.replace('First', f'Lesson {number}')}## Part\n\nHere is $x^{{{number}}}$.\n"


@pytest.mark.parametrize("ending", [".record", ".parts"])
def test_damaged_lessons_are_made_anew(ending: str, content: Path, tmp_path: Path) -> None:
    """All pages are written anew, so that the HTML of each lesson is asked for."""
    site, cache = tmp_path / "site", tmp_path / "cache"
    before, stored = snapshot(site), snapshot(cache / "lessons")
    entries = sorted((cache / "lessons").rglob(f"*{ending}"))
    assert len(entries) == len(DAMAGES)
    for damage, entry in zip(DAMAGES, entries, strict=True):
        damage(entry)
    shutil.rmtree(site)
    assert main(["build"]) == 0
    assert snapshot(site) == before
    if ending == ".record":
        assert snapshot(cache / "lessons").keys() == stored.keys()


def test_a_lesson_in_the_place_of_another_is_made_anew(content: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    before = snapshot(site)
    for ending in (".parts", ".record"):
        first, *others = sorted(cache.rglob(f"*{ending}"))
        for other in others:
            shutil.copy(first, other)
    shutil.rmtree(site)
    assert main(["build"]) == 0
    assert snapshot(site) == before


def test_damaged_notes_on_the_old_site_are_not_believed(content: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    before = snapshot(site)
    for damage in (flip, make_folder):
        (notes,) = (tmp_path / "cache" / "sites").iterdir()
        damage(notes)
        assert main(["build"]) == 0
        assert snapshot(site) == before


def test_a_site_is_built_without_any_cache(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(tmp_path / "site")
    shutil.rmtree(tmp_path / "site")
    (tmp_path / "file").write_text("mine")
    monkeypatch.setattr(lessons, "LESSONS", tmp_path / "file" / "a" / "lessons")
    monkeypatch.setattr(written, "SITES", tmp_path / "file" / "a" / "sites")
    for _ in range(2):
        assert main(["build"]) == 0
        assert snapshot(tmp_path / "site") == before


def test_two_builds_at_once_give_the_same_site(tmp_path: Path) -> None:
    """Both begin with no lesson in the cache, and store all of them."""
    write_course(tmp_path, {FIRST: lesson(1)})
    command = [sys.executable, "-P", "-m", "builder", "build", "--out"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    builds = [
        subprocess.Popen([*command, out], cwd=tmp_path, env=environment, stderr=subprocess.PIPE)
        for out in ("one", "two")
    ]
    for each in builds:
        _, errors = each.communicate(timeout=300)
        assert (each.returncode, errors) == (0, b"")
    assert snapshot(tmp_path / "one") == snapshot(tmp_path / "two")


def test_a_lesson_with_a_warning_is_built_and_warns_again(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = Problem(Place(f"content/{FIRST}", 4), "it could be better", is_warning=True)
    monkeypatch.setattr("builder.lessons.check_lesson", lambda *_: [told])
    (content / FIRST).write_text(f"{HEAD}Nearly.\n", "utf-8")
    for _ in range(2):
        assert main(["build", "--no-strict"]) == 0
        assert capsys.readouterr().err == f"{told}\n"
    assert "Nearly." in Path("site/start/first.html").read_text("utf-8")
