"""The command. Of the installed tool, `builder` and `pycore` lie in this folder."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Runs the command; the exit status."""
    if (HERE / "builder").is_dir():
        sys.path.insert(0, str(HERE))
    from builder.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(main())
