"""Texts that authors may write by mistake: each has its problems with lines, or becomes a page.

No text may end in a traceback, leave one of the builder's own marks in a page, or have a problem in
a line that is not there. `make bench ARGS="fuzz --texts 10000"` prints each text that fails.
"""

import random
import re
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import batched

from builder.lessons import Made, compose_batch
from builder.model.course import Parts, Vocabulary
from builder.model.source import Place, Text
from builder.project import ROOT
from builder.reading.content_folder import REFUSED, Content
from builder.reading.course import Source
from builder.reading.vocabulary import load_vocabulary

CONTENT = ROOT / "content"
BATCH = 50
MARKS = re.compile("[\ue000-\ue003\x02\x03]")
CODE = re.compile(r"^```(?:cell|exercise)\n.*?^```\n", re.MULTILINE | re.DOTALL)
HEAD = "---\ntitle: A\nheading: B\nsummary: C.\n---\n\n"
PIECES = (
    *"#*_`~[](){}<>|!$=:-+.,;/\\'\"@^&%\t\n",
    *(
        "\n\n",
        "\n    ",
        "\n  ",
        "\n> ",
        "\n- ",
        "\n1. ",
        "\n+ ",
        "\n## ",
        "\n### ",
        "\n---\n",
        "  \n",
    ),
    *(
        "```",
        "~~~",
        "\n```\n",
        "\n```quiz\n",
        "\n```math\nid: m\nlatex: x\n```\n",
        "\n~~~~ {.python}\n",
    ),
    *(
        "/// details | T\n",
        "\n///\n",
        "    type: refresher\n",
        "{= 1 + 1 | fixed(2) =}",
        "{= x",
        "{! 1 < 2 !}",
    ),
    *(
        "$x$",
        "$",
        "$$",
        "\\(x\\)",
        "\\[x\\]",
        "{: #a .b }",
        "{.c}",
        "[^1]",
        "\n[^1]: Note.\n",
        "[a]: b.md\n",
    ),
    *(
        "[a](b.md)",
        "[a](term:loss)",
        "![a](b.png)",
        "<https://a.b>",
        "<!--",
        "-->",
        "<div>",
        "</div>",
        "<b>",
    ),
    *(
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "Term\n: Definition\n",
        "- [ ] x\n",
        "**",
        "***",
        "~~",
        "&amp;",
        "&#0;",
        "&#xe000;7&#xE001;",
        "&#2;",
        "![&#57344;1&#57345;](b.png)",
    ),
    *("é", "中", "\u0301", "\u200f", "🎉", "\N{NO-BREAK SPACE}", "\ufeff", "%s", "{0}", "\\1"),
)


@dataclass(frozen=True)
class Failure:
    """A text that was neither refused nor made into a page as it should."""

    text: str
    reason: str


def seeds() -> list[str]:
    """The lessons that there are, without the code that they would run, and parts of them."""
    texts = [CODE.sub("", path.read_text("utf-8")) for path in sorted(CONTENT.glob("*/*.md"))]
    parts = [part for text in texts for part in re.split(r"\n(?=## )", text)[1:]]
    return [*texts, *(HEAD + part for part in parts), HEAD + "Text.\n"]


def changed(text: str, chance: random.Random, others: list[str]) -> str:
    """The text with a few mistakes in it."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        lines = text.split("\n")
        at = chance.randrange(len(lines))
        where = chance.randrange(len(text) + 1)
        match chance.randrange(9):
            case 0:
                lines.pop(at)
            case 1:
                lines.insert(at, chance.choice(chance.choice(others).split("\n")))
            case 2:
                lines[at] = " " * chance.randrange(1, 7) + lines[at]
            case 3:
                lines[at] = lines[at].lstrip()
            case 4:
                lines[at : at + chance.randrange(1, 9)] = [" ".join(lines[at : at + 2])]
            case 5:
                text = text[:where] + text[where + chance.randrange(1, 30) :]
                continue
            case _:
                text = (
                    text[:where]
                    + "".join(chance.choices(PIECES, k=chance.randrange(1, 5)))
                    + text[where:]
                )
                continue
        text = "\n".join(lines)
    return REFUSED.sub("", text)


def texts(seed: int, count: int) -> Iterator[str]:
    """So many texts, always the same for a seed."""
    chance = random.Random(seed)
    known = seeds()
    for number in range(count):
        if number % 3:
            yield changed(chance.choice(known), chance, known)
        else:
            words = chance.choices((*PIECES, "word ", "a", " "), k=chance.randrange(1, 60))
            yield REFUSED.sub("", HEAD + "".join(words))


def failures(seed: int, count: int) -> Iterator[Failure]:
    """Those of the texts that fail."""
    vocabulary = load_vocabulary(Content(CONTENT))
    for batch in batched(texts(seed, count), BATCH):
        yield from batch_failures(list(batch), vocabulary)


def batch_failures(batch: list[str], vocabulary: Vocabulary) -> Iterator[Failure]:
    """The failures of some texts, made at once; one by one where something raises."""
    sources = [
        (f"{number}/{number}", Source("start", Text(text, Place(f"start/{number:02}-a.md", 1))))
        for number, text in enumerate(batch)
    ]
    try:
        results = dict(compose_batch(sources, vocabulary))
    except Exception:
        if len(batch) > 1:
            for text in batch:
                yield from batch_failures([text], vocabulary)
        else:
            yield Failure(batch[0], traceback.format_exc(limit=-4))
        return
    for text, (made, parts) in zip(batch, results.values(), strict=True):
        if reason := what_is_wrong(text, made, parts):
            yield Failure(text, reason)


def what_is_wrong(text: str, made: Made, parts: Parts | None) -> str:
    """What a text became that it must not; mostly nothing."""
    count = text.count("\n") + 1
    for problem in made.problems:
        if not 1 <= problem.place.line <= count:
            return f"a line that is not there: {problem}"
        if MARKS.search(problem.message):
            return f"a mark in a problem: {problem}"
    html = parts.body + parts.outline + parts.definitions if parts else ""
    if found := MARKS.search(html):
        return f"the mark U+{ord(found[0]):04X} in the page"
    return ""


def tell_failures(seed: int, count: int) -> int:
    """Prints each failure with its text; how many there are."""
    found = list(failures(seed, count))
    for each in found:
        print(f"{each.reason}\n~~~~~\n{each.text}\n~~~~~\n")
    print(f"{count} texts, {len(found)} failures")
    return len(found)
