"""Child processes: one that dies is started again once, and then there is one clear sentence."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from builder import lessons
from builder.__main__ import main
from builder.assets import esbuild
from builder.build import build
from builder.cache import store
from builder.preview.serve import built
from builder.processes import Helper, run
from builder.project import ToolError
from support.courses import FIRST, HEAD, write_course

ANSWERING = """
import json, sys
from pathlib import Path
starts = Path(sys.argv[1])
starts.write_text(starts.read_text() + "x" if starts.exists() else "x")
for line in sys.stdin:
    {deed}
    print(json.dumps(json.loads(line) * 2), flush=True)
"""
DEEDS = {
    "nothing": "pass",
    "dies": "sys.exit('TypeError: it is broken\\nmore')",
    "dies at first": "if starts.read_text() == 'x': sys.exit(3)",
    "is killed": "import os; os.kill(os.getpid(), 9)",
    "stutters": "print('{', flush=True)",
    "stops in the middle": "print(1, end='', flush=True); sys.exit()",
    "leaves without a word": "sys.exit()",
    "sleeps": "import time; time.sleep(1000)",
}


@pytest.fixture
def helper_that(tmp_path: Path) -> Iterator[Callable[..., Helper]]:
    """Makes a helper that doubles numbers, and does something else before."""
    made: list[Helper] = []

    def make(deed: str, seconds: float = 60) -> Helper:
        script = ANSWERING.format(deed=DEEDS[deed])
        command = [sys.executable, "-c", script, str(tmp_path / "starts")]
        made.append(Helper("The helper", lambda: command, seconds=seconds))
        return made[-1]

    yield make
    for each in made:
        each.end()


def starts(folder: Path) -> int:
    return len((folder / "starts").read_text())


def test_a_helper_starts_once_for_all_questions(
    helper_that: Callable[..., Helper], tmp_path: Path
) -> None:
    helper = helper_that("nothing")
    assert [helper.ask(number) for number in range(3)] == [0, 2, 4]
    assert starts(tmp_path) == 1


def test_a_helper_that_dies_is_started_again_once(
    helper_that: Callable[..., Helper], tmp_path: Path
) -> None:
    helper = helper_that("dies at first")
    assert helper.ask(2) == 4
    assert helper.ask(3) == 6
    assert starts(tmp_path) == 2


def test_a_helper_that_was_killed_between_two_questions_is_started_again(
    helper_that: Callable[..., Helper], tmp_path: Path
) -> None:
    helper = helper_that("nothing")
    assert helper.ask(2) == 4
    assert helper._process
    for number in (signal.SIGKILL, signal.SIGTERM):
        os.kill(helper._process.pid, number)
        assert helper.ask(3) == 6
    assert starts(tmp_path) == 3


@pytest.mark.parametrize(
    ("deed", "told"),
    [
        ("dies", "failed with exit status 1: TypeError: it is broken"),
        ("is killed", "was ended by SIGKILL"),
        ("stutters", "gave no answer"),
        ("stops in the middle", "gave no answer"),
        ("leaves without a word", "gave no answer"),
    ],
)
def test_a_helper_that_always_dies_is_an_error_and_the_next_question_a_new_start(
    deed: str, told: str, helper_that: Callable[..., Helper], tmp_path: Path
) -> None:
    helper = helper_that(deed)
    for asked in (1, 2):
        with pytest.raises(ToolError) as caught:
            helper.ask(1)
        assert str(caught.value) == f"The helper, started twice, {told}"
        assert starts(tmp_path) == 2 * asked


def test_a_helper_that_does_not_answer_is_ended(helper_that: Callable[..., Helper]) -> None:
    helper = helper_that("sleeps", seconds=0.2)
    told = r"^The helper, started twice, gave no answer \(allowed: 0\.2 seconds\)$"
    with pytest.raises(ToolError, match=told):
        helper.ask(1)
    assert not helper._process


def test_what_cannot_be_started_or_fails_is_said_in_one_sentence() -> None:
    missing = Helper("The helper", lambda: ["/nowhere/at/all"])
    told = "The helper cannot be started: No such file or directory"
    with pytest.raises(ToolError, match=f"^{told}$"):
        missing.ask(1)
    with pytest.raises(ToolError, match=f"^{told}$"):
        run("The helper", ["/nowhere/at/all"])
    for script, ending in {
        "import sys; sys.exit('first\\nValueError: no\\nlast')": "1: ValueError: no",
        "import sys; sys.exit('first\\nlast')": "1: last",
        "import sys; sys.exit(7)": "7",
    }.items():
        with pytest.raises(ToolError, match=f"^It failed with exit status {ending}$"):
            run("It", [sys.executable, "-c", script])
    with pytest.raises(ToolError, match=r"^It did not come to its end \(allowed: 0\.2 seconds\)$"):
        run("It", [sys.executable, "-c", "while True: pass"], seconds=0.2)


def test_a_preview_outlives_a_tool_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """esbuild is needed again, cannot be started for one build, and can again."""
    content, site = write_course(tmp_path), tmp_path / "site"
    monkeypatch.chdir(tmp_path)
    told = "esbuild cannot be started: No such file or directory"
    for number in range(3):
        (content / FIRST).write_text(f"{HEAD}$x^{{{number}}} = x$\n", "utf-8")
        with monkeypatch.context() as patch:
            if number == 1:
                patch.setattr(store, "RESULTS", tmp_path / "results")
                patch.setattr(esbuild, "find_node", lambda: "/nowhere/node")
            problems = built(lambda: build(content, site))
        assert [each.message for each in problems] == ([told] if number == 1 else [])
        shown = (site / "start/first.html").read_text("utf-8")
        assert ("<mn>0</mn>" in shown, "<mn>2</mn>" in shown) == (number < 2, number == 2)
    printed = capsys.readouterr()
    assert printed.out == "The site is built\n" * 2
    assert printed.err == f"lessonwright: {told}\n"


def test_a_tool_that_fails_ends_a_build_with_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_course(tmp_path)
    monkeypatch.chdir(tmp_path)
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho 'Error: no' >&2\nexit 1\n")
    node.chmod(0o755)
    monkeypatch.setattr(store, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(esbuild, "find_node", lambda: str(node))
    assert main(["build"]) == 1
    told = "lessonwright: esbuild failed with exit status 1: Error: no\n"
    assert capsys.readouterr().err == told
    assert not (tmp_path / "site").exists()


def die_once(batch: lessons.Batch, vocabulary: object, program: bytes) -> dict[str, str]:
    """In the place of the making of lessons; the vocabulary is a file here, which notes deaths."""
    deaths = Path(str(vocabulary))
    if batch[0][0] == "3" and not deaths.exists():
        deaths.write_text("one")
        os._exit(1)
    return {key: "made" for key, _ in batch}


def die_always(batch: lessons.Batch, vocabulary: object, program: bytes) -> None:
    os._exit(1)


def test_a_process_that_makes_lessons_may_die_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = [[(str(number), None)] for number in range(5)]
    monkeypatch.setattr(os, "process_cpu_count", lambda: 2)
    monkeypatch.setattr(lessons, "make_batch", die_once)
    made: list[object] = list(lessons.make_batches(batches, tmp_path / "deaths"))  # type: ignore[arg-type]
    assert made == [{str(number): "made"} for number in range(5)]
    monkeypatch.setattr(lessons, "make_batch", die_always)
    with pytest.raises(ToolError, match=r"^a process that makes lessons ended too early"):
        list(lessons.make_batches(batches, tmp_path / "deaths"))  # type: ignore[arg-type]
