"""Exercises in the page: checks, hints, the solution, and what counts."""

import shutil
from pathlib import Path
from typing import cast

from playwright.sync_api import Browser, Page, expect

from builder.build import read_course
from builder.exports.formats import FORMATS, choose
from support.any_widget import LIVE
from support.cell_page import CELLS, SOLVED, CellPart
from support.lms_page import unpack
from support.server import serving
from support.visits import SAVES_DATA, Visits, visiting

SUM = """def mean_loss(labels, predictions):
    return sum(loss(a, b) for a, b in zip(labels, predictions)) / 2
"""
SCORES = """() => {
  const kept = JSON.parse(localStorage.getItem(`lessonwright:progress:${location.pathname}`));
  return kept?.quizzes.mean?.slice(2) ?? null;
}"""
"""The answer of the exercise: whether it counts, and how many checks held."""


def exercise(page: Page) -> CellPart:
    return CellPart(page, "The mean loss")


def test_checks_say_what_was_found_and_hidden_ones_only_that_they_fail(cells: Page) -> None:
    part = exercise(cells)
    checks = part.element.get_by_role("list", name="Checks").get_by_role("listitem")
    expect(checks).to_have_text(
        ["Perfect predictions have the mean loss zero.", "The losses 1 and 4 have the mean 2.5."]
    )
    part.run("Check")
    expect(part.told).to_have_text("Not yet: 1 of 3 checks hold.", timeout=LIVE)
    expect(checks).to_have_text(
        [
            "Perfect predictions have the mean loss zero.",
            "The losses 1 and 4 have the mean 2.5. mean_loss([1, 2], [2, 4]) gives 0, not 2.5.",
            "It works for three examples too.",
        ]
    )
    assert [each.get_attribute("data-right") for each in checks.all()] == ["true", "false", "false"]
    part.edit(SUM)
    part.run("Check")
    expect(part.told).to_have_text(
        "Not yet: 2 of 3 checks hold. You may look at a solution now.", timeout=LIVE
    )
    part.edit("def mean_loss(labels):\n    return 0")
    part.run("Check")
    expect(checks.first).to_have_text(
        "Perfect predictions have the mean loss zero. these do not go together: mean_loss() takes "
        "1 positional argument but 2 were given."
    )


def test_an_error_is_told_like_that_of_a_cell_and_is_no_try(cells: Page) -> None:
    part = exercise(cells)
    part.run("Check")
    expect(part.element.locator("[data-right]")).to_have_count(3, timeout=LIVE)
    part.edit("mean_loss = 1 / 0")
    for _ in range(3):
        part.run("Check")
        part.expect_state("failed")
        expect(part.told).to_have_text("Line 1: this divides by zero.")
        expect(part.element.locator("[data-right]")).to_have_count(0)
    expect(part.element.get_by_text("A solution", exact=True)).to_be_hidden()


def test_hints_come_one_by_one(cells: Page) -> None:
    part = exercise(cells)
    hints = part.element.get_by_role("listitem").filter(has_text="hint")
    expect(part.element.get_by_text("The first hint.")).to_be_hidden()
    part.element.get_by_text("Hints", exact=True).click()
    expect(hints.locator("visible=true")).to_have_text(["The first hint."])
    part.button("Another hint").click()
    expect(hints.locator("visible=true")).to_have_text(["The first hint.", "The second hint."])
    expect(part.button("Another hint")).to_be_hidden()


def test_solving_it_counts_like_a_right_answer_and_is_kept(cells: Page) -> None:
    part = exercise(cells)
    part.run("Check")
    expect(part.told).to_have_text("Not yet: 1 of 3 checks hold.", timeout=LIVE)
    assert cells.evaluate(SCORES) in (None, [])
    part.edit(SOLVED)
    part.run("Check")
    expect(part.told).to_have_text("Right: all 3 checks hold.")
    part.expect_state("solved")
    expect(part.element.get_by_text("A solution", exact=True)).to_be_visible()
    assert cells.evaluate(SCORES) == ["13"]
    cells.reload()
    expect(part.told).to_have_text("You have solved this exercise.")
    expect(part.element.locator(".code code")).to_have_text(SOLVED.strip())


