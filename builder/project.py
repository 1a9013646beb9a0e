"""Where the project's own files are, and the Node that runs its tools."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NODE_MODULES = ROOT / "node_modules"


def find_node() -> str:
    """The Node of the virtual environment, where set-up had to bring one; else the machine's."""
    own = Path(sys.executable).parent / "node"
    found = str(own) if own.exists() else shutil.which("node")
    if not found:
        raise FileNotFoundError("Node is missing: 'make site' installs it")
    return found
