"""An LMS in a page: scorm-again runs a lesson's package, and tests/lms/strict.js judges it."""

import shutil
from pathlib import Path
from typing import Any, cast
from zipfile import ZipFile

from playwright.sync_api import Page, expect

from builder.build import read_course
from builder.exports.formats import FORMATS, choose
from builder.project import ROOT
from support.lesson_page import LESSON, QuizPart, WidgetPart
from support.places import FROZEN
from support.visits import SAVES_DATA, Visits

TOOLS = ROOT / ".cache" / "lms" / "node_modules"
HOST = Path(__file__).parents[1] / "lms"

COURSE = "Progress saved to your course"
UNSAVED = "Not saved yet"
STATUS = {"1.2": "cmi.core.lesson_status", "2004": "cmi.completion_status"}


def make_lesson_package(site: Path, version: str, folder: Path) -> Path:
    """A package of the lesson, made in a folder from a site that is built."""
    course, _, _ = read_course(FROZEN)
    assert course
    chosen = choose(course, "what-does-learning-mean", "")
    kind = FORMATS[f"scorm{version.replace('.', '')}"]
    package = folder / "package.zip"
    package.write_bytes(kind.make(shutil.copytree(site, folder / "site"), chosen))
    return package


def unpack(package: Path, folder: Path) -> Path:
    """A folder to be served, with an LMS and the package in it."""
    with ZipFile(package) as archive:
        archive.extractall(folder / "package")
    for name in ("scorm12", "scorm2004"):
        shutil.copy(TOOLS / "scorm-again" / "dist" / f"{name}.min.js", folder)
    for name in ("host.html", "strict.js", "moodle.js"):
        shutil.copy(HOST / name, folder)
    (folder / "404.html").write_text("There is no such page.")
    return folder


class Lms:
    """The LMS of one reader, who visits a lesson and comes back."""

    def __init__(self, visits: Visits, version: str, *scripts: str) -> None:
        self.version = version
        self.page: Page = visits.open("host.html", SAVES_DATA, *scripts)
        self.frame = self.page.frame_locator("#lesson")
        self.quiz = QuizPart(self.page, self.frame)
        self.widget = WidgetPart(self.page, self.frame)
        self.end = self.frame.locator("[data-end]")
        self.lines = self.frame.locator(".kept")
        self.alert = self.frame.get_by_role("alert")

    def visit(self, kept: Any = None, delay: int = 0) -> None:
        """Opens the lesson with what an earlier visit has left."""
        given = [self.version, f"package/{LESSON}", kept, delay]
        self.page.evaluate("given => visit(...given)", given)
        expect(self.frame.get_by_role("heading", level=1)).to_be_visible()

    def visit_moodle(self, kept: dict[str, str], **start: Any) -> None:
        """Opens the lesson in a page of Moodle's, with what its server has of it."""
        given = [self.version, f"package/{LESSON}", kept, 0, start]
        self.page.evaluate("given => visit(...given)", given)
        expect(self.frame.get_by_role("heading", level=1)).to_be_visible()

    def server(self) -> dict[str, str]:
        """What Moodle's server has now."""
        return cast("dict[str, str]", self.page.evaluate("server"))

    def leave(self) -> Any:
        """Closes the lesson; what the LMS keeps. Nothing that it was told may have been wrong."""
        kept = self.page.evaluate("leave()")
        broken = self.page.evaluate("judge.broken")
        assert broken == [], broken
        return kept

    def calls(self, *names: str) -> list[list[str]]:
        """What it was asked, in order; only these functions, whatever the version calls them."""
        calls = cast("list[list[str]]", self.page.evaluate("judge.calls"))
        plain = [
            [name.removeprefix("LMS").replace("Finish", "Terminate"), *a] for name, *a in calls
        ]
        return [call for call in plain if not names or call[0] in names]

    def values(self, name: str) -> list[str]:
        """What an element was set to, one after the other."""
        return [value for _, element, value in self.calls("SetValue") if element == name]

    def expect_line(self, text: str) -> None:
        """Waits for what the reader is told, at the quiz and at the foot."""
        expect(self.lines).to_have_text([text, text])
