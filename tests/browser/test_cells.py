"""Cells in the page: what they show, how they are changed, and what readers are told."""

from playwright.sync_api import Page, expect

from support.any_widget import LIVE
from support.cell_page import BUILT, CELL_ARCHIVE, CELLS, EDITOR, STALE, CellPart
from support.lesson_page import PYTHON, WASM
from support.visits import NO_STORAGE, SAVES_DATA, Visits

THREE = "8 4\n10 0\n13 9\n4\n"
ERRORS = [
    (
        "rate = 1\nfor i in range(3):\n    print(rat)",
        "Line 3: the name 'rat' is not known. Did you mean 'rate'?",
        "NameError: name 'rat' is not defined",
    ),
    (
        "for i in range(3)\n    pass",
        "Line 1: this is not Python: expected ':'.",
        "SyntaxError: expected ':'",
    ),
    (
        "if True:\nprint(1)",
        "Line 2: the spaces at the start of this line are not right: expected an indented block "
        "after 'if' statement on line 1.",
        "IndentationError: expected an indented block after 'if' statement on line 1",
    ),
    ("\n1 / 0", "Line 2: this divides by zero.", "ZeroDivisionError: division by zero"),
    (
        "[1, 2].apend(3)",
        "Line 1: a value of type list has no 'apend'. Did you mean 'append'?",
        "AttributeError: 'list' object has no attribute 'apend'",
    ),
    (
        "import radnom",
        "Line 1: this page has no module 'radnom'. Did you mean 'random'?",
        "ModuleNotFoundError: No module named 'radnom'",
    ),
    (
        "from math import sqr",
        "Line 1: the module 'math' has no 'sqr'. Did you mean 'sqrt'?",
        "ImportError: cannot import name 'sqr' from 'math' (unknown location)",
    ),
    (
        "'a' + 1",
        'Line 1: these do not go together: can only concatenate str (not "int") to str.',
        'TypeError: can only concatenate str (not "int") to str',
    ),
    (
        "assert 1 == 2, 'no'",
        "Line 1: what 'assert' claims is not true: no.",
        "AssertionError: no",
    ),
    (
        "input('Well?')",
        "Line 1: nobody can be asked here: write the value into the code, without input().",
        "EOFError",
    ),
]
MODULES = """
import math, random, statistics, fractions, decimal, itertools, functools, operator, collections
import heapq, bisect, copy, string, textwrap, re, json, csv, datetime, calendar, time, dataclasses
import enum, typing, contextlib, cmath, pprint, io, abc
from pycore.maths.losses import squared_error
print(statistics.mean([1, 2, 6]), fractions.Fraction(1, 3), squared_error(3, 5))
"""


def test_what_cells_print_shows_before_python_has_started(cells: Page, cell_visits: Visits) -> None:
    cell = CellPart(cells, "Three losses")
    expect(cell.output).to_have_text(THREE)
    expect(cell.label).to_have_text(BUILT)
    expect(cell.button("Stop")).to_be_hidden()
    expect(cell.button("Reset")).to_have_attribute("aria-disabled", "true")
    for pattern in (PYTHON, WASM, CELL_ARCHIVE, EDITOR, "runtime/numpy-*"):
        assert cell_visits.server.asked_for(pattern) == 0
    cell.run()
    expect(cell.told).to_have_text("Done.", timeout=LIVE)
    expect(cell.output).to_have_text(THREE)
    expect(cell.label).to_have_text("Output")
    assert cell_visits.server.asked_for(EDITOR) == 0


def test_cells_are_one_program(cells: Page) -> None:
    """The cells above run first, as they stand; one that has run does not run again."""
    first, second = CellPart(cells, "Three losses"), CellPart(cells, "The rate again")
    first.edit("rate = 7\nloss = max\nprint('first')")
    second.run()
    second.expect_state("done")
    expect(second.output).to_have_text("7 5\n")
    expect(first.output).to_have_text("first\n")
    second.edit("rate += 1\nprint(rate)")
    for rate in (8, 9):
        second.run()
        expect(second.output).to_have_text(f"{rate}\n")
    first.edit("rate = 1\nnonsense")
    second.run()
    expect(second.told).to_have_text(
        "Not run: first the cell “Three losses” above has to run without an error."
    )
    expect(first.told).to_have_text("Line 2: the name 'nonsense' is not known.")


