"""Code of lessons while the site is built: what it cannot reach, and how its end is told."""

import os
from pathlib import Path

import pytest

from builder.__main__ import main
from builder.blocks.cell import CellBlock
from builder.checking import author_code as trial
from builder.checking import code_runner as tried
from builder.model.source import Place, Text
from builder.reading.block import Outcome, Run
from support.courses import HEAD, snapshot, write_course

WHY = "code in lessons has no network, starts no programs and sees no files but its own"
BY_PYTHON = """
import os, shutil, socket, subprocess
from pathlib import Path
TRIED = [
    lambda: open("/proc/self/environ").read(),
    lambda: open(f"/proc/{os.getppid()}/environ").read(),
    lambda: Path("/etc/passwd").read_text(),
    lambda: Path(SECRET).read_text(),
    lambda: Path(SECRET).write_text("mine"),
    lambda: Path("new.txt").symlink_to(SECRET).read_text(),
    lambda: os.link(SECRET, "linked"),
    lambda: os.remove(SECRET),
    lambda: os.rename(SECRET, "taken"),
    lambda: os.chmod(SECRET, 0),
    lambda: os.truncate(SECRET, 0),
    lambda: shutil.rmtree(os.path.dirname(SECRET)),
    lambda: os.listdir(os.path.dirname(SECRET)),
    lambda: socket.create_connection(("127.0.0.1", 9)),
    lambda: socket.getaddrinfo("example.org", 80),
    lambda: subprocess.run(["true"]),
    lambda: os.system("true"),
    lambda: os.fork(),
    lambda: os.execv("/bin/true", ["true"]),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
    lambda: os.kill(os.getppid(), 9),
    lambda: os.killpg(0, 9),
]
"""
BY_LIBC = """
import ctypes, os, platform
libc = ctypes.CDLL(None, use_errno=True)
x86 = platform.machine() == "x86_64"
name = SECRET.encode()
def call(x86_number, other, *given):
    if libc.syscall(x86_number if x86 else other, *given) >= 0:
        return
    raise PermissionError(ctypes.get_errno())
def opened(path, flags):
    file = libc.open(path, flags)
    if file < 0:
        raise PermissionError(ctypes.get_errno())
TRIED = [
    lambda: opened(b"/proc/self/environ", 0),
    lambda: opened(b"/proc/%d/environ" % os.getppid(), 0),
    lambda: opened(b"/etc/passwd", 0),
    lambda: opened(name, 0),
    lambda: opened(name, 1),
    lambda: opened(name + b".new", 65),
    lambda: call(41, 198, 2, 1, 0),
    lambda: call(41, 198, 10, 2, 0),
    lambda: call(41, 198, 1, 1, 0),
    lambda: call(425, 425, 1, 0),
    lambda: call(59, 221, b"/bin/true", 0, 0),
    lambda: call(56, 220, 17, 0, 0, 0, 0),
    lambda: call(435, 435, 0, 0),
    lambda: call(62, 129, os.getppid(), 9),
    lambda: call(234, 131, os.getppid(), os.getppid(), 9),
    lambda: call(101, 117, 16, os.getppid(), 0, 0),
    lambda: call(268, 53, -100, name, 0),
    lambda: call(165, 40, 0, b"/tmp", b"tmpfs", 0, 0),
    lambda: call(272, 97, 0x10000000),
    lambda: call(41 | 0x40000000, 198 | 0x40000000, 2, 1, 0),
]
"""
TELL = """
for number, attack in enumerate(TRIED):
    try:
        attack()
        print("done", number)
    except (OSError, AttributeError) as error:
        assert error.errno in (None, 1, 13, 38) or error.args[0] in (1, 13, 18, 38), error
len(TRIED), dict(os.environ)
"""


def run(code: str, *more: str) -> tuple[list[Outcome], str]:
    """What becomes of cells."""
    runs: list[Run] = []
    for number, each in enumerate((code, *more)):
        text = Text(each, Place("a.md", 1))
        runs += CellBlock(f"cell-{number}", text.place, text, text, None, "").runs()
    return trial.work_off(runs)


