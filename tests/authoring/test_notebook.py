"""Code of readers and authors as CPython runs it: what is printed, judged, and told."""

from pathlib import Path

import pytest

from builder.__main__ import main
from builder.blocks.cell import CellBlock
from builder.checking import author_code as trial
from builder.model.source import Place, Text
from builder.reading.block import Outcome
from pycore.cells import output, rules
from pycore.cells.notebook import Notebook, Verdict
from pycore.maths.optimisers import OPTIMISERS, GradientDescent, State
from support.courses import HEAD, write_course


def printed(code: str) -> str:
    told: list[str] = []
    assert Notebook().run("a cell", code, told.append) is None
    return "".join(told)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("print(1, end='')\n2", "12\n"),
        ("x = 3\nx", "3\n"),
        ("None", ""),
        ("'text'", "'text'\n"),
        ("import sys\nprint('to the other', file=sys.stderr)", "to the other\n"),
        ("# nothing", ""),
        ("from dataclasses import dataclass\n@dataclass\nclass A:\n    b: int\nA(1)", "A(b=1)\n"),
    ],
)
def test_what_is_shown(code: str, shown: str) -> None:
    assert printed(code) == shown


def test_what_stands_before_an_endless_loop_is_handed_on_at_once() -> None:
    told: list[str] = []
    file = output.Output(told.append)
    file.write("begins")
    assert told == ["begins"]


def test_too_much_is_cut_off_once() -> None:
    text = printed(f"for number in range({output.MOST}):\n    print(number)\nprint('end')")
    assert text.startswith("0\n1\n")
    assert text.endswith(output.CUT)
    assert len(text) == output.MOST + len(output.CUT)


def test_verdicts() -> None:
    tests = ["x == 1", "x == 2", "close(x, 3)", "x > 5", "y", "printed == 'a\\n'", "1 / 0"]
    error, verdicts = Notebook().check("it", "x = 1\nprint('a')", tests, str)
    assert error is None
    assert verdicts == [
        Verdict(True, ""),
        Verdict(False, "x gives 1, not 2"),
        Verdict(False, "x gives 1, not 3"),
        Verdict(False, ""),
        Verdict(False, "the name 'y' is not known"),
        Verdict(True, ""),
        Verdict(False, "this divides by zero"),
    ]


def test_code_that_does_not_end_is_told_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    block = "```cell\nid: {}\ntitle: One\ncode: |\n  {}\n```\n\n"
    cells = block.format("one", "x = 1") + block.format("two", "while True: pass")
    write_course(tmp_path, {"start/01-first.md": HEAD + cells})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(trial, "SECONDS", 2)
    assert main(["check"]) == 1
    assert capsys.readouterr().err == (
        "content/start/01-first.md:15: the code of 'two' does not come to its end "
        "(allowed: 2 seconds)\n"
    )


def test_a_lesson_meets_nothing_that_anothers_code_has_left_behind() -> None:
    def run(code: str) -> list[Outcome]:
        text = Text(code, Place("a.md", 1))
        block = CellBlock("one", text.place, text, text, None, "")
        return trial.work_off([*block.runs()])[0]

    run("import math\nmath.pi = 3")
    assert run("import math\nmath.pi") == [Outcome("3.141592653589793\n", None, [])]


HALF = """class Half(GradientDescent):
    def step(self, state, gradient):
        return State(tuple(x / 2 for x in state.point))
"""


@pytest.fixture
def optimisers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules that a test adopts go with it."""
    monkeypatch.setitem(OPTIMISERS, rules.YOURS, GradientDescent)


@pytest.mark.usefixtures("optimisers")
def test_a_rule_of_the_reader_is_one_more_optimiser() -> None:
    assert rules.adopt(HALF) is None
    rule = OPTIMISERS["yours"](0.1)
    assert rule.title == "Your rule"
    assert rule.step(rule.begin((4.0,)), lambda point: point) == State((2.0,))


@pytest.mark.usefixtures("optimisers")
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("x = 1", "Your rule: there is no class here that comes from an optimiser."),
        (
            "class A(GradientDescent)\n    pass",
            "Line 1 of your rule: this is not Python: expected ':'.",
        ),
        (
            "class A(Momentun): pass",
            "Line 1 of your rule: the name 'Momentun' is not known. Did you mean 'Momentum'?",
        ),
    ],
)
def test_a_rule_that_cannot_be_adopted(code: str, told: str) -> None:
    error = rules.adopt(code)
    assert error
    assert rules.sentence(error) == told


@pytest.mark.usefixtures("optimisers")
@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("3", "a step has to give a State, and gives 3"),
        ("State([1.0])", "the point of a State is a tuple of 1 number here"),
        ("State((1.0, 2.0))", "the point of a State is a tuple of 1 number here"),
        ("State(('a',))", "the point of a State is a tuple of 1 number here"),
    ],
)
def test_a_step_that_is_none(made: str, told: str) -> None:
    code = f"class A(GradientDescent):\n    def step(self, state, gradient):\n        return {made}"
    assert rules.adopt(code) is None
    rule = OPTIMISERS["yours"](0.1)
    with pytest.raises(rules.RuleError) as caught:
        rule.step(rule.begin((4.0,)), lambda point: point)
    assert str(caught.value) == told


@pytest.mark.usefixtures("optimisers")
def test_whole_numbers_are_a_point_too() -> None:
    step = "def step(self, state, gradient): return State((1,))"
    assert rules.adopt(f"class A(GradientDescent):\n    {step}") is None
    rule = OPTIMISERS["yours"](0.1)
    assert rule.step(rule.begin((4.0,)), lambda point: point).point == (1,)
