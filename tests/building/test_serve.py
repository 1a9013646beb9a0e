"""The preview while an author writes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from builder.project import ROOT
from support.courses import FIRST, HEAD, write_course


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    write_course(tmp_path, {FIRST: f"{HEAD}Once.\n"})
    command = [sys.executable, "-m", "builder", "serve"]
    pipe, told = subprocess.PIPE, os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=told, stdout=pipe, stderr=pipe, text=True
    ) as process:
        yield process
        process.terminate()


def test_a_preview_follows_the_author(preview: subprocess.Popen[str], tmp_path: Path) -> None:
    assert preview.stdout
    assert preview.stderr
    address = preview.stdout.readline().split()[4]
    lesson = tmp_path / "content" / FIRST

    def page() -> str:
        with urlopen(f"{address}start/first.html") as answer:
            return str(answer.read().decode())

    assert "<p>Once.</p>" in page()
    lesson.write_text(f"{HEAD}Twice.\n", "utf-8")
    assert preview.stdout.readline() == "site is built again\n"
    assert "<p>Twice.</p>" in page()
    lesson.write_text(f"{HEAD}[No](term:none)\n", "utf-8")
    assert preview.stderr.readline().startswith(f"content/{FIRST}:4: ")
    assert "<p>Twice.</p>" in page()
    lesson.write_text(f"{HEAD}Thrice.\n", "utf-8")
    assert preview.stdout.readline() == "site is built again\n"
    assert "<p>Thrice.</p>" in page()
