"""A lesson in Moodle when network, session or LMS fail: nothing is lost without a word."""

import json
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Dialog, Route, expect

from support.lesson_page import QUESTIONS
from support.lms_page import COURSE, STATUS, UNSAVED, Lms
from support.visits import Visits

RAW = {"1.2": "cmi.core.score.raw", "2004": "cmi.score.raw"}
RESPONSE = {"1.2": "student_response", "2004": "learner_response"}
AWAY = (
    "Not saved yet: your course cannot be reached, or you were signed out. Keep this page open: it "
    "tries again."
)
REFUSED = (
    "Not saved yet: your course does not take your answers. Keep this page open: it tries again. "
    "If this stays, open the lesson from your course again."
)
SEARCH = 20_000
"""Milliseconds in which a lesson gives up to look for its LMS, on a slow machine."""
UNCOUNTED = "Not counted: this page is not connected to your course. Open the lesson from there."


def answer_all_but_the_last(lms: Lms) -> None:
    """With the first one wrong, and the page's end seen."""
    lms.expect_line(COURSE)
    lms.quiz.answer(right=False)
    lms.quiz.go_on()
    for number in range(1, len(QUESTIONS) - 1):
        lms.quiz.expect_question(number)
        lms.quiz.answer()
        lms.quiz.go_on()
    lms.end.scroll_into_view_if_needed()
    lms.expect_line(COURSE)


def expect_unsaved(lms: Lms, why: str) -> None:
    lms.expect_line(UNSAVED)
    expect(lms.alert).to_have_text(why)


def expect_all_saved(lms: Lms) -> None:
    """The reader is told so, and it is true."""
    lms.expect_line(COURSE)
    expect(lms.alert).to_have_count(0)
    server = lms.server()
    assert server[STATUS[lms.version]] == "completed"
    assert server[RAW[lms.version]] == str(round(100 * (len(QUESTIONS) - 1) / len(QUESTIONS), 2))
    kept = json.loads(server["cmi.suspend_data"])
    assert kept["completed"]
    assert len(kept["quizzes"]["quiz"]) == 2 + len(QUESTIONS)
    place = f"cmi.interactions.{len(QUESTIONS) - 1}"
    assert server[f"{place}.id"] == f"quiz-{len(QUESTIONS)}"
    assert server[f"{place}.result"] == "correct"
    assert server[f"{place}.type"] in ("choice", "numeric")
    response = server[f"{place}.{RESPONSE[lms.version]}"]
    assert response == response.strip() != ""


@pytest.mark.parametrize("is_hidden", [False, True], ids=["requests", "beacons"])
def test_the_network_away_at_the_end(lms: Lms, lms_visits: Visits, is_hidden: bool) -> None:
    lms_visits.expect("ERR_INTERNET_DISCONNECTED")
    lms.visit_moodle({}, isHidden=is_hidden)
    answer_all_but_the_last(lms)
    lms.page.context.set_offline(True)
    lms.quiz.answer()
    expect_unsaved(lms, AWAY)
    assert lms.server()[STATUS[lms.version]] == "incomplete"
    lms.page.context.set_offline(False)
    expect_all_saved(lms)
    lms.leave()
    assert lms.server()[STATUS[lms.version]] == "completed"


@pytest.mark.parametrize("refused", [1, 2, 3])
def test_commits_that_are_refused(lms: Lms, refused: int) -> None:
    lms.page.clock.install()
    lms.visit_moodle({})
    answer_all_but_the_last(lms)
    lms.page.evaluate("refused => (lms.refused = refused)", refused)
    lms.quiz.answer()
    expect_unsaved(lms, REFUSED)
    lms.page.clock.run_for(11_000)
    if refused == 3:
        expect_unsaved(lms, REFUSED)
        lms.frame.locator("body").evaluate("() => dispatchEvent(new Event('online'))")
    expect_all_saved(lms)