def test_whoever_looks_at_the_solution_first_gets_no_point(cells: Page) -> None:
    part = exercise(cells)
    for count in (1, 2):
        part.run("Check")
        part.expect_state("failed")
        expect(part.told).to_contain_text("Not yet" if count == 1 else "You may look")
    assert cells.evaluate(SCORES) in (None, [])
    part.element.get_by_text("A solution", exact=True).click()
    expect(part.element.get_by_role("group", name="Solution")).to_contain_text("sum(losses)")
    gave_up = "([answer]) => answer === '20'"
    cells.wait_for_function(f"() => ({gave_up})(({SCORES})() ?? [])")
    part.edit(SOLVED)
    part.run("Check")
    part.expect_state("solved")
    assert cells.evaluate(SCORES) == ["03"]


def test_exercises_keep_their_names_to_themselves(cells: Page) -> None:
    """What an exercise defines is not there for cells below it."""
    part, squares = exercise(cells), CellPart(cells, "Squares")
    part.edit("rate = 3\nprint(rate)")
    part.run()
    expect(part.output).to_have_text("3\n", timeout=LIVE)
    squares.edit("print(rate)")
    squares.run()
    expect(squares.output).to_have_text("0.1\n", timeout=LIVE)


def test_a_lesson_is_completed_with_its_exercises(cell_visits: Visits) -> None:
    page = cell_visits.open(CELLS, SAVES_DATA)
    quiz = page.get_by_role("group", name="Quiz")
    quiz.get_by_role("radio", name="This").check()
    quiz.get_by_role("button", name="Check").click()
    page.locator("[data-end]").scroll_into_view_if_needed()
    expect(page.get_by_text("Lesson completed")).to_be_hidden()
    part = exercise(page)
    part.edit(SOLVED)
    part.run("Check")
    part.expect_state("solved")
    page.locator("[data-end]").scroll_into_view_if_needed()
    expect(page.get_by_text("Lesson completed")).to_be_visible()


INTERACTION = {
    "1.2": {"id": "mean-1", "type": "numeric", "student_response": "3", "result": "correct"},
    "2004": {"id": "mean-1", "type": "numeric", "learner_response": "3", "result": "correct"},
}


def test_an_lms_is_told(browser: Browser, cells_site: Path, tmp_path: Path, version: str) -> None:
    """As an answer by the number of checks that hold; code is not sent."""
    course, _, _ = read_course(cells_site.parent / "content")
    assert course
    package = tmp_path / "package.zip"
    site = shutil.copytree(cells_site, tmp_path / "site")
    kind = FORMATS[f"scorm{version.replace('.', '')}"]
    package.write_bytes(kind.make(site, choose(course, "first", "")))
    folder = unpack(package, tmp_path / "served")
    with serving(folder) as server, visiting(browser, server) as visits:
        page = visits.open("host.html", SAVES_DATA)
        page.evaluate("given => visit(...given)", [version, f"package/{CELLS}", None, 0])
        part = CellPart(cast("Page", page.frames[-1]), "The mean loss")
        part.button("Edit").click()
        part.field.press("ControlOrMeta+a")
        page.keyboard.insert_text(SOLVED)
        part.run("Check")
        part.expect_state("solved")
        page.evaluate("leave()")
        assert page.evaluate("judge.broken") == []
        calls = page.evaluate("judge.calls")
        visits.check()
    noted = [call[1:] for call in calls if "SetValue" in call[0] and "interactions.0." in call[1]]
    told = {name.rpartition(".")[2]: value for name, value in noted}
    assert told | INTERACTION[version] == told
    assert not any("zip(labels" in str(call) for call in calls)
