"""A widget kind costs one module: it is named nowhere else, and CONTRIBUTING.md is enough."""

import ast
import re
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from builder.blocks.widget import KINDS
from builder.project import ROOT
from building.test_architecture import MODULES, SCRIPTS, STYLES, imports, tree
from building.test_build import run
from pycore.kit.widget import OptionError, read_name, read_number
from support.any_widget import LIVE
from support.courses import BASE, FIRST, HEAD, write_course
from support.lesson_page import WASM
from support.server import Server, serving
from support.visits import visiting

TEMPLATES = sorted((ROOT / "builder").rglob("*.html"))
SECOND = "start/02-second.md"
GOOD_LINE = '        factor = read_number(parts, "factor", 0.5, 1)\n'
FAULT = '        if factor == 0.75:\n            raise ZeroDivisionError("no such rate")\n'
"""What a kind's author has overlooked: states that are not recorded meet it."""
LONGEST = 100
"""Lines of the smallest complete kind."""
EXAMPLE = re.compile(
    r"save it as `(pycore/widgets/(\w+)\.py)`:\n\n```python\n(.*?)```\n.*?(```widget\n.*?```\n)",
    re.DOTALL,
)


def test_a_kind_need_not_look_for_what_is_missing() -> None:
    for read in (
        lambda: read_number({}, "high", 0, 1),
        lambda: read_name({}, "high", ("low",)),
    ):
        with pytest.raises(OptionError, match=r"^the option 'high' is missing$") as caught:
            read()
        assert caught.value.option == "high"


def test_kinds_are_what_lies_in_their_folder() -> None:
    folder = ROOT / "pycore" / "widgets"
    found = sorted(
        path.stem
        for path in chain(folder.glob("[a-z]*.py"), folder.glob("[a-z]*/__init__.py"))
        if path.name != "__init__.py"
    )
    packages = [path.parent.name for path in folder.glob("*/__init__.py")]
    assert list(KINDS) == sorted([*found, *packages])


def texts(module: ast.Module) -> set[str]:
    """The texts that stand in a module, without keys of a mapping, which may be names of layers."""
    nodes = [*ast.walk(module)]
    keys = {id(key) for each in nodes if isinstance(each, ast.Dict) for key in each.keys}
    return {
        each.value
        for each in nodes
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and id(each) not in keys
    }


@pytest.mark.parametrize("kind", KINDS)
def test_python_names_a_kind_in_its_own_module_only(kind: str) -> None:
    own = f"pycore.widgets.{kind}"
    others = [name for name in MODULES if name != own and not name.startswith(f"{own}.")]
    importers = [
        name
        for name in others
        if any(each == own or each.startswith(f"{own}.") for each in imports(name))
    ]
    shared = [name for name in others if not name.startswith("pycore.widgets.")]
    namers = [name for name in shared if kind in texts(tree(MODULES[name]))]
    assert (importers, namers) == ([], [])


@pytest.mark.parametrize("path", [*SCRIPTS, *STYLES, *TEMPLATES], ids=lambda path: path.name)
def test_the_page_knows_no_kind(path: Path) -> None:
    """Neither one by its name, nor a picture, a readout or a control of one."""
    text = "\n".join(
        line for line in path.read_text("utf-8").splitlines() if not line.startswith("//")
    )
    kinds = "|".join(KINDS)
    named = rf"""["'`]({kinds})["'`]|\[data-(kind|picture)[~|^$*]?=["']?\w"""
    assert re.findall(named, text) == []


