"""What ARCHITECTURE.md says about the modules: who may import whom, and how long they may be."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from builder.project import ROOT

LONGEST_FILE = 250
LONGEST_FUNCTION = 40
DOORS = {
    "fontTools": {"builder.assets.fonts"},
    "zstandard": {"builder.pyodide.zstd_blocks"},
    "selectolax": {"builder.reading.sanitise"},
    "yaml": {"builder.new_course", "builder.reading.yaml_fields"},
    "imagesize": {"builder.reading.images"},
    "markdown": {
        "builder.reading.markdown_html",
        "builder.reading.markdown_blocks",
        "builder.reading.markdown_lines",
        "builder.reading.markdown_patterns",
    },
    "markdown_it": {"builder.reading.commonmark"},
    "mdit_py_plugins": {"builder.reading.commonmark"},
    "pygments": {"builder.checking.listings"},
    "jinja2": {
        "builder.pages.templates",
        "builder.reading.expression_sandbox",
        "builder.reading.expression_syntax",
    },
    "markupsafe": {
        "builder.pages.lesson_html",
        "builder.pages.templates",
        "builder.pages.site_pages",
        "builder.pages.text_writer",
    },
    "numpy": {"pycore.maths.network"},
    "platformdirs": {"builder.project"},
    "quickjs": {"builder.formulas.katex"},
    "watchfiles": {"builder.preview.serve"},
}
"""Who may import a foreign package."""
NEVER_IMPORTS = {
    "builder.model": {
        *("assets", "blocks", "cache", "checking", "exports", "formulas", "output", "pages"),
        *("prebuilt", "preview", "pyodide", "reading"),
    },
    "builder.formulas": {"checking", "exports", "pages", "preview", "pyodide", "reading"},
    "builder.cache": {"checking", "exports", "pages", "preview", "reading"},
    "builder.reading": {"assets", "cache", "checking", "exports", "pages", "preview", "pyodide"},
    "builder.blocks": {"assets", "cache", "checking", "exports", "pages", "preview", "pyodide"},
    "builder.checking": {"assets", "cache", "exports", "pages", "preview", "pyodide"},
    "builder.pages": {"assets", "checking", "exports", "preview", "pyodide"},
    "builder.assets": {"checking", "exports", "pages", "preview"},
    "builder.pyodide": {"checking", "exports", "pages", "preview", "reading"},
    "builder.prebuilt": {
        "blocks",
        "checking",
        "exports",
        "formulas",
        "pages",
        "preview",
        "reading",
    },
    "builder.output": {"assets", "checking", "exports", "pages", "preview", "pyodide", "reading"},
    "builder.preview": {"assets", "cache", "checking", "exports", "pages", "pyodide", "reading"},
    "builder.exports": {"checking", "formulas", "preview", "reading"},
    "pycore.maths": {"cells", "drawing", "frames", "kit", "widgets"},
    "pycore.drawing": {"cells", "frames", "kit", "maths", "widgets"},
    "pycore.kit": {"cells", "frames", "widgets"},
    "pycore.frames": {"cells", "maths", "widgets"},
    "pycore.cells": {"drawing", "kit", "widgets"},
    "pycore.widgets": {"cells", "frames"},
}
"""What a package never imports of its own project."""
PYTHON = sorted(
    path for folder in ("builder", "pycore", "tests") for path in (ROOT / folder).rglob("*.py")
)
SCRIPTS = sorted((ROOT / "builder").rglob("*.js")) + sorted((ROOT / "builder").rglob("*.mjs"))
STYLES = sorted((ROOT / "builder").rglob("*.css"))


def name_of(path: Path) -> str:
    """builder/model/source.py gives "builder.model.source"; a package, its folder's name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


MODULES = {name_of(path): path for path in PYTHON if path.parts[len(ROOT.parts)] != "tests"}


def imports(module: str) -> Iterator[str]:
    """The full names of what a module imports, wherever in it: modules, or names in them."""
    yield from imported(tree(MODULES[module]))


def imported(part: ast.AST) -> Iterator[str]:
    """The same of a part of a module."""
    for node in ast.walk(part):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules_of(name: str) -> set[str]:
    """The project's modules that an import of the name is about; a package's own one counts too."""
    found = name if name in MODULES else name.rpartition(".")[0]
    return {found} & MODULES.keys()


def test_imports_have_no_circles() -> None:
    needs = {
        module: set().union(*(modules_of(name) for name in imports(module))) - {module}
        for module in MODULES
    }
    try:
        list(TopologicalSorter(needs).static_order())
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(error.args[1])}")


@pytest.mark.parametrize("package", NEVER_IMPORTS)
def test_packages_never_import_what_they_must_not(package: str) -> None:
    project = package.partition(".")[0]
    found = {
        f"{module} imports {name}"
        for module in MODULES
        if module == package or module.startswith(f"{package}.")
        for name in imports(module)
        if name.split(".")[0] == project and name.split(".")[1] in NEVER_IMPORTS[package]
    }
    assert found == set()


def test_every_package_has_a_row() -> None:
    folders = (ROOT / "builder", ROOT / "pycore")
    packages = {name_of(path) for folder in folders for path in folder.glob("*/__init__.py")}
    assert packages == NEVER_IMPORTS.keys()


def test_nothing_but_the_command_line_imports_the_command_line() -> None:
    assert [module for module in MODULES if "builder.__main__" in imports(module)] == []


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("pycore")])
def test_pycore_imports_only_itself_and_the_standard_library(module: str) -> None:
    """And NumPy, inside the functions that need it: most pages have none."""
    roots = {name.partition(".")[0] for name in imports(module)}
    assert roots - sys.stdlib_module_names <= {"pycore", "numpy"}
    top = (node for node in tree(MODULES[module]).body if not isinstance(node, ast.FunctionDef))
    assert "numpy" not in {name.partition(".")[0] for node in top for name in imported(node)}


def test_one_module_starts_processes() -> None:
    """And the one that runs code of lessons, where a process cannot be copied."""
    starters = {module for module in MODULES if "subprocess" in imports(module)}
    assert starters == {"builder.processes", "builder.checking.code_runner"}


@pytest.mark.parametrize("package", DOORS)
def test_one_door_to_each_foreign_package(package: str) -> None:
    importers = {
        module
        for module in MODULES
        if any(name.partition(".")[0] == package for name in imports(module))
    }
    assert importers <= DOORS[package]


def test_every_foreign_package_has_a_door() -> None:
    foreign = {
        root
        for module in MODULES
        for name in imports(module)
        if (root := name.partition(".")[0]) not in {"builder", "pycore", *sys.stdlib_module_names}
    }
    assert foreign == set(DOORS)


@pytest.mark.parametrize(
    "path", [*PYTHON, *SCRIPTS, *STYLES], ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_file_is_too_long(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST_FILE


def test_no_function_is_too_long() -> None:
    long = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": length
        for path in PYTHON
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}