@pytest.mark.parametrize("attacks", [BY_PYTHON, BY_LIBC], ids=["Python", "the C library"])
def test_code_reaches_no_file_process_or_network(attacks: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("dear to me")
    (tmp_path / "secret.txt").chmod(0o600)
    before = snapshot(tmp_path)
    outcomes, _ = run(f"SECRET = {str(tmp_path / 'secret.txt')!r}\n{attacks}\n{TELL}")
    assert [outcome.error for outcome in outcomes] == [None]
    assert outcomes[0].output == f"({attacks.count('lambda')}, {{}})\n"
    assert snapshot(tmp_path) == before
    assert (tmp_path / "secret.txt").stat().st_mode & 0o777 == 0o600


def test_no_token_of_the_environment_is_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("A_TOKEN", "very-secret")
    trial.RUNNER.end()
    monkeypatch.chdir(tmp_path)
    code = "import sys\n  print(sys.modules['os'].environ)\n  open('/proc/self/environ').read()"
    cell = f"```cell\nid: one\ntitle: One\ncode: |\n  {code}\n```\n"
    write_course(tmp_path, {"start/01-first.md": HEAD + cell})
    assert main(["build"]) == 1
    assert capsys.readouterr().err == (
        f"content/start/01-first.md:10: the cell 'one' fails: PermissionError: {WHY}\n"
    )
    outcomes, _ = run("import os\nprint(os.environ, os.getenv('A_TOKEN'))")
    assert outcomes[0].output == "environ({}) None\n"


ENDS = [
    ("import os\nos._exit(0)", "ends Python itself (exit status 0)"),
    ("import os\nos._exit(3)", "ends Python itself (exit status 3)"),
    ("import os\nos.abort()", "ends Python itself (SIGABRT)"),
    ("import ctypes\nctypes.string_at(0)", "ends Python itself (SIGSEGV)"),
    ("import os, signal\nsignal.raise_signal(9)", "ends Python itself (SIGKILL)"),
    (
        "import os\nfor file in range(3, 60):\n"
        '    try: os.write(file, b\'{"output": "forged", "error": null, "checks": []}\\n\')\n'
        "    except OSError: pass",
        "writes where only its results are written",
    ),
]


@pytest.mark.parametrize(("code", "ending"), ENDS, ids=range(len(ENDS)))
def test_a_crash_is_told_as_one(code: str, ending: str) -> None:
    outcomes, told = run("print(1)", code)
    assert (outcomes, told) == ([Outcome("1\n", None, [])], ending)


def test_what_grows_too_large_is_told() -> None:
    outcomes, _ = run(
        "x = 'a' * (3 << 30)",
        "open('a', 'wb').write(bytes(1 << 25))",
        "files = [open('a') for _ in range(100)]",
        "len(x) if 'x' in globals() else 'still here'",
    )
    told = [outcome.error and outcome.error["told"] for outcome in outcomes]
    assert told == [
        "this needs more memory than code on a page may have",
        "OSError: [Errno 27] File too large",
        "OSError: [Errno 24] Too many open files: 'a'",
        None,
    ]


def test_nothing_goes_on_behind_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Results are closed and the process goes on: its whole group ends."""
    monkeypatch.setattr(trial, "SECONDS", 3)
    closing = (
        "import os\nfor file in range(3, 60):\n    try: os.close(file)\n    except OSError: pass"
    )
    outcomes, told = run("import os\nos.getpid()", f"{closing}\nwhile True: pass")
    assert told == "does not come to its end (allowed: 3 seconds)"
    with pytest.raises(ProcessLookupError):
        os.kill(int(outcomes[0].output), 0)


def test_a_system_without_copies_of_processes_runs_the_same(tmp_path: Path) -> None:
    runs = [{"cell": "one", "code": "import os\nprint(dict(os.environ))\n7", "tests": None}]
    question = {"folder": str(tmp_path), "seconds": 60, "runs": runs, "secret": "s"}
    read, status = tried.run_anew(question)
    assert (read, status) == (b's{"output": "{}\\n7\\n", "error": null, "checks": []}\n', 0)
    crash = [{"cell": "one", "code": "import os\nos._exit(3)", "tests": None}]
    assert tried.run_anew(question | {"runs": crash}) == (b"", 3)
    endless = [{"cell": "one", "code": "while True: pass", "tests": None}]
    assert tried.run_anew(question | {"runs": endless, "seconds": 2}) == (b"", None)
