"""The program, once more in another folder."""

import os
import shutil
from pathlib import Path

from builder.project import ROOT


def copy_program(folder: Path) -> Path:
    """A copy with all that a build needs, and nothing in its cache."""
    for name in ("builder", "pycore", "LICENSE"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    shutil.copytree(ROOT / "node_modules", folder / "node_modules", copy_function=link_or_copy)
    return folder


def link_or_copy(source: str, target: str) -> None:
    """The same file once more; a copy where the folders lie on two file systems."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy(source, target)
