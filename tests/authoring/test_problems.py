"""What authors are told: each document in tests/cases holds courses with mistakes in them."""

import subprocess
import sys
from pathlib import Path

import pytest

from builder.__main__ import main
from support.courses import FOLDER, HEAD, Case, old_site, read_cases, snapshot, write_course

CASES = [
    case for document in sorted(FOLDER.glob("problems-*.md")) for case in read_cases(document.name)
]
DEEP = "{" * 9000 + "x" + "}" * 9000


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_problems_are_told_and_the_old_site_stays(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {name: text for name, text in case.parts.items() if name != "problems"}
    write_course(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    before = old_site(tmp_path)
    status = main(["build", "--strict"])
    output = capsys.readouterr()
    assert output.err == case.parts["problems"]
    assert output.out == ""
    assert status == 1
    assert snapshot(tmp_path / "site") == before


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        (
            "start/01-first.md",
            f"{HEAD}Text.\n\nA caf\xe9.\n".encode("latin-1"),
            "content/start/01-first.md:6: the file is not UTF-8 (the byte 0xe9 is not)",
        ),
        (
            "glossary.yaml",
            "slope:\r\n  term: slope\r\n  definition: na\xefve\r\n".encode("latin-1"),
            "content/glossary.yaml:3: the file is not UTF-8 (the byte 0xef is not)",
        ),
        (
            "start/01-first.md",
            f"\ufeff{HEAD}One\n\n$q$\n".replace("\n", "\r\n").encode(),
            "content/start/01-first.md:6: the formula 'q' uses 'q', which symbols.yaml does not "
            "define",
        ),
        (
            "start/01-first.md",
            f"{HEAD}A line\u2028that is one.\n",
            "content/start/01-first.md:4: the character U+2028 cannot be used",
        ),
        (
            "start/01-first.md",
            f"{HEAD}${DEEP}$\n",
            "content/start/01-first.md:4: this paragraph has 18004 characters "
            "(allowed: up to 8000)",
        ),
        (
            "course.yaml",
            "[" * 1000,
            "content/course.yaml:1: the YAML is nested too deeply",
        ),
    ],
    ids=[
        "not UTF-8",
        "not UTF-8, with CRLF",
        "lines of a file with BOM and CRLF",
        "another end of a line",
        "a formula nested too deeply",
        "YAML nested too deeply",
    ],
)
def test_files_that_no_document_can_hold(
    name: str,
    data: str | bytes | None,
    problem: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_course(tmp_path, {name: data})
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert capsys.readouterr().err == f"{problem}\n"


def test_a_file_that_is_a_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (write_course(tmp_path, {"symbols.yaml": None}) / "symbols.yaml").mkdir()
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert (
        capsys.readouterr().err
        == "content/symbols.yaml:1: this file cannot be read: Is a directory\n"
    )


def test_the_command_tells_problems_without_a_traceback(tmp_path: Path) -> None:
    write_course(tmp_path, {"start/01-first.md": f"{HEAD}See [this](none.md), $q$.\n"})
    before = old_site(tmp_path)
    for command in ("build", "check"):
        done = subprocess.run(
            [sys.executable, "-m", "builder", command],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert done.stderr == (
            "content/start/01-first.md:4: the formula 'q' uses 'q', which symbols.yaml does not "
            "define\n"
            "content/start/01-first.md:4: the link 'none.md' leads nowhere "
            "(allowed: 01-first.md, 02-second.md). Did you mean '02-second.md'?\n"
        )
        assert (done.stdout, done.returncode) == ("", 1)
    assert snapshot(tmp_path / "site") == before
