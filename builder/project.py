"""Where the project's own files are, and the Node that runs its tools."""

import shutil
import sys
from pathlib import Path

from platformdirs import user_cache_path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"
PREBUILT = ROOT / "prebuilt"
"""What the installed tool has in place of Node and of the packages for it; no clone has it."""
CACHE = user_cache_path("lessonwright", False) if PREBUILT.exists() else ROOT / ".cache"
"""Where results are kept."""


class ToolError(Exception):
    """A tool that is missing or fails: what is wrong, in one sentence."""


def find_node() -> str:
    """The Node of the virtual environment, where set-up had to bring one; else the machine's."""
    return find_tool("node")


def find_npm() -> str:
    """The npm of the same Node."""
    return find_tool("npm")


def find_tool(name: str) -> str:
    """A command of Node's."""
    own = Path(sys.executable).parent / name
    found = str(own) if own.exists() else shutil.which(name)
    if not found:
        raise ToolError(f"{name} is missing: 'make site' installs Node")
    return found