def test_errors_are_told_in_plain_words_with_their_line(cells: Page) -> None:
    cell = CellPart(cells, "Three losses")
    for code, told, python in ERRORS:
        cell.edit(code)
        cell.run()
        expect(cell.told).to_have_text(told, timeout=LIVE)
        expect(cell.python).to_have_text(python)
        cell.expect_state("failed")


def test_an_error_in_a_function_of_another_cell_names_that_cell(cells: Page) -> None:
    cell = CellPart(cells, "The rate again")
    cell.edit("loss(1, 'two')")
    cell.run()
    expect(cell.told).to_have_text(
        "Line 4 of the cell “Three losses”: these do not go together: unsupported operand "
        "type(s) for -: 'int' and 'str'.",
        timeout=LIVE,
    )


def test_what_cells_can_import(cells: Page, cell_visits: Visits) -> None:
    """NumPy comes when some code speaks of it, and not before."""
    cell = CellPart(cells, "Three losses")
    cell.edit(MODULES)
    cell.run()
    expect(cell.output).to_have_text("3 1/3 4\n", timeout=LIVE)
    assert cell_visits.server.asked_for("runtime/numpy-*") == 0
    cell.edit("import numpy\nnumpy.ones(2)")
    cell.run()
    expect(cell.output).to_have_text("array([1., 1.])\n", timeout=LIVE)


def test_the_editor_is_for_the_keyboard_too(cells: Page, cell_visits: Visits) -> None:
    cell = CellPart(cells, "The rate again")
    cell.button("Edit").press("Enter")
    expect(cell.field).to_be_focused()
    expect(cell.field).to_have_accessible_name(
        "Code: The rate again. Tab indents; Escape, then Tab, leaves the editor; Control and Enter "
        "runs the code."
    )
    expect(cell.button("Edit")).to_be_hidden()
    cell.field.press("ControlOrMeta+a")
    cells.keyboard.type("if 1:\nprint(2)")
    expect(cell.field).to_contain_text("if 1:    print(2)", use_inner_text=False)
    cells.keyboard.press("Tab")
    expect(cell.field).to_be_focused()
    cells.keyboard.press("Control+Enter")
    expect(cell.output).to_have_text("2\n", timeout=LIVE)
    expect(cell.field).to_be_focused()
    cells.keyboard.press("Escape")
    cells.keyboard.press("Tab")
    expect(cell.button("Run")).to_be_focused()


def test_without_the_editor_a_plain_field_does(cell_visits: Visits) -> None:
    cell_visits.server.missing.append(EDITOR)
    cell_visits.expect("status of 404", "assets/editor-")
    cell = CellPart(cell_visits.open(CELLS, SAVES_DATA), "The rate again")
    cell.button("Edit").click()
    cell.field.fill("print('plain')")
    cell.field.press("Control+Enter")
    expect(cell.output).to_have_text("plain\n", timeout=LIVE)


def test_what_the_reader_writes_is_kept_and_reset_can_be_undone(
    cells: Page, cell_visits: Visits
) -> None:
    cell = CellPart(cells, "Three losses")
    cell.edit("print('mine')")
    expect(cell.label).to_have_text(STALE)
    cells.reload()
    expect(cell.element.locator("code").first).to_have_text("print('mine')")
    expect(cell.label).to_have_text(STALE)
    cell.button("Reset").click()
    expect(cell.label).to_have_text(BUILT)
    cell.button("Undo reset").click()
    cell.run()
    expect(cell.output).to_have_text("mine\n", timeout=LIVE)
    cell.button("Reset").click()
    cells.reload()
    expect(cell.label).to_have_text(BUILT)
    expect(cell.element.locator("code").first).to_contain_text("rate = 0.1")


def test_cells_work_without_storage(cell_visits: Visits) -> None:
    cell = CellPart(cell_visits.open(CELLS, SAVES_DATA, NO_STORAGE), "Three losses")
    cell.edit("print('mine')")
    cell.run()
    expect(cell.output).to_have_text("mine\n", timeout=LIVE)