@pytest.mark.parametrize("status", [302, 503])
def test_a_session_that_is_lost(lms: Lms, lms_visits: Visits, status: int) -> None:
    """Beacons call it saved; but who asks for the page is sent to sign in, or gets an error."""
    if status == 503:
        lms_visits.expect("status of 503")
    lms.visit_moodle({}, isHidden=True)
    lms.expect_line(COURSE)
    signing_in = urljoin(lms.page.url, "404.html")

    def answer(route: Route) -> None:
        if route.request.method == "HEAD":
            route.fulfill(status=status, headers={"location": signing_in})
        else:
            route.continue_()

    lms.page.route("**/package/**", answer)
    lms.quiz.answer()
    expect_unsaved(lms, AWAY)


def test_who_leaves_before_all_is_saved_is_asked(lms: Lms) -> None:
    asked: list[str] = []

    def stay_not(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    lms.page.on("dialog", stay_not)
    lms.visit_moodle({})
    answer_all_but_the_last(lms)
    lms.page.evaluate("() => (lms.refused = 1)")
    lms.quiz.answer()
    expect_unsaved(lms, REFUSED)
    kept = lms.leave()
    assert asked == ["beforeunload"]
    assert kept[STATUS[lms.version]] == "completed"
    assert kept["cmi.suspend_data"] == kept["cmi.suspend_data"].strip()
    assert kept[RAW[lms.version]] == str(round(100 * (len(QUESTIONS) - 1) / len(QUESTIONS), 2))

    lms.visit_moodle({**kept, STATUS[lms.version]: "incomplete"})
    lms.expect_line(COURSE)
    assert lms.server()[STATUS[lms.version]] == "completed"
    lms.leave()
    assert asked == ["beforeunload"]


def test_who_starts_again_keeps_the_score_of_the_first_round(lms: Lms) -> None:
    lms.visit_moodle({})
    answer_all_but_the_last(lms)
    lms.quiz.answer()
    lms.quiz.go_on()
    for _ in range(2):
        expect_all_saved(lms)
        lms.quiz.button("Start again").click()
        kept = lms.leave()
        lms.visit_moodle(kept)
        for number in range(len(QUESTIONS)):
            lms.quiz.expect_question(number)
            lms.quiz.answer()
            lms.quiz.go_on()
        lms.quiz.expect_score(len(QUESTIONS))
        expect(lms.frame.locator(".points")).to_have_text(
            f"{len(QUESTIONS)} of {len(QUESTIONS)} right at the first try. "
            f"The first round counts: {len(QUESTIONS) - 1} of {len(QUESTIONS)}."
        )


def test_a_page_that_comes_back_as_it_was_left_begins_a_new_visit_or_says_so(lms: Lms) -> None:
    lms.visit_moodle({})
    lms.expect_line(COURSE)
    lms.page.evaluate("() => (window.API = window.API_1484_11 = lms)")
    gone_and_back = """() => ["pagehide", "pageshow"].forEach((name) =>
      dispatchEvent(new PageTransitionEvent(name, { persisted: true })))"""
    lms.frame.locator("body").evaluate(gone_and_back)
    if lms.version == "1.2":
        lms.quiz.answer()
        lms.expect_line(COURSE)
        assert json.loads(lms.server()["cmi.suspend_data"])["quizzes"]["quiz"][2:]
    else:
        expect(lms.alert).to_have_text(UNCOUNTED, timeout=SEARCH)
        lms.expect_line("Progress saved in this browser")


def test_an_lms_with_little_room(lms: Lms) -> None:
    room = 4096 if lms.version == "1.2" else 64000
    lms.visit_moodle({})
    lms.expect_line(COURSE)
    save = """(course, [count, given]) => {
      const quiz = ["k3v9q", null, ...Array(count).fill("1" + given), "2" + given];
      course.save({ read: true, completed: true, quizzes: { quiz } }, true, 0.5);
    }"""
    course = lms.frame.locator("lesson-course")
    course.evaluate(save, [room // 6, "12.3456789"])
    lms.expect_line(COURSE)
    kept = json.loads(lms.server()["cmi.suspend_data"])
    assert kept["quizzes"]["quiz"] == ["k3v9q", None, *["11"] * (room // 6), "212.3456789"]
    course.evaluate(save, [room, "12"])
    lms.expect_line("Score saved to your course; it has no room for your answers")
    server = lms.server()
    assert json.loads(server["cmi.suspend_data"]) == kept
    assert server[STATUS[lms.version]] == "completed"
    assert server[RAW[lms.version]] == "50"
    lms.leave()