def read_example() -> tuple[str, str, str]:
    """Path, text and fence of the example in CONTRIBUTING.md."""
    found = EXAMPLE.search((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert found
    path, kind, module, fence = found.groups()
    assert kind not in KINDS
    assert f"kind: {kind}\n" in fence
    return path, module, fence


def test_the_smallest_kind_is_small() -> None:
    _, module, _ = read_example()
    assert len(module.splitlines()) < LONGEST


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lessons with that kind and with a faulty one, made by a copy of this program with both."""
    folder = tmp_path_factory.mktemp("extended")
    for name in ("builder", "pycore"):
        shutil.copytree(ROOT / name, folder / name)
    for name in ("LICENSE", "package-lock.json"):
        shutil.copy(ROOT / name, folder)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    path, module, fence = read_example()
    (folder / path).write_text(module, "utf-8")
    faulty = module.replace(GOOD_LINE, GOOD_LINE + FAULT, 1)
    assert faulty != module
    (folder / "pycore/widgets/faulty.py").write_text(faulty, "utf-8")
    beside = fence.replace("kind: decay", "kind: faulty").replace("id: shrinking", "id: faulty")
    write_course(
        folder,
        {
            FIRST: f"{HEAD}## A part\n\n{fence}",
            SECOND: f"{BASE[SECOND]}\n{beside.replace('A rate', 'One')}\n{fence}",
        },
    )
    done = run("build", cwd=folder, builder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "site"


@pytest.fixture
def extended_page(extended: Path, browser: Browser) -> Iterator[tuple[Server, Page]]:
    with serving(extended) as server, visiting(browser, server) as visits:
        server.hold(WASM)
        yield server, visits.open("start/first.html")
        visits.check()


def readouts(widget: Locator) -> list[str]:
    return widget.locator("dd output").all_inner_texts()


def test_a_kind_is_one_module(extended_page: tuple[Server, Page]) -> None:
    """Recorded steps, live Python, keyboard, table, link: all of it comes with the module."""
    server, page = extended_page
    widget = page.get_by_role("group", name="A rate that shrinks").and_(
        page.locator("lesson-widget")
    )
    status = widget.locator("p[role=status]")
    widget.get_by_role("button", name="Step").click()
    expect(status).to_have_text("Step 1: the rate is 0.9000.")
    widget.get_by_text("The numbers as a table").click()
    expect(widget.get_by_role("row")).to_have_count(3)
    expect(widget).to_have_attribute("data-state", "starting")
    page.evaluate("location.hash = '#shrinking?steps=4&factor=0.75'")
    expect(widget).to_have_attribute("aria-busy", "true")
    server.held[WASM].set()
    expect(widget).to_have_attribute("data-state", "live", timeout=LIVE)
    expect(status).to_have_text("Step 4: the rate is 0.3164.")
    assert readouts(widget) == ["0.3164", "4"]
    widget.get_by_role("slider", name="Factor").press("ArrowLeft")
    expect(status).to_have_text("Step 0: the rate is 1.0000.")
    widget.get_by_role("button", name="Run").press("Enter")
    expect(widget).to_have_attribute("data-outcome", "out of steps")
    assert readouts(widget) == ["0.0024", "20"]
    page.evaluate("location.hash = '#shrinking?steps=21'")
    expect(status).to_have_text(
        "This is the first state, since the link could not be used: "
        "steps 21 is out of range (allowed: 0 to 20)."
    )


def test_an_error_in_a_kind_is_said_in_its_widget_and_ends_no_other(
    extended: Path, browser: Browser
) -> None:
    with serving(extended) as server, visiting(browser, server) as visits:
        visits.expect("console error: .*ZeroDivisionError: no such rate")
        page = visits.open("start/second.html#faulty?factor=0.75&steps=4")
        faulty, other = (page.locator(f"lesson-widget#{name}") for name in ("faulty", "shrinking"))
        status = faulty.locator("p[role=status]")
        expect(status).to_have_text(
            "This state cannot be shown, because of an error in the widget itself. "
            "What was shown before still works.",
            timeout=LIVE,
        )
        assert readouts(faulty) == ["1.0000", "0"]
        expect(faulty.get_by_role("slider", name="Factor")).to_have_value("0.9")
        page.evaluate("location.hash = '#shrinking?steps=4&factor=0.75'")
        expect(other.locator("p[role=status]")).to_have_text("Step 4: the rate is 0.3164.")
        page.evaluate("location.hash = '#faulty?steps=2&factor=0.8'")
        expect(status).to_have_text("Step 2: the rate is 0.6400.")
        for widget in (faulty, other):
            expect(widget).to_have_attribute("data-state", "live")
        visits.check()
