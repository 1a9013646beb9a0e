"""Markdown → HTML: what authors rely on, in tests/cases/prose.md."""

import pytest

from builder.model.source import Place, Text
from builder.reading.markdown_html import convert, fill
from builder.reading.references import references
from support.courses import Case, read_cases


def html_of(markdown: str) -> str:
    prose = convert(markdown.removesuffix("\n"))
    assert (prose.faults, prose.heading_faults) == ((), ())
    return fill(
        prose.html,
        lambda number: f"⟨{prose.formulas[number]}⟩",
        lambda name, words: f"<term {name}>{words}</term>",
    )


@pytest.mark.parametrize("case", read_cases("prose.md"), ids=lambda case: case.title)
def test_markdown(case: Case) -> None:
    assert html_of(case.parts["markdown"]) == case.parts["html"].removesuffix("\n")


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("$x$ and $y_1$", [("formula", "x"), ("formula", "y_1")]),
        ("$5 and $6", []),
        ("$2 \\cdot 4$", [("formula", "2 \\cdot 4")]),
        ("a $ b $x$", [("formula", "x")]),
        ("`$x$` and $y$", [("formula", "y")]),
        ("```\n$x$ [a](b.md)\n```\n", []),
        ("[a $x$](term:slope)", [("formula", "x"), ("term", "slope")]),
        ("[![A](a.png)](b.md#c)", [("image", "a.png"), ("link", "b.md#c")]),
        ("![A hill](<my hill.png>)", [("image", "my hill.png")]),
        ("![A hill](hill(1).png 'title')", [("image", "hill(1).png")]),
        ("[a]( b.md )", [("link", "b.md")]),
        ("[a]\n\n[a]: <b.md>", [("link", "b.md")]),
        ("[^1]: A note.", []),
        ('<img src="a.png"> <a href="b.md">', [("file", "a.png"), ("link", "b.md")]),
        ("<!-- [a](b.md) -->", []),
        ("$$x$$", [("displayed", "$$"), ("displayed", "$$")]),
        ("\\$x$ and \\$5", []),
        ("\\(x\\) and $y$", [("formula", "x"), ("formula", "y")]),
        ("    $x$ [a](b.md)\n\n- ~~~\n  $y$\n  ~~~\n- $z$", [("formula", "z")]),
    ],
)
def test_what_a_text_refers_to(markdown: str, found: list[tuple[str, str]]) -> None:
    text = Text(markdown, Place("a.md", 1))
    assert [(each.kind, each.target) for each in references(text)] == found


def test_references_know_their_lines() -> None:
    text = Text("One $x$\n[two\n$y$](term:slope)\n\n![three](a.png)", Place("a.md", 7))
    lines = [(each.target, each.place.line) for each in references(text)]
    assert lines == [("x", 7), ("y", 9), ("slope", 8), ("a.png", 11)]
