"""Texts that nobody writes on purpose: told in sentences, at once, and never by a traceback."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.__main__ import main
from builder.project import ROOT
from support.courses import FIRST, HEAD, write_course

PIECES = (
    *(
        "[",
        "](",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "~~~\n",
        "$",
        "$$",
        "{=",
        "=}",
        "{!",
        "!}",
        "{",
        "}",
    ),
    *(
        "<",
        ">",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<?",
        "&#",
        "&",
        ";",
        "|",
        ">",
        "- ",
        "# ",
    ),
    *(
        "\n",
        "\n\n",
        "    ",
        "\t",
        ": ",
        "'",
        '"',
        "\\",
        "---\n",
        "///",
        "/// details | x\n",
        "[^1]",
    ),
    *(
        "1e400",
        "nan",
        "-",
        "9" * 400,
        "²",
        "٣",
        "é",
        "𝒳",
        "\u200b",
        "\ufeff",
        "%00",
        "../",
        "a" * 99,
    ),
    *(
        "```widget\n",
        "```quiz\n",
        "```cell\n",
        "```math\n",
        "```figure\n",
        "id: x\n",
        "{: #a .b c=d }",
    ),
)


def mutated(text: str, chance: random.Random) -> str:
    """A text with a few pieces put in, left out, doubled or moved."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 0, 1, 3, 30, 300)))
        piece = chance.choice(PIECES) * chance.choice((1, 1, 1, 2, 40))
        middle = chance.choice((piece, "", text[start:end] * 2, text[end : end + 30] + piece))
        text = text[:start] + middle + text[end:]
    return text


def mutations(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names of files of the real content and what becomes of them."""
    chance = random.Random(seed)
    content = ROOT / "content"
    files = sorted(path for path in content.rglob("*") if path.suffix in (".md", ".yaml"))
    for _ in range(count):
        path = chance.choice(files)
        name = path.relative_to(content).as_posix()
        yield name, mutated(path.read_text("utf-8"), chance).encode()


def check_mutation(name: str, data: bytes, folder: Path) -> None:
    """Checks the real content with one file changed."""
    content = folder / "content"
    if not content.exists():
        for path in sorted((ROOT / "content").rglob("*")):
            if path.is_file():
                target = content / path.relative_to(ROOT / "content")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
    before = (content / name).read_bytes()
    (content / name).write_bytes(data)
    try:
        assert main(["check", "--content", str(content)]) in (0, 1)
    finally:
        (content / name).write_bytes(before)


def test_mutations_of_real_lessons_are_told_in_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, data in mutations(40, 1):
        check_mutation(name, data, tmp_path)
        for line in capsys.readouterr().err.splitlines():
            assert str(tmp_path) in line.partition(": ")[0]


def lesson(text: str) -> dict[str, str]:
    return {FIRST: HEAD + text}


def widget(options: str) -> dict[str, str]:
    return lesson(f"```widget\nid: w\nkind: descent\ntitle: T\n{options}\n```\n")


def line(number: int, told: str, name: str = FIRST) -> str:
    return f"content/{name}:{number}: {told}\n"


def too_much(what: str, most: str) -> str:
    return f"this paragraph has {what} (allowed: up to {most})"


DEEP = "the YAML is nested too deeply"
LONG = "8000"
ALIAS = "aliases are not known here (a text that begins with '*' or '&' needs quotes around it)"
BOMBS: dict[str, tuple[dict[str, str], str]] = {
    "[ in YAML": ({"glossary.yaml": "[" * 20_000}, line(1, DEEP, "glossary.yaml")),
    "{ in YAML": ({"glossary.yaml": "a: " + "{" * 9000}, line(1, DEEP, "glossary.yaml")),
    "- in YAML": ({"glossary.yaml": "- " * 9000}, line(1, DEEP, "glossary.yaml")),
    "indents": (
        {"glossary.yaml": "".join(f"{' ' * at}a:\n" for at in range(700))},
        line(1, DEEP, "glossary.yaml"),
    ),
    "aliases": (
        {"glossary.yaml": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30))},
        line(2, f"the YAML cannot be read: {ALIAS}", "glossary.yaml"),
    ),
    "a circle": (
        {"symbols.yaml": "a: &a [*a]\n"},
        line(1, f"the YAML cannot be read: {ALIAS}", "symbols.yaml"),
    ),
    "[": (lesson("[" * 7000), line(4, too_much("7000 times '['", "1000"))),
    "<": (lesson("<a " * 2000), line(4, too_much("2000 times '<'", "300"))),
    "a long line": (lesson("\n\na " + "a" * 9000), line(6, too_much("9002 characters", LONG))),
    "a long caption": (
        widget(f"function: x**2\nstart: 1\ncaption: |\n  a\n\n  {'<b>' * 400}"),
        line(13, too_much("400 times '<'", "300")),
    ),
    "many lines": (
        lesson("a\n\n" * 6000),
        line(4, "this has 12000 lines (allowed: up to 10000)"),
    ),
    "quotes": (
        lesson(">" * 4000),
        line(4, "lists or quotes are nested too deeply here")
        + line(4, "this is nested too deeply (allowed: 60 levels)"),
    ),
    "emphasis": (lesson("*a **b " * 1000 + "\n"), ""),
    "a character": (
        lesson(f"<p title='&#{'9' * 5000};'>x</p>\n\n[a](&#{'9' * 9};)"),
        line(4, "the character '&#9999999999' cannot be used")
        + line(6, "the character '&#999999999;' cannot be used")
        + line(6, "the link '&#999999999;' leads nowhere (allowed: 01-first.md, 02-second.md)"),
    ),
    "a slot": (lesson("<!--slot 5--> and <!--slot 0-->"), ""),
    "a formula": (
        lesson(f"${'x+' * 2000}x$"),
        line(
            4,
            f"the formula '{'x+' * 2000}x' cannot be read: it has 4001 characters "
            "(allowed: up to 3000)",
        ),
    ),
    "macros": (
        lesson(r"$\def\a{\a\a}\a$"),
        line(
            4,
            r"the formula '\def\a{\a\a}\a' cannot be read: Too many expansions: infinite loop or "
            "need to increase maxExpand setting",
        ),
    ),
    "1e400": (
        lesson("{= 1e400 =}"),
        line(4, "the expression '1e400' cannot be computed: a number gets too large"),
    ),
    "powers": (
        lesson("{= ((9**9)**9)**9 =}"),
        line(4, "the expression '((9**9)**9)**9' cannot be computed: a number gets too large"),
    ),
    "a huge text": (
        lesson("{= 'x' * 999999999 =}"),
        line(
            4,
            "the expression ''x' * 999999999' cannot be computed: '*' needs numbers on both sides",
        ),
    ),
    "a name too long": (
        lesson(f"![A]({'a' * 4000}.png)"),
        line(4, f"there is no image '{'a' * 4000}.png'"),
    ),
    "a signed number": (
        lesson("```cell\nid: c\ntitle: T\ncode: '" + "-" * 7000 + "1'\n```\n"),
        line(7, "the cell 'c' fails: this needs more memory than code on a page may have"),
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_take_long_is_told_at_once(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    files, problems = BOMBS[name]
    write_course(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == int(bool(problems))
    assert capsys.readouterr().err == problems
