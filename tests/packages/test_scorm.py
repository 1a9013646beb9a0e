"""Packages for an LMS: a lesson in one, with every word between them judged by Moodle's rules."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from support.lesson_page import ASKED, QUESTIONS, RIGHT
from support.lms_page import COURSE, STATUS, Lms

ROOM = 1000
"""Characters that a lesson's progress takes at most; an LMS of SCORM 1.2 has room for 4,096."""
MEMBERS: dict[str, dict[str, str]] = {
    "1.2": {
        "time": "cmi.core.session_time",
        "exit": "cmi.core.exit",
        "raw": "cmi.core.score.raw",
        "response": "student_response",
        "wrong": "wrong",
        "pattern": RIGHT.rstrip("0"),
    },
    "2004": {
        "time": "cmi.session_time",
        "exit": "cmi.exit",
        "raw": "cmi.score.raw",
        "response": "learner_response",
        "wrong": "incorrect",
        "pattern": f"{ASKED.answer - ASKED.tolerance:.3f}[:]{ASKED.answer + ASKED.tolerance:.3f}",
    },
}


def test_from_the_first_visit_to_the_last(lms: Lms) -> None:
    names = MEMBERS[lms.version]
    lms.visit()
    lms.expect_line(COURSE)
    lms.quiz.answer()
    lms.quiz.go_on()
    lms.quiz.answer(right=False)
    lms.expect_line(COURSE)
    kept = lms.leave()
    assert lms.values(STATUS[lms.version]) == ["incomplete"]
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
    assert lms.values(STATUS[lms.version]) == ["completed"]
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
    assert lms.values(STATUS[lms.version]) == []
    assert {*lms.values(names["raw"])} == {"66.67"}


def test_every_answer_is_an_interaction_and_is_committed(lms: Lms) -> None:
    names = MEMBERS[lms.version]
    lms.visit()
    lms.quiz.open_question(QUESTIONS.index(ASKED))
    before = len(lms.calls())
    lms.quiz.answer(right=False)
    lms.quiz.button("Try again").click()
    lms.quiz.field.fill(f" {RIGHT.replace('.', ',')} ")
    lms.quiz.button("Check").click()
    lms.expect_line(COURSE)
    after = lms.calls()[before:]
    kept = lms.leave()
    number = QUESTIONS.index(ASKED)
    for index, said, result in ((2, "77", names["wrong"]), (3, RIGHT.rstrip("0"), "correct")):
        place = f"cmi.interactions.{index}"
        told = {call[1]: call[2] for call in after if call[0] == "SetValue"}
        assert told.pop(f"{place}.latency")
        assert {name: value for name, value in told.items() if name.startswith(place)} == {
            f"{place}.id": f"quiz-{number + 1}",
            f"{place}.type": "numeric",
            f"{place}.correct_responses.0.pattern": names["pattern"],
            f"{place}.{names['response']}": said,
            f"{place}.result": result,
        }
    # Once for each, and perhaps once when the page's end has been seen.
    assert [call for call, *_ in after].count("Commit") in (2, 3)
    assert after[-1] == ["Commit", ""]
    lms.visit(kept)
    lms.quiz.button("Start again").click()
    lms.quiz.answer()
    lms.leave()
    place = "cmi.interactions.4"
    assert lms.values(f"{place}.type") == ["choice"]
    assert lms.values(f"{place}.{names['response']}") == lms.values(
        f"{place}.correct_responses.0.pattern"
    )
    assert re.fullmatch("[a-d]", lms.values(f"{place}.{names['response']}")[0])


def test_the_time_of_a_visit_is_told(lms: Lms) -> None:
    lms.page.clock.install()
    lms.visit()
    lms.page.clock.fast_forward("01:02:05")
    lms.leave()
    told = lms.values(MEMBERS[lms.version]["time"])[-1]
    assert re.match(r"0001:02:0\d\.\d\d$|PT372\d\.\d\dS$", told), told


@pytest.mark.parametrize("mode", ["browse", "review"])
def test_a_visit_to_look_writes_nothing(lms: Lms, mode: str) -> None:
    lms.visit()
    lms.quiz.answer()
    kept = lms.leave()
    lms.visit(in_mode(kept, mode))
    lms.expect_line("Progress not saved")
    lms.quiz.expect_question(1)
    lms.quiz.answer()
    lms.expect_line("Progress not saved")
    lms.leave()
    assert lms.calls("SetValue", "Commit") == []


def test_an_lms_that_says_nothing_of_a_mode_is_written_to(lms: Lms) -> None:
    lms.visit(in_mode({"cmi": {"core": {}}}, ""))
    lms.quiz.answer()
    lms.expect_line(COURSE)
    lms.leave()
    assert lms.values("cmi.suspend_data")


def in_mode(kept: Any, mode: str) -> Any:
    """What an LMS keeps, and the mode in which it opens the lesson next."""
    if "core" in kept["cmi"]:
        return {"cmi": {**kept["cmi"], "core": {**kept["cmi"]["core"], "lesson_mode": mode}}}
    return {"cmi": {**kept["cmi"], "mode": mode}}
