"""`lessonwright serve`: builds, shows, and builds again with each save."""

import sys
import traceback
import webbrowser
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from threading import Event, Thread

from watchfiles import watch

from builder.model.source import Place, Problem, errors
from builder.preview.server import open_server
from builder.preview.state import Preview
from builder.project import ToolError

STEP = 50
"""Milliseconds without a change after which a save is over: many files at once are one build."""
LOOK_AGAIN = 1000
"""Milliseconds after which the content is compared though no change was reported."""

type Build = Callable[[], Sequence[Problem]]


def serve(site: Path, content: Path, build: Build, port: int | None, opens: bool) -> None:
    """Serves the site until Ctrl-C. The first build may fail: the browser shows what to mend.

    Raises PortError where no port can be had.
    """
    preview = Preview(site)
    with open_server(preview, port) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        Thread(target=server.serve_forever, daemon=True).start()
        print(f"The site is at {address} (stop with Ctrl-C)", flush=True)
        try:
            if opens:
                webbrowser.open(address)
            follow(content, lambda: preview.report(built(build)))
        except KeyboardInterrupt:
            print()
        finally:
            preview.end()
            server.shutdown()


def follow(content: Path, build: Callable[[], None]) -> None:
    """Builds, and builds again whenever a file of the content is another one, until interrupted.

    The watcher only wakes this up: what has changed is seen by comparing.
    """
    seen = None
    while True:
        watched = identity(content)
        over = Event()
        changes = watch(
            content if watched else content.parent,
            step=STEP,
            recursive=bool(watched),
            rust_timeout=LOOK_AGAIN,
            yield_on_timeout=True,
            stop_event=over,
        )
        for _ in chain([()], changes):
            if (now := files_of(content)) != seen:
                seen = now
                build()
            if identity(content) != watched:  # another folder in its place, or none
                over.set()


def files_of(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Each file of a folder: when it was written, how long it is, and by what it is known."""
    found: dict[str, tuple[int, int, int]] = {}
    for path in folder.rglob("*"):
        with suppress(OSError):  # gone meanwhile
            stat = path.stat()
            found[str(path)] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


def identity(folder: Path) -> tuple[int, int] | None:
    """By what a folder is known from another one at its place; None where there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def built(build: Build) -> Sequence[Problem]:
    """The problems of a build. A fault of our own is one of them: it must not end the preview."""
    try:
        problems = build()
    except ToolError as error:
        print(f"lessonwright: {error}", file=sys.stderr, flush=True)
        return [Problem(Place("lessonwright", 1), str(error))]
    except Exception as error:
        traceback.print_exc()
        fault = f"the build failed: {type(error).__name__}: {error}"
        return [Problem(Place("lessonwright", 1), fault)]
    for problem in problems:
        print(problem, file=sys.stderr, flush=True)
    stop = errors(problems)
    print(f"{count_of(stop)}; the last site stays" if stop else "The site is built", flush=True)
    return problems


def count_of(problems: Sequence[Problem]) -> str:
    """How many there are, in words."""
    return "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
