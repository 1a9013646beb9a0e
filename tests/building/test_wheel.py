"""The installed tool: it needs nothing of the clone, and makes the same of a course."""

import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from gzip import decompress
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, expect

from builder.__main__ import main
from builder.project import ROOT
from builder.pyodide.seven_bits import zipped
from support.cell_page import CellPart
from support.courses import FIRST, HEAD, snapshot, write_course
from support.places import FROZEN
from support.wheel import LIMIT, Installed, install, make_wheels

MEGABYTE = 10**6
EXPORTS = (
    ("zip", "course.zip"),
    ("html", "one.html", "--lesson", "what-does-learning-mean"),
    ("scorm12", "old.zip", "--lesson", "what-does-learning-mean"),
    ("scorm2004", "new.zip", "--section", "framing-the-problem"),
)
CELL = f"""{HEAD}
```cell
id: sums
title: Sums
code: |
  import numpy
  print(numpy.arange(10).sum())
```
"""


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return make_wheels(tmp_path_factory.mktemp("wheels"))


@pytest.fixture(scope="module")
def tool(wheels: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return install(wheels[0], tmp_path_factory.mktemp("elsewhere"))


def test_the_wheel_is_the_same_bytes_twice_and_has_one_name(wheels: tuple[Path, Path]) -> None:
    once, twice = wheels
    assert once.read_bytes() == twice.read_bytes()
    assert re.fullmatch(r"lessonwright-[\d.]+-py3-none-any\.whl", once.name)
    assert once.stat().st_size < 15 * MEGABYTE
    with ZipFile(once) as wheel:
        files = {name: wheel.read(name) for name in wheel.namelist()}
    assert {name.split("/")[0].split("-")[0] for name in files} == {"lessonwright"}
    assert [name for name, data in files.items() if str(ROOT).encode() in data] == []
    assert [name for name in files if name.endswith((".mjs", ".sh", ".pyc"))] == []


def test_it_makes_of_a_course_what_the_clone_makes(
    tool: Installed, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site and every export, byte for byte; and it writes nowhere else."""
    course, ours = tmp_path / "a course", tmp_path / "ours"
    (course / "content").parent.mkdir()
    ours.mkdir()
    for path in FROZEN.rglob("*"):
        if path.is_file():
            copy = course / "content" / path.relative_to(FROZEN)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    for command in ("check", "build"):
        done = tool.run(command, cwd=course)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    made, expected = snapshot(course / "site"), snapshot(site)
    assert sorted(made) == sorted(expected)
    assert [name for name in made if made[name] != expected[name]] == []
    monkeypatch.chdir(course)
    for kind, out, *which in EXPORTS:
        done = tool.run("export", kind, "--out", out, *which, cwd=course)
        assert (done.returncode, done.stderr) == (0, "")
        assert main(["export", kind, "--out", str(ours / out), *which]) == 0
        assert (course / out).read_bytes() == (ours / out).read_bytes(), out
    cache = tool.home / ".cache" / "lessonwright"
    allowed = (course, cache, tool.temporary, Path("/dev"))
    strange = {path for path in tool.written() if not any(map(path.is_relative_to, allowed))}
    assert strange - {cache.parent, tool.home} == set()
    assert [path.name for path in tool.home.iterdir()] == [".cache"]
    assert [path.name for path in cache.parent.iterdir()] == ["lessonwright"]
    assert list(tool.temporary.iterdir()) == []


def test_its_exit_status_says_what_happened(tool: Installed, tmp_path: Path) -> None:
    write_course(tmp_path, {FIRST: f"{HEAD}$q$\n"})
    said = {arguments: tool.run(*arguments.split(), cwd=tmp_path) for arguments in STATUS}
    assert {arguments: done.returncode for arguments, done in said.items()} == STATUS
    assert said["--version"].stdout == "lessonwright 0.1.0\n"
    assert "\nexamples:\n  lessonwright new my-course " in said["--help"].stdout
    problem = "content/start/01-first.md:4: the formula 'q' uses 'q', which symbols.yaml does not "
    assert said["build"].stderr == f"{problem}define\n"


def test_what_is_gzipped_names_no_system() -> None:
    """Versions of Python write other names, and the site is to be the same by all."""
    data = zipped(b"x" * 100)
    assert data[:10] == bytes((31, 139, 8, 0, 0, 0, 0, 0, 2, 255))
    assert decompress(data) == b"x" * 100


STATUS = {"--version": 0, "--help": 0, "check": 1, "build": 1, "bild": 2, "build nowhere": 2}
"""Of each command in a course with a problem."""


@contextmanager
def serving(tool: Installed, folder: Path) -> Iterator[str]:
    """A preview by the installed tool; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(tool.environment / "bin" / "lessonwright"), "serve", "--no-open"]
    with subprocess.Popen(
        [*command, "--port", str(port)], cwd=folder, env=tool.variables, stdout=subprocess.PIPE
    ) as process:
        try:
            assert process.stdout
            assert b"http://" in process.stdout.readline()
            assert process.stdout.readline() == b"The site is built\n"
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.kill()


def test_a_new_course_is_built_and_its_pages_come_alive(
    tool: Installed, browser: Browser, tmp_path: Path
) -> None:
    course = tmp_path / "my-course"
    assert tool.run("new", str(course), cwd=tmp_path).returncode == 0
    done = tool.run("build", cwd=course)
    assert (done.returncode, done.stderr) == (0, "")
    write_course(tmp_path, {FIRST: CELL})
    with serving(tool, tmp_path) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}start/first.html")
        cell = CellPart(page, "Sums")
        expect(cell.output).to_have_text("45\n")
        cell.edit("import numpy\nprint(numpy.arange(11).sum())")
        cell.run()
        expect(cell.output).to_have_text("55\n", timeout=LIMIT * 1000)
    with serving(tool, course) as address, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}first-steps/the-first-lesson.html")
        widget = page.locator("lesson-widget").first
        widget.scroll_into_view_if_needed()
        expect(widget).to_have_attribute("data-state", "live", timeout=LIMIT * 1000)
