"""A build that is killed leaves a whole site, and nothing of the author's is lost."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from builder.project import ROOT


@pytest.mark.parametrize("possible", ["yes", "no"], ids=["at once", "in three steps"])
def test_a_build_killed_at_any_moment_leaves_a_whole_site(possible: str, tmp_path: Path) -> None:
    """And all that is not of a build; the next build takes away what was left behind."""
    done = subprocess.run(
        [sys.executable, *QUIET, "-c", EVERY_MOMENT, str(tmp_path), possible],
        env=os.environ
        | {
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}{os.pathsep}{ROOT / 'tests/building'}"
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert int(done.stdout) > 40, done.stdout


QUIET = ("-W", "ignore:This process:DeprecationWarning")
"""The engine of formulas has a thread, which no child here needs: each ends without them."""
EVERY_MOMENT = """
import os, signal, sys
from pathlib import Path
import builder.output.exchange
from builder.build import write_site
from support.courses import old_site, snapshot
from test_output import FOREIGN, NEW, SITE, put_foreign

READ = ("os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.stat")

def child(steps, site):
    def step(event, given):
        nonlocal steps
        changes = event == "open" and given[1] in ("w", "wb", "x")
        changes = changes or event == "ctypes.call_function"
        steps -= changes or (event.startswith(("os.", "fcntl.")) and event not in READ)
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(step)
    write_site(SITE, site)
    os._exit(0)

if sys.argv[2] == "no":
    builder.output.exchange.exchange_at_once = lambda *_: False
write_site(SITE, Path(sys.argv[1], "first"))  # all modules are loaded now
steps, status = 0, 1
while status:
    folder = Path(sys.argv[1], str(steps))
    folder.mkdir()
    old = old_site(folder) | FOREIGN
    site = folder / "site"
    put_foreign(site)
    process = os.fork()
    if not process:
        child(steps, site)
    status = os.waitpid(process, 0)[1]
    if site.exists():
        assert snapshot(site) in (old, NEW | FOREIGN), (steps, sorted(snapshot(site)))
    else:
        assert sys.argv[2] == "no", steps
    write_site(SITE, site)
    assert snapshot(site) == NEW | FOREIGN, (steps, sorted(snapshot(site)))
    assert [path.name for path in folder.iterdir()] == ["site"], steps
    steps += 1
print(steps)
"""
