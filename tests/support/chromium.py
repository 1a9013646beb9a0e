"""The Chromium of the browser tests; `python tests/chromium.py` sees to it that there is one."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from support.machine import install_packages, say, succeeds

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
    """Debian's build."""
    install_packages("chromium")


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
