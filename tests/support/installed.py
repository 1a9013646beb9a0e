"""Tries the `lessonwright` that is installed, on any system: it needs that and Playwright only.

A new course is checked, built, exported and shown; its page comes alive and its code runs.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

LIMIT = 120_000
"""Milliseconds for Python to start in a page."""
NUMPY = """
```cell
id: numpy
title: NumPy
code: |
  import numpy
  print(numpy.arange(10).sum())
```
"""
EXPORTS = (
    ("zip", "course.zip"),
    ("html", "one.html", "--lesson", "the-first-lesson"),
    ("scorm12", "old.zip", "--lesson", "the-first-lesson"),
    ("scorm2004", "new.zip", "--section", "first-steps"),
)


def command(*arguments: str, cwd: Path) -> None:
    """Runs lessonwright, which must succeed."""
    print("lessonwright", *arguments, flush=True)
    subprocess.run([sys.executable, "-m", "lessonwright", *arguments], cwd=cwd, check=True)


def try_page(page: Page, address: str) -> None:
    """The widget is live, and the cell runs what is written into it."""
    page.goto(f"{address}first-steps/the-first-lesson.html")
    widget = page.locator("lesson-widget").first
    widget.scroll_into_view_if_needed()
    expect(widget).to_have_attribute("data-state", "live", timeout=LIMIT)
    cell = page.get_by_role("group", name="NumPy", exact=True)
    output = cell.get_by_role("log", name="Output").locator("pre")
    expect(output).to_have_text("45\n")
    cell.get_by_role("button", name="Edit", exact=True).click()
    cell.get_by_role("textbox").press("ControlOrMeta+a")
    page.keyboard.insert_text("import numpy\nprint(numpy.arange(11).sum())")
    cell.get_by_role("button", name="Run", exact=True).click()
    expect(output).to_have_text("55\n", timeout=LIMIT)


def main() -> None:
    """All of it, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        course = Path(name, "my course")
        command("new", str(course), cwd=Path(name))
        (lesson,) = (course / "content").glob("*/*.md")
        lesson.write_text(lesson.read_text("utf-8") + NUMPY, "utf-8", newline="\n")
        for one in ("check", "build"):
            command(one, cwd=course)
        for kind, out, *which in EXPORTS:
            command("export", kind, "--out", out, *which, cwd=course)
        serve = [sys.executable, "-m", "lessonwright", "serve", "--no-open"]
        with (
            subprocess.Popen(serve, cwd=course, stdout=subprocess.PIPE) as preview,
            sync_playwright() as playwright,
        ):
            try:
                assert preview.stdout
                (address,) = re.findall(r"http://\S+", preview.stdout.readline().decode())
                assert preview.stdout.readline().decode().strip() == "The site is built"
                own = os.environ.get("CHROMIUM")
                browser = playwright.chromium.launch(executable_path=own)
                try_page(browser.new_page(), address)
            finally:
                preview.kill()
    print("The installed tool works")


if __name__ == "__main__":
    main()
