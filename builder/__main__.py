"""The command line."""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from builder.build import build, read_course
from builder.exports.formats import FORMATS, ExportError, export
from builder.model.source import Problem
from builder.output.manifest import NAME, read_manifest
from builder.output.replacement import OutputError
from builder.preview.serve import serve
from builder.preview.server import PortError
from builder.pyodide.wheels import PackageError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; 0 done, 1 problems in the content or a missing part, 2 wrong use."""
    parser = argparse.ArgumentParser("lessonwright", description="Lessons whose mathematics runs.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("--content", type=Path, default=Path("content"), metavar="DIR")
        if name == "export":
            command.add_argument("format", choices=FORMATS)
            command.add_argument("--out", type=Path, required=True, metavar="FILE")
            command.add_argument("--lesson", default="", metavar="SLUG")
            command.add_argument("--section", default="", metavar="SLUG")
        elif name != "check":
            command.add_argument("--out", type=Path, default=Path("site"), metavar="DIR")
        if name == "serve":
            command.add_argument("--port", type=int, metavar="NUMBER")
            command.add_argument(
                "--open", action=argparse.BooleanOptionalAction, default=sys.stdout.isatty()
            )
    chosen = parser.parse_args(arguments)
    if not chosen.content.is_dir():
        return refuse(f"there is no folder '{chosen.content}' to read lessons from")
    if chosen.command == "check":
        return report(read_course(chosen.content)[2])
    try:
        return make(chosen)
    except (ExportError, PortError) as error:
        return refuse(str(error))
    except (OutputError, PackageError) as error:
        return refuse(str(error), 1)


COMMANDS = {
    "build": "Turn the content into a site; with problems, the old site stays.",
    "check": "Find the problems that a build would find, and write nothing.",
    "serve": "Build the site, show it in the browser, and follow every save.",
    "export": "Build the site and pack it, or a part of it, into one file to hand out.",
}


def make(chosen: argparse.Namespace) -> int:
    """Builds, exports or serves; the exit status."""
    started = time.monotonic()
    if chosen.command == "export":
        named = (chosen.lesson, chosen.section)
        status = report(export(chosen.format, chosen.content, chosen.out, *named))
    elif why_not := refused_out(chosen.out, chosen.content):
        return refuse(why_not)
    elif chosen.command == "serve":
        site, content = chosen.out.resolve(), chosen.content
        serve(site, content, lambda: build(content, site), chosen.port, chosen.open)
        return 0
    else:
        status = report(build(chosen.content, chosen.out))
    if status == 0:
        say(f"{chosen.out} is built ({time.monotonic() - started:.1f} s)")
    return status


def refused_out(out: Path, content: Path) -> str:
    """Why a folder must not be replaced by the site; empty where it may be."""
    if out.resolve() in (content.resolve(), *content.resolve().parents):
        return f"the site cannot take the place of '{out}', which holds the content"
    if out.exists() and not out.is_dir():
        return f"the site cannot take the place of '{out}', which is a file"
    if out.resolve() == Path.home().resolve():
        return f"the site cannot take the place of '{out}', which is your home folder"
    if out.is_dir() and any(out.iterdir()) and read_manifest(out) is None:
        told = f"the site cannot take the place of '{out}', which holds something else"
        return f"{told} (allowed: an empty folder, or a site with its {NAME})"
    return ""


def refuse(why: str, status: int = 2) -> int:
    """Says why nothing was built, by default a wrong use of the command; the exit status."""
    print(f"lessonwright: {why}", file=sys.stderr)
    return status


def report(problems: list[Problem]) -> int:
    """Prints the problems, a line each; the exit status that they give."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def say(message: str) -> None:
    """Progress: for people at a terminal, not for pipes."""
    if sys.stdout.isatty():
        print(message)


if __name__ == "__main__":
    sys.exit(main())
