"""What the set-up of the browsers asks of the machine: to run a command, to install a package."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path


def succeeds(*command: str | Path, seconds: float, **environment: str) -> bool:
    """Whether a command ends well and in time; it says nothing, and leaves nothing running."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | environment,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            with suppress(PermissionError):
                os.killpg(process.pid, signal.SIGTERM)


def install_packages(*names: str) -> None:
    """Debian's packages, where this is Debian (or a child of it) and we may install."""
    if not shutil.which("apt-get"):
        return
    say(f"installing {', '.join(names)}")
    root = () if os.geteuid() == 0 else ("sudo", "-n")
    apt = (*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    succeeds(*apt, "update", seconds=300)
    succeeds(*apt, "install", "-y", "--no-install-recommends", *names, seconds=900)


def say(step: str) -> None:
    """One line of the set-up. Not on standard output, which is for what was found."""
    print(f"Set-up: {step}", file=sys.stderr, flush=True)
