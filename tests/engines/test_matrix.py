"""Three engines, five homes, and in each what a lesson is for."""

import json

from builder.blocks.quiz import NumberQuestion
from engines.homes import Home
from engines.reader import LIVE, SOON, Reader, expect
from pycore.kit.widget import recorded_frames
from support.any_widget import LOOK, look_of
from support.lesson_page import descent, frame, quiz

WIDGET = "document.querySelector('lesson-widget')"
STEP = "lesson-widget [data-action=step]"
QUESTION = ".question:not([hidden])"
COUNT = "document.querySelector('lesson-quiz .count').textContent"
VERDICT = f"document.querySelector('{QUESTION} .verdict').textContent"
KEPT = "document.querySelector('lesson-quiz .kept').innerText"
RIGHT = f"{next(each.answer for each in quiz().questions if isinstance(each, NumberQuestion)):.4f}"
FAMILIES = ("Figtree", "Source Serif 4", "KaTeX_Main", "KaTeX_Math")
FONTS = f"""{json.dumps(FAMILIES)}.every((family) => [...document.fonts].some(
  (font) => font.status === 'loaded' && font.family.includes(family)))"""
BEYOND = {"start": "2.19"}
"""One press of a key away from the first state, and not recorded."""


def expect_frame(reader: Reader, steps: int, seconds: float = SOON, /, **settings: str) -> None:
    """Waits for all that the widget ought to show, as CPython says it."""
    wanted = json.loads(json.dumps(look_of("descent", descent(), frame(steps, **settings))))
    expect(reader, f"({LOOK})({WIDGET})", wanted, seconds)


def test_figure(lesson: Reader) -> None:
    expect_frame(lesson, 0)
    expect(lesson, FONTS, True)
    wide, high = lesson.run(
        """(({ width, height }) => [width, height])(
          document.querySelector('[data-picture=curve] svg').getBoundingClientRect())"""
    )
    assert wide > 500
    assert high > 200


def test_step(lesson: Reader) -> None:
    lesson.click(STEP)
    expect_frame(lesson, 1)
    lesson.press(STEP, "Enter")
    expect_frame(lesson, 2)


def test_live_python(lesson: Reader) -> None:
    assert not any(each.state == frame(0, **BEYOND).state for each in recorded_frames(descent()))
    expect(lesson, f"{WIDGET}.querySelector('[name=start]').disabled", False)
    lesson.press("lesson-widget [name=start]", "ArrowLeft")
    expect(lesson, f"{WIDGET}.dataset.state", "live", LIVE)
    expect_frame(lesson, 0, **BEYOND)
    lesson.click(STEP)
    expect_frame(lesson, 1, **BEYOND)


def test_a_state_in_the_address(lesson: Reader) -> None:
    lesson.run("location.hash = '#descent?optimiser=adam&steps=2'")
    expect_frame(lesson, 2, optimiser="adam")
    lesson.run("location.hash = '#descent?start=2.19&steps=1'")
    expect_frame(lesson, 1, LIVE, **BEYOND)


def answer(reader: Reader, *, right: bool = True) -> None:
    """Answers the question that is open, and checks it."""
    if reader.run(f"!!document.querySelector('{QUESTION} .number input')"):
        reader.type(f"{QUESTION} .number input", RIGHT if right else "77")
    else:
        mark = "[data-right]" if right else ":not([data-right])"
        reader.click(f"{QUESTION} input{mark}")
    reader.click(f"{QUESTION} [type=submit]")


def test_quiz(lesson: Reader) -> None:
    count = len(quiz().questions)
    for number in range(1, count + 1):
        expect(lesson, COUNT, f"{number} / {count}")
        if number == 1:
            answer(lesson, right=False)
            expect(lesson, VERDICT, "Not quite.")
            lesson.press(f"{QUESTION} [data-retry]", "Enter")
        answer(lesson)
        expect(lesson, VERDICT, "Right.")
        lesson.click(f"{QUESTION} [data-next]")
    told = f"{count - 1} of {count} right at the first try."
    expect(lesson, "document.querySelector('lesson-quiz .points').innerText", told)


def test_progress(lesson: Reader, home: Home) -> None:
    """It is there again, or the reader is told that it will not be."""
    answer(lesson)
    expect(lesson, VERDICT, "Right.")
    lesson.click(f"{QUESTION} [data-next]")
    expect(lesson, COUNT, f"2 / {len(quiz().questions)}")
    expect(lesson, KEPT, "Progress saved in this browser" if home.keeps else "Progress not saved")
    lesson.reload()
    count = f"{2 if home.keeps else 1} / {len(quiz().questions)}"
    # On a busy machine Chromium may load a file once more before what was kept is there.
    if lesson.run(COUNT) != count:
        lesson.reload()
    expect(lesson, COUNT, count)


CELL = "document.querySelector('lesson-cell')"
EDITOR = f"{CELL}.querySelector('.code > div').shadowRoot"


def test_cell(lesson: Reader) -> None:
    """Its code runs, and opens in the editor, which has its styles."""
    output = f"{CELL}.querySelector('.printed pre').textContent"
    built = lesson.run(output)
    assert built.startswith("losses: [1, 4, 1]")
    lesson.click("lesson-cell [data-do=run]")
    expect(lesson, f"{CELL}.dataset.state", "done", LIVE)
    expect(lesson, output, built)
    lesson.click("lesson-cell [data-do=edit]")
    expect(lesson, f"!!{CELL}.querySelector('.code > div')?.shadowRoot", True, LIVE)
    expect(lesson, f"{EDITOR}.activeElement?.className.includes('cm-content')", True)
    expect(lesson, f"{EDITOR}.querySelector('.cm-content').innerText.includes('predict(x)')", True)
    expect(lesson, f"getComputedStyle({EDITOR}.querySelector('.cm-scroller')).display", "flex")
