"""The quiz: question by question, with every answer's feedback, and the score at the end."""

import re

import pytest
from playwright.sync_api import expect

from builder.blocks.quiz import ChoiceQuestion
from support.lesson_page import ASKED, LESSON, QUESTIONS, RIGHT, QuizPart
from support.visits import NO_STORAGE, SAVES_DATA, Visits

CHOICES = [number for number, each in enumerate(QUESTIONS) if isinstance(each, ChoiceQuestion)]
NUMBER = QUESTIONS.index(ASKED)
WRONG = [
    *(
        (f"{mistake.answer:.4f}", f"[data-mistake='{mistake.answer}']")
        for mistake in ASKED.mistakes
    ),
    ("77", "[data-otherwise]"),
    ("-77", "[data-otherwise]"),
]
SAME_NUMBER = [RIGHT.replace(".", ","), f" +{RIGHT} ", f"{ASKED.answer + 0.9 * ASKED.tolerance}"]
NO_NUMBERS = ["", "  ", "about one", "1.1.9", "-", "1e999"]


@pytest.fixture
def part(visits: Visits) -> QuizPart:
    return QuizPart(visits.open(LESSON, SAVES_DATA))


@pytest.mark.parametrize("number", CHOICES)
def test_every_choice_has_its_feedback(part: QuizPart, number: int) -> None:
    part.open_question(number)
    question = QUESTIONS[number]
    assert isinstance(question, ChoiceQuestion)
    for place, choice in sorted(enumerate(question.choices), key=lambda each: each[1].right):
        expect(part.feedback).to_have_count(0)
        part.choices.nth(place).check()
        part.button("Check").click()
        expect(part.verdict).to_have_text("Right." if choice.right else "Not quite.")
        expect(part.feedback).to_have_count(1)
        told = part.question.locator(".choice").nth(place).locator(".feedback")
        expect(told).to_contain_text(first_words(choice.feedback.text))
        expect(part.button("Try again")).to_be_visible(visible=not choice.right)
        expect(part.button("Check")).to_be_hidden()
        expect(part.choices.nth(place)).to_be_disabled()
        if not choice.right:
            part.button("Try again").click()


def first_words(text: str) -> str:
    """Up to the first formula, quotation or full stop."""
    return re.split(r'[$."{]', text)[0].strip()


def test_wrong_numbers_are_told_why(part: QuizPart) -> None:
    part.open_question(NUMBER)
    for text, feedback in WRONG:
        part.field.fill(text)
        part.button("Check").click()
        expect(part.verdict).to_have_text("Not quite.")
        expect(part.feedback).to_have_count(1)
        expect(part.question.locator(feedback)).to_be_visible()
        part.button("Try again").click()
        expect(part.field).to_have_value("")


def test_the_right_number_however_written(part: QuizPart) -> None:
    for text in SAME_NUMBER:
        part.open_question(NUMBER)
        part.field.fill(text)
        part.field.press("Enter")
        expect(part.verdict).to_have_text("Right.")
        expect(part.feedback).to_have_count(1)
        expect(part.question.locator(".feedback[data-right]")).to_be_visible()
        expect(part.button("Try again")).to_be_hidden()
        part.go_on()
        part.button("Start again").click()


@pytest.mark.parametrize("number", ["\N{MINUS SIGN}1,5", "\N{EN DASH}1.5", "- 1,5"])
def test_a_minus_may_be_written_in_many_ways(part: QuizPart, number: str) -> None:
    part.open_question(NUMBER)
    part.element.locator("input[data-answer]").evaluate("field => field.dataset.answer = -1.5")
    part.field.fill(number)
    part.button("Check").click()
    expect(part.verdict).to_have_text("Right.")


