"""Texts as authors bring them from other tools, built: what readers see of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.build import build
from support.courses import HEAD, write_course
from support.same_html import same
from support.server import serving
from support.visits import visiting

QUIZ = """```quiz
id: q
questions:
  - ask: Which?
    choices:
      - {text: A, right: yes, feedback: F.}
      - {text: B, feedback: F.}
  - ask: How many?
    answer: 162889
    tolerance: 0
    feedback: F.
    otherwise: G.
```"""
TEXTS = {
    # Info strings of any form, and a quiz behind one.
    f"```python:file.py\nprint(1)\n```\n\n{QUIZ}": (
        '<pre><code class="language-python">print(1)\n</code></pre>'
    ),
    "1. First:\n\n    ```python\n    for i in range(3):\n        print(i)\n    ```\n\n2. Second.": (
        '<ol><li><p>First:</p><pre><code class="language-python">for i in range(3):\n'
        "    print(i)\n</code></pre></li><li><p>Second.</p></li></ol>"
    ),
    "- a\n  - b\n    - c": "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>",
    "Needed:\n- pen\n- paper": "<p>Needed:</p><ul><li>pen</li><li>paper</li></ul>",
    "The ranges:\n| a | b |\n|---|---|\n| 1 | 2 |": (
        "<p>The ranges:</p><table><thead><tr><th>a</th><th>b</th></tr></thead>"
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    ),
    "You own {= 1000000 | fixed(2) =} pounds.": "<p>You own 1,000,000.00 pounds.</p>",
    "{= sqrt(2) | fixed(3) =}": "<p>1.414</p>",
    "One.\n\n<!-- TODO: the solution is 42 -->\n\nTwo.<!-- a secret -->": "<p>One.</p><p>Two.</p>",
    "One.\n\n<!--\n```quiz\nid: q\nquestions: []\n```\n-->\n\nTwo.": "<p>One.</p><p>Two.</p>",
    "> One\ntwo\n\n* * *\n\n3) three": (
        '<blockquote><p>One two</p></blockquote><hr><ol start="3"><li>three</li></ol>'
    ),
}
LONG = "1 + 2^2 + 3^3 + 4^4 + 5^5 + 6^6 + 7^7 + 8^8 + 9^9 + 10^{10} + 11^{11} + 12^{12} \\tag{1}"
FORMULAS = (
    f"```math\nid: long\nlatex: {LONG}\n```\n\n```math\nid: short\nlatex: x \\tag{{2}}\n```\n"
)
PLACES = """formula => {
  const range = document.createRange();
  range.selectNodeContents(formula.querySelector(".katex-tag"));
  const parts = [...formula.querySelectorAll(".katex-html > .katex-base")];
  const ends = parts.map((each) => each.getBoundingClientRect().right);
  return [ends, range.getBoundingClientRect().left];
}"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lesson that holds all of them, and the formulas."""
    folder = tmp_path_factory.mktemp("texts")
    body = "".join(f"## Part {number}\n\n{text}\n\n" for number, text in enumerate(TEXTS))
    head = HEAD.replace("title: First", 'title: "1. The *first*"')
    content = write_course(folder, {"start/01-first.md": f"{head}{body}## Formulas\n\n{FORMULAS}"})
    assert build(content, folder / "site") == []
    return folder / "site"


def test_texts_look_as_in_other_tools(built: Path) -> None:
    html = (built / "start" / "first.html").read_text("utf-8")
    parts = re.split(r'<h3 id="part-\d+">Part \d+</h3>', html)[1:]
    for part, wanted in zip(parts, TEXTS.values(), strict=True):
        shown = part.partition("</section>")[0].partition("<lesson-quiz")[0]
        assert same(shown, top=2) == same(wanted)
    assert "<h1>1. The <em>first</em></h1>" in html
    for hidden in ("TODO", "a secret"):
        assert hidden not in html


@pytest.fixture
def narrow(browser: Browser, built: Path) -> Iterator[Page]:
    with serving(built) as server, visiting(browser, server) as visits:
        page = visits.open("start/first.html")
        page.set_viewport_size({"width": 375, "height": 700})
        yield page
        visits.check()


def test_the_number_of_a_formula_lies_beside_it(narrow: Page) -> None:
    for width in (375, 1200):
        narrow.set_viewport_size({"width": width, "height": 700})
        for name in ("long", "short"):
            ends, number = narrow.locator(f"#{name} .formula").evaluate(PLACES)
            assert max(ends) < number
            assert narrow.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("language", "asked", "meant"),
    [("en", "162,889", "162889 or 162.889"), ("de", "162.889", "162889 or 162,889")],
)
def test_a_number_that_can_be_two_is_asked_back(
    narrow: Page, built: Path, language: str, asked: str, meant: str
) -> None:
    lesson = built / "start" / "first.html"
    other = lesson.read_text("utf-8").replace('<html lang="en"', f'<html lang="{language}"')
    lesson.with_name(f"{language}.html").write_text(other, "utf-8")
    narrow.goto(narrow.url.replace("first.html", f"{language}.html"))
    quiz = narrow.locator("lesson-quiz")
    quiz.get_by_label("A", exact=True).check()
    quiz.get_by_role("button", name="Check").click()
    quiz.get_by_role("button", name="Next question").click()
    field, verdict = quiz.get_by_label("Your answer"), quiz.locator(".verdict").last
    field.fill(asked)
    field.press("Enter")
    expect(verdict).to_have_text(f"Do you mean {meant}?")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    # As the language writes it, there is nothing to ask.
    field.fill(meant.rpartition(" ")[2])
    field.press("Enter")
    expect(verdict).to_have_text("Not quite.")
    quiz.get_by_role("button", name="Try again").click()
    field.fill("162 889")
    field.press("Enter")
    expect(verdict).to_have_text("Right.")
