"""A block kind costs a module and a template: no other place names it, and a page shows how."""

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from builder.blocks import KINDS, find_kind
from builder.project import ROOT
from building.test_architecture import MODULES, SCRIPTS, STYLES, imports, tree
from building.test_build import run
from support.courses import FIRST, HEAD, write_course
from support.server import serving
from support.visits import SAVES_DATA, visiting

TEMPLATES = ROOT / "builder" / "pages" / "templates"
NEVER_IMPORTED = {"assets", "cache", "checking", "exports", "pages", "pyodide"}
"""Packages of the builder that no kind may know: parsing runs no code and writes no page."""
LONGEST = 40
"""Lines of the smallest complete kind."""
EXAMPLE = re.compile(
    r"save it as `(builder/blocks/(\w+)\.py)`:\n\n```python\n(.*?)```\n"
    r".*?`(builder/pages/templates/\2\.html)`:\n\n```html\n(.*?)```\n.*?(```\2\n.*?```\n)",
    re.DOTALL,
)
HANDOUT = b"%PDF-1.4 to be solved on paper"


def read_example() -> dict[str, str]:
    """The example in CONTRIBUTING.md: its fence, and its files by their paths."""
    found = EXAMPLE.search((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert found
    path, kind, module, template_path, template, fence = found.groups()
    assert kind not in KINDS
    return {path: module, template_path: template, "fence": fence}


def test_kinds_are_what_lies_in_their_folder_each_with_its_template() -> None:
    found = {path.stem for path in (ROOT / "builder" / "blocks").glob("[a-z]*.py")}
    assert set(KINDS) == found
    for kind in KINDS:
        assert find_kind(kind).SECONDS > 0
        assert find_kind(kind).KEYS
        assert (TEMPLATES / f"{kind}.html").is_file()


def compared(module: ast.Module) -> set[str]:
    """The texts that a module compares something with."""
    sides: list[ast.expr | None] = []
    for node in ast.walk(module):
        if isinstance(node, ast.Compare):
            sides += [node.left, *node.comparators]
        if isinstance(node, ast.MatchValue):
            sides.append(node.value)
    sides += [
        item
        for side in sides
        if isinstance(side, ast.Tuple | ast.List | ast.Set)
        for item in side.elts
    ]
    return {
        side.value
        for side in sides
        if isinstance(side, ast.Constant) and isinstance(side.value, str)
    }


@pytest.mark.parametrize("kind", KINDS)
def test_no_module_but_its_own_knows_a_kind(kind: str) -> None:
    """Neither its types, which can be had by an import only, nor its name."""
    own = f"builder.blocks.{kind}"
    others = [name for name in MODULES if name.startswith("builder.") and name != own]
    importers = [
        name
        for name in others
        if any(each == own or each.startswith(f"{own}.") for each in imports(name))
    ]
    names = {kind, f"{kind}.html"}
    namers = [name for name in others if names & compared(tree(MODULES[name]))]
    assert (importers, namers) == ([], [])
    paths = [name.split(".") for name in imports(own)]
    assert {path[1] for path in paths if path[0] == "builder"} & NEVER_IMPORTED == set()


def without_comments(script: Path) -> str:
    return re.sub(r"^\s*//.*", "", script.read_text("utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("kind", KINDS)
def test_no_template_style_or_script_but_its_own_knows_a_kind(kind: str) -> None:
    """A style or a script may know the element that a kind's template has (<lesson-quiz>)."""
    selector = re.compile(rf"[\"'`][.#]?{kind}[\"'`]|(?<!this)\.{kind}[\s,{{:.>)](?!\w*\()")
    pages = [path for path in TEMPLATES.glob("*.html") if path.stem != kind]
    including = re.compile(rf"[\"']{kind}\.html[\"']|class=\"{kind}\"")
    knowing = [path.name for path in pages if including.search(path.read_text("utf-8"))]
    knowing += [path.name for path in STYLES if selector.search(path.read_text("utf-8"))]
    knowing += [path.name for path in SCRIPTS if f'"{kind}"' in without_comments(path)]
    assert knowing == []


def test_the_smallest_kind_is_small() -> None:
    sizes = [len(text.splitlines()) for name, text in read_example().items() if name != "fence"]
    assert sum(sizes) < LONGEST


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of this program, two files more, and a course whose lesson uses them."""
    folder = tmp_path_factory.mktemp("extended")
    for name in ("builder", "pycore"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("LICENSE", "package-lock.json"):
        shutil.copy(ROOT / name, folder)
    for name in ("node_modules", ".cache"):
        (folder / name).symlink_to(ROOT / name)
    example = read_example()
    fence = example.pop("fence")
    for path, text in example.items():
        (folder / path).write_text(text, "utf-8")
    text = f"{HEAD}## A part\n\n{fence}\nSee [the sheet](#sheet).\n"
    write_course(folder, {FIRST: text, "start/exercises/sheet 1.pdf": HANDOUT})
    return folder


@pytest.fixture
def extended(program: Path, browser: Browser) -> Iterator[Page]:
    done = run("build", cwd=program, builder=program)
    assert (done.returncode, done.stderr) == (0, "")
    with serving(program / "site") as server, visiting(browser, server) as visits:
        yield visits.open("start/first.html", SAVES_DATA, accept_downloads=True)
        visits.check()


def test_a_kind_is_one_module_and_a_template(extended: Page) -> None:
    """Text, formula, term, number, link, minutes and file: all of it comes with the two."""
    page = extended
    block = page.locator("#sheet")
    expect(block.locator("p").first).to_contain_text("to find on paper, about 60 minutes.")
    expect(block.locator(".katex")).to_have_count(1)
    expect(page.locator(".part-head .meta")).to_have_text("About 2 min")
    block.get_by_role("button", name="slopes").click()
    expect(page.locator("#term_slope")).to_have_text(re.compile("How steep it is"))
    page.keyboard.press("Escape")
    page.get_by_role("link", name="the sheet").click()
    expect(block).to_be_in_viewport()
    with page.expect_download() as download:
        block.get_by_role("link", name="Download").click()
    assert download.value.path().read_bytes() == HANDOUT
    page.goto("glossary.html")
    expect(page.locator("a[href='start/first.html#use_slope']")).to_have_count(1)
    expect(page.locator("a[href='start/first.html#use_symbol_slope']")).to_have_count(1)


def test_what_is_wrong_with_a_block_of_a_new_kind_is_told(program: Path) -> None:
    lesson = program / "content" / FIRST
    wrong = (
        "```handout\nid: sheet\nfile: sheet.pdf\nabout: A [slop](term:slop), $q$.\nby: A\n```\n\n"
        "```handout\nid: sheet\nfile: exercises/sheet.pdf\n```\n\n```handuot\n```\n"
    )
    before = lesson.read_text("utf-8")
    lesson.write_text(f"{HEAD}{wrong}", "utf-8")
    done = run("check", cwd=program, builder=program)
    lesson.write_text(before, "utf-8")
    kinds = ", ".join(sorted([*KINDS, "handout"]))
    assert done.stderr.splitlines() == [
        f"content/start/01-first.md:{line}: {told}"
        for line, told in [
            (6, "there is no file 'sheet.pdf'"),
            (7, "the formula 'q' uses 'q', which symbols.yaml does not define"),
            (7, "unknown term 'slop' (allowed: slope). Did you mean 'slope'?"),
            (8, "unknown option 'by' for a handout (allowed: id, file, about)"),
            (11, "a handout needs the option 'about'"),
            (16, f"unknown kind of block 'handuot' (allowed: {kinds}). Did you mean 'handout'?"),
        ]
    ]
