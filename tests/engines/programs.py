"""Firefox, WebKitGTK and a screen for it; `python -m engines.programs` brings what is missing."""

import shutil
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from support.machine import install_packages, succeeds

FIREFOXES = ("firefox-esr", "firefox")
LIBRARIES = (Path("/usr/lib"), Path("/usr/libexec"), Path("/usr/lib64"))
PACKAGES = {"Firefox": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
"""What the tests need, and Debian's package for it."""


@cache
def find_firefox() -> Path | None:
    """A Firefox that starts."""
    found = (Path(path) for name in FIREFOXES if (path := shutil.which(name)))
    return next((path for path in found if succeeds(path, "--version", seconds=60)), None)


@cache
def find_mini_browser() -> Path | None:
    """WebKitGTK's own small browser; it lies among the libraries."""
    patterns = ("*/webkit*gtk-*/MiniBrowser", "webkit*gtk-*/MiniBrowser")
    found = [path for folder in LIBRARIES for each in patterns for path in folder.glob(each)]
    return max(found, default=None)


def find_driver() -> Path | None:
    """What drives WebKitGTK, if its browser is there too."""
    path = shutil.which("WebKitWebDriver")
    return Path(path) if path and find_mini_browser() else None


def find_screen() -> Path | None:
    """A screen that nobody sees."""
    path = shutil.which("Xvfb")
    return Path(path) if path else None


FINDERS: dict[str, Callable[[], Path | None]] = {
    "Firefox": find_firefox,
    "WebKitWebDriver": find_driver,
    "Xvfb": find_screen,
}


def missing() -> list[str]:
    """What is not here."""
    return [name for name, find in FINDERS.items() if not find()]


def main() -> None:
    """Installs what is missing, and says what could not be."""
    if names := missing():
        install_packages(*(PACKAGES[name] for name in names))
        find_firefox.cache_clear()
        find_mini_browser.cache_clear()
    if names := missing():
        sys.exit(
            f"The tests in three engines need {', '.join(names)}: not found, and not to be "
            f"installed here. Install what is missing (Debian: apt-get install "
            f"{' '.join(PACKAGES[name] for name in names)}) and run make test-engines again."
        )


if __name__ == "__main__":
    main()
