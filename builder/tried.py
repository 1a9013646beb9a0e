"""Runs the code of a lesson, in a process of its own: `trial.py` starts it, and may end it.

python -m builder.tried FILE: the runs come as JSON, and what became of each is a line of the file.
"""

import json
import sys
from pathlib import Path

from pycore.cells.notebook import Notebook


def main() -> None:
    """Works the runs off in order, with one notebook for all."""
    notebook = Notebook()
    with Path(sys.argv[1]).open("w", encoding="utf-8") as file:
        for run in json.load(sys.stdin):
            printed: list[str] = []
            checks = []
            if run["tests"] is None:
                error = notebook.run(run["cell"], run["code"], printed.append)
            else:
                error, verdicts = notebook.check(
                    run["cell"], run["code"], run["tests"], printed.append
                )
                checks = [vars(each) for each in verdicts]
            told = {"output": "".join(printed), "error": error and vars(error), "checks": checks}
            print(json.dumps(told), file=file, flush=True)


if __name__ == "__main__":
    main()
