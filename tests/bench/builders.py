"""The generators of sites whose builds are compared: what each wants, and how it is called.

Each has a folder of its own for a course: `content` in it is read, `out` is written.
"""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.places import HERE, PACKAGES, TREE, VENV, WORK, bench_node, our_command

PRIMED = WORK / "primed"
"""Our cache as the first build of all leaves it, with Python's library in it, compiled."""
MKDOCS_SETTINGS = """\
site_name: A generated course
docs_dir: content
site_dir: out
plugins: []
markdown_extensions: [toc, tables, fenced_code]
"""
OWN_LAYOUT = "theme: {name: null, custom_dir: theme}\n"


@dataclass(frozen=True)
class Builder:
    """One of them."""

    name: str
    prepare: Callable[[Path], None]
    """Adds to the folder what the builder wants, and makes the builder forget all it knew."""
    command: Callable[[Path], Sequence[str | Path]]
    """Builds the course of the folder."""
    place: Path | None = None
    """Where the command runs; None for the folder itself."""


def keep_cache() -> None:
    """Called after the first build of all."""
    shutil.copytree(TREE / ".cache", PRIMED)


def prepare_ours(_: Path) -> None:
    """As if no lesson was ever built; what only a new Pyodide changes, the library, is compiled."""
    shutil.rmtree(TREE / ".cache", ignore_errors=True)
    shutil.copytree(PRIMED, TREE / ".cache")


def build_ours(folder: Path) -> Sequence[str | Path]:
    return our_command(folder / "content", folder / "out")


def prepare_mkdocs(folder: Path) -> None:
    """Without MkDocs' search, since our site has none."""
    (folder / "mkdocs.yml").write_text(MKDOCS_SETTINGS, "utf-8")
    (folder / "content" / "index.md").write_text("# A generated course\n", "utf-8")


def prepare_bare_mkdocs(folder: Path) -> None:
    """One layout for all pages, without the menu of all pages that MkDocs' theme puts into each."""
    prepare_mkdocs(folder)
    shutil.copytree(HERE / "mkdocs", folder / "theme")
    (folder / "mkdocs.yml").write_text(MKDOCS_SETTINGS + OWN_LAYOUT, "utf-8")


def build_mkdocs(_: Path) -> Sequence[str | Path]:
    return (VENV / "bin" / "mkdocs", "build", "--quiet")


def prepare_eleventy(folder: Path) -> None:
    """One layout for all pages."""
    (folder / "content" / "_includes").mkdir()
    shutil.copy2(HERE / "eleventy" / "layout.liquid", folder / "content" / "_includes")
    shutil.copy2(HERE / "eleventy" / "eleventy.config.mjs", folder)


def build_eleventy(_: Path) -> Sequence[str | Path]:
    entry = PACKAGES / "@11ty" / "eleventy" / "cmd.cjs"
    return (bench_node(), entry, "--quiet", "--input=content", "--output=out")


OURS = Builder("lessonwright", prepare_ours, build_ours, TREE)
MKDOCS = Builder("MkDocs", prepare_mkdocs, build_mkdocs)
BARE_MKDOCS = Builder("MkDocs without its menu", prepare_bare_mkdocs, build_mkdocs)
ELEVENTY = Builder("Eleventy", prepare_eleventy, build_eleventy)
BUILDERS = (OURS, MKDOCS, BARE_MKDOCS, ELEVENTY)
