"""What the command line takes."""

import argparse
import sys
from importlib.metadata import version
from pathlib import Path

from builder.exports.formats import FORMATS

EXAMPLES = """\
examples:
  lessonwright new my-course             a course to begin with
  lessonwright serve my-course           shows it in the browser, and follows every save
  lessonwright build my-course           content/ → site/
  lessonwright export scorm12 --lesson SLUG --out lesson.zip
"""
ABOUT = {
    "new": "Begin a course, or add a lesson or a section to the one around this folder.",
    "build": "Turn the content into a site; with problems, the old site stays.",
    "check": "Find the problems that a build would find, and write nothing.",
    "serve": "Build the site, show it in the browser, and follow every save.",
    "export": "Build the site and pack it, or a part of it, into one file to hand out.",
}


def make_parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    parser = argparse.ArgumentParser(
        "lessonwright",
        description="Lessons whose mathematics runs.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"%(prog)s {version('lessonwright')}"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for name, about in ABOUT.items():
        command = commands.add_parser(name, help=about, description=about)
        if name == "new":
            add_new(command)
        else:
            add_course(command, name)
        if name == "export":
            add_export(command)
        if name == "serve":
            add_serve(command)
    return parser


def add_new(command: argparse.ArgumentParser) -> None:
    """The arguments of `new`."""
    command.usage = "lessonwright new DIR | new lesson TITLE | new section TITLE"
    command.add_argument("what", metavar="DIR", help="the folder of a new course")
    command.add_argument("title", nargs="?", help="of a new lesson or section")


def add_course(command: argparse.ArgumentParser, name: str) -> None:
    """Which course, and where the result goes."""
    if name == "export":
        command.add_argument("format", choices=FORMATS)
    command.add_argument(
        "course",
        nargs="?",
        type=Path,
        metavar="COURSE",
        help="its folder; the one around the working folder if left out",
    )
    command.add_argument("--content", type=Path, metavar="DIR", help="the folder of its lessons")
    if name in ("build", "serve"):
        told = "where the site goes; 'site' in the course's folder if left out"
        command.add_argument("--out", type=Path, metavar="DIR", help=told)
    if name in ("build", "check"):
        add_strict(command)


def add_strict(command: argparse.ArgumentParser) -> None:
    """Whether warnings count."""
    command.add_argument(
        "--strict",
        action=argparse.BooleanOptionalAction,
        help="treat warnings as errors; the default where CI is set",
    )


def add_export(command: argparse.ArgumentParser) -> None:
    """The arguments of `export`."""
    command.add_argument("--out", type=Path, required=True, metavar="FILE")
    command.add_argument("--lesson", default="", metavar="SLUG")
    command.add_argument("--section", default="", metavar="SLUG")


def add_serve(command: argparse.ArgumentParser) -> None:
    """The arguments of `serve`."""
    told = "8000, or the next that is free, if left out"
    command.add_argument("--port", type=int, metavar="NUMBER", help=told)
    command.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        default=sys.stdout.isatty(),
        help="whether the browser is opened",
    )
