"""Courses of any size, each lesson made from the real one with other numbers in it.

The numbers change such that every claim of the lesson stays true: the curve is lifted, which leaves
its slopes alone, and the flat's rent follows the place at which the two lines are compared.
"""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.places import CONTENT

LESSON = CONTENT / "framing-the-problem" / "02-what-does-learning-mean.md"
IN_SECTION = 50
VARIED = (
    # The curve, and with it every picture, every recorded frame and every height.
    (r"\+ 0\.5\*x \+ 2$", "+ 0.5*x + {lift}"),
    # The two lines of the refresher are compared at another x, and the label goes with it.
    (r"(f\(|\\cdot |\)\(|x = )4(?![\d.])", "{start}{place}"),
    (r"(?<=[(=] )12(?![\d.])|(?<=\()12(?=,| -)|(?<=, )12(?=\))", "{label}"),
    # Texts.
    (r"^title: What does learning mean\?", "title: What does learning mean, {n}?"),
    (r"title: Gradient Descent on", "title: Descent {n} on"),
    (r"None of the three calls", "In lesson {n}, none of the three calls"),
)
"""What changes from lesson to lesson, and into what."""
FORMULA = re.compile(r"\$[^$]+\$|^latex: .*$", re.MULTILINE)
SHORT = 8
"""Characters of formulas, dollars included, that lessons have in common, such as $x$ and $f(x)$."""


def write_course(folder: Path, count: int) -> Sequence[Path]:
    """A content folder with so many lessons, in sections of fifty; the paths of the lessons.

    The real lessons stand before them, for every term and symbol must be used.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CONTENT, folder)
    real = (folder / "course.yaml").read_text("utf-8").rstrip()
    model = LESSON.read_text("utf-8")
    paths = [folder / place(number) for number in range(1, count + 1)]
    for number, path in enumerate(paths, 1):
        path.parent.mkdir(exist_ok=True)
        path.write_text(vary(model, number), "utf-8")
    (folder / "course.yaml").write_text("\n".join([real, *sections(paths), ""]), "utf-8")
    return paths


def place(number: int) -> str:
    """The path of a lesson: "section-01/01-lesson-0001.md"."""
    section, rest = divmod(number - 1, IN_SECTION)
    return f"section-{section + 1:02}/{rest + 1:02}-lesson-{number:04}.md"


def vary(model: str, number: int) -> str:
    """The lesson with this number."""
    values = {
        "n": number,
        "lift": f"{2 + number / 10_000:.4f}",
        "place": 4 + number,
        "label": 12 + 2 * number,
        "start": r"\g<1>",
    }
    for pattern, wanted in VARIED:
        model = re.sub(pattern, wanted.format(**values), model, flags=re.MULTILINE)
    return FORMULA.sub(lambda found: vary_formula(found[0], number), model)


def vary_formula(text: str, number: int) -> str:
    """A formula of some length with the number added, whatever it means then."""
    if len(text) <= SHORT:
        return text
    return f"{text} + {number}" if text.startswith("latex") else f"{text[:-1]} + {number}$"


def sections(paths: Sequence[Path]) -> list[str]:
    """Lines of the course's table of contents."""
    lines = []
    folders = dict.fromkeys(path.parent.name for path in paths)
    for folder in folders:
        lines += [
            f"  - title: {folder}",
            f"    slug: {folder}",
            "    summary: Fifty lessons.",
            "    lessons:",
        ]
        lines += [f"      - {path.stem}" for path in paths if path.parent.name == folder]
    return lines


def edit(lesson: Path, turn: int) -> None:
    """One sentence of a lesson, changed as an author would; another text in every turn."""
    text = lesson.read_text("utf-8")
    lesson.write_text(
        text.replace("None of the three", f"In truth ({turn}), none of the three"), "utf-8"
    )


@dataclass(frozen=True)
class Density:
    """What a generated lesson holds."""

    formulas: int
    own: int
    """Formulas that no other lesson has."""
    legends: int
    widgets: int
    quizzes: int


def density() -> Density:
    """That of the lessons that were built, counted in the Markdown of two of them."""
    model = LESSON.read_text("utf-8")
    one, other = (FORMULA.findall(vary(model, number)) for number in (1, 2))
    own = [each for each in one if each not in other]
    kinds = [len(re.findall(f"^```{kind}$", model, re.MULTILINE)) for kind in KINDS]
    return Density(len(one), len(own), *kinds)


KINDS = ("math", "widget", "quiz")
