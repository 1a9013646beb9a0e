"""What the reader has reached: where it is kept, who is told, what the list of lessons shows."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from support.lesson_page import LESSON, QUESTIONS, QuizPart
from support.server import Server, serving
from support.visits import NO_STORAGE, SAVES_DATA, Visits, visiting

BROWSER = "Progress saved in this browser"
NOWHERE = "Progress not saved"
FULL = (
    """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError") }"""
)
HOST = """<!doctype html><html lang="en"><title>A host</title><link rel="icon" href="data:,">
<iframe title="A lesson" width="900" height="300" sandbox="{}" src="{}"></iframe>
<script>
const heard = [];
addEventListener("message", ({{ data }}) => {{
  if (data?.type === "lessonwright:progress") heard.push(data);
}});
</script>
"""


def expect_lines(page: Any, text: str) -> None:
    """Waits for what the reader is told at the quiz and at the foot of the lesson."""
    expect(page.locator(".kept")).to_have_text([text, text])


def standing(page: Page) -> Any:
    """Where the list of lessons says how far the reader has come."""
    return page.locator(f'a[href="{LESSON}"] .standing')


def test_read_and_answered_is_completed(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    quiz, end = QuizPart(page), page.locator("[data-end]")
    expect_lines(page, BROWSER)
    quiz.answer(right=False)
    page.goto("index.html")
    expect(standing(page)).to_have_text("Begun")
    page.go_back()
    quiz.expect_question(0)
    quiz.go_on()
    for number in range(1, len(QUESTIONS)):
        quiz.expect_question(number)
        quiz.answer()
        quiz.go_on()
    end.scroll_into_view_if_needed()
    expect(end).to_have_text(f"Lesson completed {BROWSER}")
    page.go_forward()
    expect(standing(page)).to_have_text("Completed")
    page.goto(LESSON)
    expect(end).to_have_text(f"Lesson completed {BROWSER}")
    quiz.button("Start again").click()
    page.reload()
    expect(end).to_have_text(f"Lesson completed {BROWSER}")


def test_read_alone_is_not_completed(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    page.keyboard.press("End")
    page.wait_for_function("() => localStorage.length > 0")
    expect(page.get_by_text("Lesson completed")).to_be_hidden()
    expect(page.get_by_text("Still open: the quiz.")).to_be_visible()
    page.get_by_role("link", name="the quiz", exact=True).click()
    expect(page.locator("lesson-quiz")).to_be_in_viewport()
    page.goto("index.html")
    expect(standing(page)).to_have_text("Begun")


def test_a_lesson_that_was_only_opened_is_not_begun(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    expect_lines(page, BROWSER)
    page.goto("index.html")
    expect(page.get_by_role("link", name="What does learning mean?")).to_be_visible()
    expect(standing(page)).to_have_text("")


def test_a_full_browser_keeps_nothing_and_says_so(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA, FULL)
    quiz = QuizPart(page)
    quiz.answer()
    expect_lines(page, NOWHERE)
    quiz.go_on()
    quiz.expect_question(1)


def test_a_browser_that_refuses_says_so_before_an_answer(visits: Visits) -> None:
    expect_lines(visits.open(LESSON, SAVES_DATA, NO_STORAGE), NOWHERE)


@pytest.mark.parametrize(
    "kept",
    ["7", "null", "[]", '"quizzes"', '{"quizzes": {"quiz": 7}}', '{"quizzes": {"quiz": [1, {}]}}'],
)
def test_what_is_not_ours_is_not_taken(visits: Visits, kept: str) -> None:
    earlier = f"""if (location.pathname.endsWith(".html"))
      localStorage[`lessonwright:progress:${{location.pathname}}`] ??= '{kept}'"""
    page = visits.open(LESSON, SAVES_DATA, earlier)
    quiz = QuizPart(page)
    quiz.expect_question(0)
    quiz.answer()
    page.reload()
    quiz.expect_question(1)


def test_a_list_of_lessons_shows_whatever_is_saved(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    key = page.evaluate("`lessonwright:progress:${location.pathname}`")
    for saved in ("null", "7", '{"quizzes": null}', '{"quizzes": {"quiz": null}, "read": 1}'):
        page.evaluate("given => localStorage.setItem(...given)", [key, saved])
        page.goto("index.html")
        expect(page.locator("a[data-lesson] .standing", has_text=re.compile(r"\w"))).to_have_count(
            0
        )
        visits.check()


def test_other_questions_are_another_quiz(visits: Visits) -> None:
    page = visits.open(LESSON, SAVES_DATA)
    quiz = QuizPart(page)
    quiz.answer()
    page.evaluate(
        """() => { const key = `lessonwright:progress:${location.pathname}`;
          const kept = JSON.parse(localStorage[key]);
          kept.quizzes.quiz[0] = "older";
          localStorage[key] = JSON.stringify(kept); }"""
    )
    page.reload()
    quiz.expect_question(0)


@pytest.mark.parametrize(
    ("sandbox", "line"),
    [("allow-scripts allow-same-origin", BROWSER), ("allow-scripts", NOWHERE)],
)
def test_the_page_around_a_frame_is_told(
    browser: Browser, server: Server, tmp_path: Path, sandbox: str, line: str
) -> None:
    (tmp_path / "host.html").write_text(HOST.format(sandbox, server.url + LESSON))
    with serving(tmp_path) as elsewhere, visiting(browser, elsewhere) as visits:
        page = visits.open("host.html", SAVES_DATA)
        frame = page.frame_locator("iframe")
        quiz = QuizPart(page, frame)
        expect_lines(frame, line)
        for number in range(len(QUESTIONS)):
            quiz.expect_question(number)
            quiz.answer(right=number > 0)
            quiz.go_on()
        frame.locator("[data-end]").scroll_into_view_if_needed()
        expect(frame.locator("[data-end]")).to_have_text(f"Lesson completed {line}")
        page.wait_for_function("() => heard.at(-1)?.completed")
        heard = page.evaluate("heard")
    told = {"type": "lessonwright:progress", "lesson": "what-does-learning-mean"}
    assert heard == [
        {**told, "completed": False, "score": pytest.approx(1 / 3)},
        {**told, "completed": False, "score": pytest.approx(2 / 3)},
        {**told, "completed": True, "score": pytest.approx(2 / 3)},
    ]
