"""A second build makes and writes only what differs, and gives what a first one would."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.__main__ import main
from builder.cache import lessons
from builder.project import ROOT
from support.courses import BASE, HEAD, snapshot, write_course

MANY = 20
"""Enough lessons for two processes."""


def lesson(number: int, text: str = "The [slope](term:slope) of $f(x)$ is $f'(x)$.") -> str:
    return f"{HEAD.replace('First', f'Lesson {number}')}## Part\n\n{text}\n"


def course(sections: dict[str, list[int]]) -> dict[str, str | bytes | None]:
    """The files of a course with these lessons."""
    head = BASE["course.yaml"].partition("sections:")[0]
    lines = [head + "sections:"]
    files: dict[str, str | bytes | None] = dict.fromkeys(BASE)
    for slug, numbers in sections.items():
        lines += [f"  - title: {slug}", f"    slug: {slug}", "    summary: Some.", "    lessons:"]
        lines += [f"      - {number:02}-lesson-{number}" for number in numbers]
        files |= {f"{slug}/{each:02}-lesson-{each}.md": lesson(each) for each in numbers}
    shared = {name: BASE[name] for name in ("glossary.yaml", "symbols.yaml")}
    return files | shared | {"course.yaml": "\n".join([*lines, ""])}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two sections, and a site that was built of them."""
    monkeypatch.chdir(tmp_path)
    content = write_course(tmp_path, course({"one": [1, 2, 3], "two": [4, 5]}))
    assert main(["build"]) == 0
    return content


def rewritten(change: Callable[[], object]) -> set[str]:
    """The pages of lessons that are written anew after a change; others stay the same files."""
    site = Path("site")
    before = {path: path.stat().st_ino for path in site.glob("*/*.html")}
    kept = {path: path.open("rb") for path in before}  # so that no number is used again
    change()
    assert main(["build"]) == 0
    for file in kept.values():
        file.close()
    return {str(path.relative_to(site)) for path in before if path.stat().st_ino != before[path]}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def fresh(content: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """The site that a first build makes of the content."""
    shutil.copytree(content, folder / "content")
    monkeypatch.chdir(folder)
    assert main(["build"]) == 0
    return snapshot(folder / "site")


def test_nothing_changed_nothing_is_written(content: Path) -> None:
    assert rewritten(lambda: None) == set()


def test_an_edit_of_a_sentence_writes_one_page(content: Path, tmp_path: Path) -> None:
    changed = rewritten(lambda: edit(content / "one/02-lesson-2.md", "The [", "Here the ["))
    assert changed == {"one/lesson-2.html"}
    assert "Here the" in (tmp_path / "site/one/lesson-2.html").read_text("utf-8")


def test_a_new_title_writes_all_pages_that_name_it(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = rewritten(lambda: edit(content / "one/02-lesson-2.md", "Lesson 2", "Two"))
    assert changed == {"one/lesson-1.html", "one/lesson-2.html", "one/lesson-3.html"}
    built = snapshot(tmp_path / "site")
    assert built == fresh(content, tmp_path / "again", monkeypatch)


def test_a_new_definition_writes_all_pages_that_show_it(content: Path, tmp_path: Path) -> None:
    changed = rewritten(lambda: edit(content / "glossary.yaml", "How steep", "So steep"))
    assert len(changed) == 5
    for page in changed:
        assert "So steep" in (tmp_path / "site" / page).read_text("utf-8")


def test_a_page_that_somebody_changed_in_the_site_comes_back(content: Path, tmp_path: Path) -> None:
    page = tmp_path / "site/two/lesson-4.html"
    before = page.read_bytes()
    assert rewritten(lambda: page.write_bytes(b"mine")) == {"two/lesson-4.html"}
    assert page.read_bytes() == before


def test_a_page_that_somebody_removed_from_the_site_comes_back(
    content: Path, tmp_path: Path
) -> None:
    page = tmp_path / "site/two/lesson-5.html"
    before = page.read_bytes()
    page.unlink()
    assert main(["build"]) == 0
    assert page.read_bytes() == before


def test_a_mended_lesson_is_built_and_the_others_are_taken_as_they_were(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = content / "two/04-lesson-4.md"

    def break_and_mend() -> None:
        edit(path, "$f'(x)$", "$q$")
        assert main(["build"]) == 1
        told = "content/two/04-lesson-4.md:6: the formula 'q' uses 'q', which symbols.yaml does "
        assert capsys.readouterr().err == f"{told}not define\n"
        edit(path, "$q$", "$x$")

    assert rewritten(break_and_mend) == {"two/lesson-4.html"}


def test_what_nobody_has_built_for_long_is_forgotten(content: Path) -> None:
    folder = lessons.LESSONS / "a-file-of-last-year"
    folder.mkdir()
    os.utime(folder, (0, 0))
    assert main(["build"]) == 0
    assert not folder.exists()


def test_many_processes_make_what_one_makes(tmp_path: Path) -> None:
    sites = []
    for processors in ("1", "2"):
        folder = tmp_path / processors
        write_course(folder, course({"one": list(range(1, MANY + 1))}))
        done = subprocess.run(
            [sys.executable, "-P", "-m", "builder", "build"],
            cwd=folder,
            env=os.environ | {"PYTHON_CPU_COUNT": processors, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        sites.append(snapshot(folder / "site"))
    assert len([name for name in sites[0] if name.startswith("one/")]) == MANY
    assert sites[0] == sites[1]
