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
    lms.quiz.expect_question(1)
    expect(lms.quiz.verdict).to_have_text("Not quite.")
    lms.quiz.go_on()
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


def test_every_question_has_its_place_among_the_interactions(lms: Lms) -> None:
    names = MEMBERS[lms.version]
    lms.visit()
    lms.expect_line(COURSE)
    number = QUESTIONS.index(ASKED)
    lms.quiz.open_question(number)
    lms.quiz.answer(right=False)
    lms.expect_line(COURSE)
    place = f"cmi.interactions.{number}"
    wanted = {
        f"{place}.id": f"quiz-{number + 1}",
        f"{place}.type": "numeric",
        f"{place}.correct_responses.0.pattern": names["pattern"],
        f"{place}.{names['response']}": "77",
        f"{place}.result": names["wrong"],
    }
    if lms.version == "2004":
        ask = lms.values(f"{place}.description")[-1]
        assert ask.startswith(" ".join(ASKED.ask.text.split())[:20])
        assert len(ask) <= 250
        wanted[f"{place}.description"] = ask
    assert told_of(lms, place) == wanted
    kept = lms.leave()

    lms.visit(kept)
    lms.quiz.expect_question(number)
    lms.quiz.button("Try again").click()
    lms.quiz.field.fill(f" {RIGHT.replace('.', ',')} ")
    lms.quiz.button("Check").click()
    lms.expect_line(COURSE)
    after = [call for call, *_ in lms.calls()]
    assert after[-1] == "Commit"
    said = {f"{place}.{names['response']}": RIGHT.rstrip("0"), f"{place}.result": "correct"}
    assert told_of(lms, place) == wanted | said
    lms.leave()


def test_a_choice_is_a_letter_in_each_round(lms: Lms) -> None:
    names = MEMBERS[lms.version]
    lms.visit()
    lms.quiz.open_question(len(QUESTIONS) - 1)
    lms.quiz.answer()
    lms.quiz.go_on()
    lms.quiz.button("Start again").click()
    lms.quiz.answer()
    lms.expect_line(COURSE)
    lms.leave()
    assert {*lms.values("cmi.interactions.0.type")} == {"choice"}
    response = {*lms.values(f"cmi.interactions.0.{names['response']}")}
    assert response == {*lms.values("cmi.interactions.0.correct_responses.0.pattern")}
    assert re.fullmatch("[a-d]", response.pop())
    assert not lms.values(f"cmi.interactions.{len(QUESTIONS)}.id")
    if lms.version == "2004":
        ask = lms.values("cmi.interactions.0.description")[0]
        assert ask == r"What does \theta stand for in \hat{y} = f(x; \theta)?"


def told_of(lms: Lms, place: str) -> dict[str, str]:
    """What the LMS was last told of a question."""
    told = {call[1]: call[2] for call in lms.calls("SetValue") if call[1].startswith(place)}
    assert told.pop(f"{place}.latency")
    return told


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
    line = "Your result is kept; this is a review" if mode == "review" else "Progress not saved"
    lms.expect_line(line)
    lms.quiz.expect_question(1)
    lms.quiz.answer()
    lms.expect_line(line)
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
