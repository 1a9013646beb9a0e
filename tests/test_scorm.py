"""Packages for an LMS: a lesson in one, with every word between them judged by Moodle's rules."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from builder.build import read_course
from builder.export import FORMATS, choose
from builder.project import ROOT
from lesson_page import ASKED, RIGHT
from lms_page import Lms, unpack
from server import Server, serving
from visits import Visits, visiting

COURSE = "Progress saved to your course"
ROOM = 1000
"""Characters that a lesson's progress takes at most; an LMS of SCORM 1.2 has room for 4,096."""
MEMBERS: dict[str, dict[str, str]] = {
    "1.2": {
        "mode": "cmi.core.lesson_mode",
        "status": "cmi.core.lesson_status",
        "time": "cmi.core.session_time",
        "exit": "cmi.core.exit",
        "raw": "cmi.core.score.raw",
        "response": "student_response",
        "wrong": "wrong",
        "pattern": RIGHT.rstrip("0"),
    },
    "2004": {
        "mode": "cmi.mode",
        "status": "cmi.completion_status",
        "time": "cmi.session_time",
        "exit": "cmi.exit",
        "raw": "cmi.score.raw",
        "response": "learner_response",
        "wrong": "incorrect",
        "pattern": f"{ASKED.answer - ASKED.tolerance:.3f}[:]{ASKED.answer + ASKED.tolerance:.3f}",
    },
}


@pytest.fixture(scope="module", params=["1.2", "2004"])
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def lms_server(
    site: Path, version: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """An LMS with the lesson's package."""
    folder = tmp_path_factory.mktemp("lms")
    course, _, _ = read_course(ROOT / "content")
    assert course
    chosen = choose(course, "what-does-learning-mean", "")
    kind = FORMATS[f"scorm{version.replace('.', '')}"]
    package = folder / "package.zip"
    package.write_bytes(kind.make(shutil.copytree(site, folder / "site"), chosen))
    with serving(unpack(package, folder / "served")) as server:
        yield server


@pytest.fixture
def lms_visits(browser: Browser, lms_server: Server) -> Iterator[Visits]:
    with visiting(browser, lms_server) as visits:
        yield visits
        visits.check()


@pytest.fixture
def lms(lms_visits: Visits, version: str) -> Lms:
    return Lms(lms_visits, version)


def test_from_the_first_visit_to_the_last(lms: Lms, record_property: Any) -> None:
    names = MEMBERS[lms.version]
    lms.visit()
    lms.expect_line(COURSE)
    lms.quiz.answer()
    lms.quiz.go_on()
    lms.quiz.answer(right=False)
    lms.expect_line(COURSE)
    kept = lms.leave()
    assert lms.values(names["status"]) == ["incomplete"]
    assert lms.values(names["raw"]) == ["33.33", "33.33"]
    assert lms.calls("Terminate") == [["Terminate", ""]]
    assert lms.values(names["exit"]) == ["suspend"]

    lms.visit(kept)
    lms.quiz.expect_question(2)
    lms.quiz.answer()
    lms.quiz.go_on()
    lms.quiz.expect_score(2)
    lms.end.scroll_into_view_if_needed()
    expect(lms.end).to_have_text(f"Lesson completed {COURSE}")
    kept = lms.leave()
    assert lms.values(names["status"]) == ["completed"]
    assert lms.values(names["raw"])[-1] == "66.67"
    text = lms.values("cmi.suspend_data")[-1]
    print(f"\nsuspend_data of SCORM {lms.version}: {len(text)} characters: {text}")
    assert len(text) < ROOM

    lms.visit(kept)
    lms.quiz.expect_score(2)
    lms.quiz.button("Start again").click()
    lms.quiz.answer(right=False)
    expect(lms.end).to_have_text(f"Lesson completed {COURSE}")
    lms.leave()
    assert lms.values(names["status"]) == []
    assert {*lms.values(names["raw"])} == {"66.67"}