def test_what_is_no_number_is_not_judged(part: QuizPart) -> None:
    part.open_question(NUMBER)
    for text in NO_NUMBERS:
        part.field.fill(text)
        part.button("Check").click()
        expect(part.element.get_by_text("Write a number, such as 1.25.")).to_be_visible()
        expect(part.field).to_have_attribute("aria-invalid", "true")
        expect(part.field).to_be_focused()
        expect(part.verdict).to_have_text("")
    part.answer()
    expect(part.verdict).to_have_text("Right.")
    expect(part.element.get_by_text("Write a number")).to_be_hidden()
    expect(part.field).not_to_have_attribute("aria-invalid", "true")


def test_nothing_chosen_is_not_judged(part: QuizPart) -> None:
    part.button("Check").click()
    expect(part.verdict).to_have_text("Choose an answer first.")
    part.answer()
    expect(part.verdict).to_have_text("Right.")


def test_a_second_try_teaches_but_does_not_score(part: QuizPart) -> None:
    for number in range(len(QUESTIONS)):
        part.expect_question(number)
        part.answer(right=False)
        expect(part.verdict).to_have_text("Not quite.")
        part.button("Try again").click()
        expect(part.feedback).to_have_count(0)
        expect(part.verdict).to_have_text("")
        expect(part.question.locator("input").first).to_be_focused()
        part.answer()
        expect(part.verdict).to_have_text("Right.")
        part.go_on()
    part.expect_score(0)


def test_progress_is_kept_and_can_be_thrown_away(part: QuizPart) -> None:
    part.answer()
    part.go_on()
    part.expect_question(1)
    part.answer(right=False)
    part.page.reload()
    part.expect_question(1)
    expect(part.verdict).to_have_text("Not quite.")
    part.button("Try again").click()
    part.page.reload()
    part.expect_question(1)
    part.go_on()
    part.page.reload()
    part.expect_question(2)
    part.answer()
    part.go_on()
    part.expect_score(2)
    expect(part.element.get_by_text("Progress saved in this browser")).to_be_visible()
    part.page.reload()
    part.expect_score(2)
    part.button("Start again").click()
    part.expect_question(0)
    expect(part.choices.first).to_be_focused()
    expect(part.question.locator("input:checked")).to_have_count(0)
    part.page.reload()
    part.expect_question(0)
    for number in range(len(QUESTIONS)):
        part.expect_question(number)
        expect(part.feedback).to_have_count(0)
        part.answer()
        part.go_on()
    part.expect_score(len(QUESTIONS))
    counted = f" The first round counts: 2 of {len(QUESTIONS)}."
    expect(part.element.locator(".points")).to_contain_text(counted)


def test_who_leaves_at_the_last_question_comes_back_to_it(part: QuizPart) -> None:
    part.open_question(len(QUESTIONS) - 1)
    part.answer(right=False)
    part.page.reload()
    part.expect_question(len(QUESTIONS) - 1)
    part.go_on()
    part.page.reload()
    part.expect_score(len(QUESTIONS) - 1)


def test_a_browser_that_keeps_nothing(visits: Visits) -> None:
    part = QuizPart(visits.open(LESSON, SAVES_DATA, NO_STORAGE))
    part.open_question(len(QUESTIONS) - 1)
    part.answer()
    part.go_on()
    part.expect_score(len(QUESTIONS))
    expect(part.element.get_by_text("Progress not saved")).to_be_visible()
    part.page.reload()
    part.expect_question(0)


def test_by_keyboard_only(part: QuizPart) -> None:
    keys = part.page.keyboard
    part.choices.first.focus()
    for question in QUESTIONS:
        if isinstance(question, ChoiceQuestion):
            right = [choice.right for choice in question.choices].index(True)
            keys.press("Space")
            for _ in range(right):
                keys.press("ArrowDown")
        else:
            keys.type(RIGHT)
        keys.press("Enter")
        expect(part.verdict).to_have_text("Right.")
        keys.press("Enter")
    part.expect_score(len(QUESTIONS))
    expect(part.element.locator(".score")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    part.expect_question(0)
