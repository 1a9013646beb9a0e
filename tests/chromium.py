"""The Chromium of the browser tests; `python tests/chromium.py` sees to it that there is one."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

DOWNLOADED = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
)
"""How to start it so that it asks the network for nothing of its own, also as root."""
NOWHERE = (
    "The browser tests need a Chromium that starts; none was found and none could be installed: "
    "install one (Debian: apt-get install chromium; elsewhere: .venv/bin/playwright install "
    "--with-deps chromium) and run make test again."
)


@cache
def find_chromium() -> Path:
    """The path of a Chromium that starts: Playwright's own if it is here, else one on the PATH."""
    for path in candidates():
        if succeeds(path, "--version", seconds=60):
            return path
    raise FileNotFoundError(NOWHERE)


def candidates() -> Iterator[Path]:
    """What looks like a Chromium, the preferred first."""
    for pattern in DOWNLOADED:
        yield from sorted(downloads().glob(pattern), reverse=True)
    for name in INSTALLED:
        if found := shutil.which(name):
            yield Path(found)


def downloads() -> Path:
    """The folder for the browsers that Playwright downloads."""
    named = os.environ.get("PLAYWRIGHT_BROWSERS_PATH", "")
    if named not in ("", "0"):
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "ms-playwright"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "ms-playwright"


def download() -> None:
    """Playwright's own build. A machine without a way to it is told so, or gives up, in time."""
    say("downloading a Chromium for the browser tests")
    install = (sys.executable, "-m", "playwright", "install", "--no-shell", "--no-remove")
    succeeds(*install, "chromium", seconds=300, PLAYWRIGHT_BROWSERS_PATH=str(downloads()))


def install_package() -> None:
    """Debian's build, where this is Debian (or a child of it) and we may install."""
    if not shutil.which("apt-get"):
        return
    say("no download to be had, installing the chromium package")
    root = () if os.geteuid() == 0 else ("sudo", "-n")
    apt = (*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq")
    succeeds(*apt, "update", seconds=300)
    succeeds(*apt, "install", "-y", "--no-install-recommends", "chromium", seconds=900)


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


def say(step: str) -> None:
    """One line of the set-up. Not on standard output, which is for the path."""
    print(f"Set-up: {step}", file=sys.stderr, flush=True)


def main() -> None:
    """Prints the path of a Chromium, after the first step that brings one."""
    for bring in (None, download, install_package):
        if bring:
            bring()
        with suppress(FileNotFoundError):
            print(find_chromium())
            return
    sys.exit(NOWHERE)


if __name__ == "__main__":
    main()
