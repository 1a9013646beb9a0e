"""What building leaves on the disk: the same bytes every time, or the old site."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from builder.__main__ import main
from builder.cache.store import RESULTS
from builder.output.manifest import NAME
from builder.project import ROOT
from support.courses import BASE, FIRST, HEAD, snapshot, write_course
from support.damage import damaged_copy
from support.program import copy_program

WIDGET = f"""{HEAD}![A hill](<my hill.svg>) and ![the same](my%20hill.svg), ![one](ä/link.svg).

```widget
id: hill
kind: descent
title: A hill
function: x**4 - x**2
start: 1
```
"""
ODD: dict[str, str | bytes | None] = {
    FIRST: ("\ufeff" + WIDGET.replace("\n", "\r\n")).encode(),
    "start/my hill.svg": "<svg/>\n",
    "start/ä/real.svg": "<svg />\n",
    "start/.#01-first.md": "what an editor left\n",
}
ADDRESS = "https://example.org/course"


def run(
    *arguments: str, cwd: Path, builder: Path = ROOT, seed: str = "0"
) -> subprocess.CompletedProcess[str]:
    """The command, in a process of its own."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(builder)}
    command = [sys.executable, "-P", "-m", "builder", *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a course of odd names and its site, built by the command."""
    folder = tmp_path_factory.mktemp("a folder")
    content = write_course(folder, ODD)
    (content / "start/ä/link.svg").symlink_to("real.svg")
    done = run("build", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    return folder


def test_a_second_build_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """From another folder, with another hash seed, by a copy of the builder that lies elsewhere,
    with a cache in which every file is damaged."""
    copy = copy_program(tmp_path / "another place")
    damaged = copy / RESULTS.relative_to(ROOT)
    before = damaged_copy(RESULTS, damaged)
    content, site = folder / "content", tmp_path / "elsewhere" / "site"
    arguments = ("--content", str(content), "--out", str(site))
    done = run("build", *arguments, cwd=tmp_path, builder=copy, seed="7")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    first, second = snapshot(folder / "site"), snapshot(site)
    assert (folder / "site" / NAME).read_bytes() == (site / NAME).read_bytes()
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    after = snapshot(damaged)
    mended = [name for name in before if after[name] != before[name]]
    assert {"library", "memory", "wasm", "rest"} <= {name.rpartition("-")[0] for name in mended}
    assert [name for name in mended if after[name] != (RESULTS / name).read_bytes()] == []


def test_odd_names_and_endings_of_lines_arrive(folder: Path) -> None:
    site = folder / "site"
    page = (site / "start/first.html").read_text("utf-8")
    shown = re.findall(r'<img alt="[^"]*" src="([^"]*)"', page)
    assert shown == ["my hill.svg", "my%20hill.svg", "ä/link.svg"]
    assert (site / "start/my hill.svg").read_text() == "<svg/>\n"
    assert (site / "start/ä/link.svg").read_text() == "<svg />\n"
    assert not (site / "start/ä/link.svg").is_symlink()
    assert b"\r" not in (site / "start/first.html").read_bytes()


def test_nothing_of_the_machine_and_no_foreign_address_is_in_the_site(folder: Path) -> None:
    """Namespaces are names, not addresses; Pyodide's own code and the licences stay as they are."""
    namespace = re.compile(rb"http://www\.w3\.org/[\w/]+")
    for name, data in snapshot(folder / "site").items():
        assert str(ROOT).encode() not in data, name
        assert str(folder).encode() not in data, name
        if name.endswith((".html", ".css", ".js")) and not name.startswith("runtime/"):
            assert re.findall(rb"https?://[^\s\"']*", namespace.sub(b"", data)) == [], name


def test_the_address_of_the_site_adds_what_needs_it_and_changes_nothing_else(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = f"{BASE['course.yaml']}address: {ADDRESS}\n"
    content = write_course(tmp_path, {**ODD, "course.yaml": course})
    (content / "start/ä/link.svg").symlink_to("real.svg")
    monkeypatch.chdir(tmp_path)
    assert main(["build"]) == 0
    without, with_address = snapshot(folder / "site"), snapshot(tmp_path / "site")
    assert sorted(set(with_address) - set(without)) == [
        "embed/first/hill.oembed.json",
        "robots.txt",
        "sitemap.txt",
        "start/first.oembed.json",
        "start/second.oembed.json",
    ]
    assert set(without) - set(with_address) == set()
    assert with_address["sitemap.txt"].decode().split() == [
        f"{ADDRESS}/{name}"
        for name in ("index.html", "glossary.html", "start/first.html", "start/second.html")
    ]
    assert with_address["robots.txt"].decode() == f"Sitemap: {ADDRESS}/sitemap.txt\n"
    # The page for what is missing, shown at any depth, finds the course by the address.
    for name, data in without.items() - {("404.html", without["404.html"])}:
        lines = with_address[name].splitlines(keepends=True)
        added = [line for line in lines if ADDRESS.encode() in line]
        if not name.startswith("embed/"):
            assert b"".join(line for line in lines if line not in added) == data, name
        if name.endswith(".html"):
            page = name.replace("embed/first/hill", "start/first")
            assert added[:2] == [
                f'<link rel="canonical" href="{ADDRESS}/{page}">\n'.encode(),
                f'<meta property="og:url" content="{ADDRESS}/{page}">\n'.encode(),
            ]
            described = f'href="{ADDRESS}/{name.removesuffix(".html")}.oembed.json"'
            assert [described.encode() in line for line in added[2:]] == [
                True for each in with_address if each == f"{name.removesuffix('.html')}.oembed.json"
            ]


def test_check_tells_what_build_tells_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_course(tmp_path)
    monkeypatch.chdir(tmp_path)
    before = snapshot(tmp_path)
    assert main(["check"]) == 0
    write_course(tmp_path, {FIRST: f"{HEAD}$q$\n"})
    assert main(["check"]) == 1
    checked = capsys.readouterr()
    assert main(["build"]) == 1
    assert capsys.readouterr() == checked
    assert sorted(snapshot(tmp_path)) == sorted(before)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "--content", "none"], "there is no folder 'none' to read lessons from"),
        (["build", "--out", "mine"], "the site cannot take the place of 'mine', which holds "),
        (["build", "--out", "page"], "the site cannot take the place of 'page', which holds "),
        (["build", "--out", "file"], "the site cannot take the place of 'file', which is a file"),
        (["build", "--out", "content"], "the site cannot take the place of 'content', which "),
        (["build", "--out", "."], "the site cannot take the place of '.', which holds "),
    ],
)
def test_wrong_use_is_refused_in_one_sentence(
    arguments: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_course(tmp_path)
    for name in ("mine/letter.txt", "page/index.html", "file"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("dear to me\n")
    monkeypatch.chdir(tmp_path)
    before = snapshot(tmp_path)
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"lessonwright: {told}")
    assert error.count("\n") == 1
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("arguments", [[], ["bild"], ["build", "--ouch"], ["check", "--out", "x"]])
def test_an_unknown_command_or_option_is_wrong_use(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: lessonwright ")
