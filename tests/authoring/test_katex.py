"""KaTeX runs inside the build: whatever an author writes, it goes on, and says what is wrong."""

import re
import threading

import pytest

from builder.formulas import katex
from builder.formulas.katex import Formula, Rendered, engine, render

LONG = "it takes too long (allowed: 10 seconds)"
LARGE = "it takes too much memory (allowed: 256 MB)"
DEEP = "it is nested too deeply"
ENDLESS = "Too many expansions: infinite loop or need to increase maxExpand setting"


def rendered(latex: str) -> Rendered:
    return render(Formula(latex, display=False))


@pytest.mark.parametrize(
    ("latex", "error"),
    [
        (r"\frac{", "Unexpected end of input in a macro argument, expected '}'"),
        (r"\def\x{\x\x}\x", ENDLESS),
        (r"\def\x{x\x}\x", ENDLESS),
        (r"\def\a{xxxxxxxxxx}\def\b{\a\a\a\a\a\a\a\a\a\a}" + r"\b" * 1000, ENDLESS),
        ("{" * 9000 + "x" + "}" * 9000, DEEP),
        (r"\frac{" * 500 + "x" + "}{2}" * 500, DEEP),
        (r"\hat{" * 300 + "x" + "}" * 300, DEEP),
        (r"\href{https://example.org}{x}", r"\href is not allowed"),
        (r"\includegraphics{x.png}", r"\includegraphics is not allowed"),
        (r"\htmlData{a=b}{x}", r"\htmlData is not allowed"),
        ("a\0b", "Unexpected character: '\0'"),
    ],
)
def test_what_cannot_be_rendered_is_refused_in_a_sentence(latex: str, error: str) -> None:
    assert rendered(latex) == Rendered("", (), error)
    assert rendered("x^2").error == ""


@pytest.mark.parametrize(
    ("limit", "value", "error"), [("SECONDS", 0.2, LONG), ("MOST_BYTES", 2**23, LARGE)]
)
def test_a_formula_that_takes_too_much_is_ended_and_others_go_on(
    limit: str, value: float, error: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = rendered("y^2")
    engine.cache_clear()
    monkeypatch.setattr(katex, limit, value)
    assert rendered(r"\rule{1em}{1em}" * 20_000).error == error
    monkeypatch.undo()
    assert rendered("y^2") == before


def test_a_fraction_may_hold_a_hundred_others() -> None:
    html = rendered(r"\frac{" * 100 + "x" + "}{2}" * 100).html
    assert len(re.findall("<mfrac>", html)) == 100


def test_letters_beyond_the_first_plane_and_quotes_arrive() -> None:
    html = rendered(r"\text{𝒜 é “a” \"b}").html
    assert all(each in html for each in ("𝒜", "<mtext>e</mtext><mo>ˊ</mo>", "“a”"))


def test_formulas_come_from_any_thread() -> None:
    """As those of a preview and of a build beside it."""
    found: list[Rendered] = []
    threads = [
        threading.Thread(target=lambda: found.extend(map(rendered, ["x", "x^2", "x"] * 20)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 240
    assert {each.error for each in found} == {""}
    assert len({each.html for each in found}) == 2
