"""The command line."""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from builder.arguments import make_parser
from builder.build import build, read_course
from builder.course_folder import CourseError, find_content
from builder.exports.formats import ExportError, export
from builder.model.source import Problem, errors
from builder.new_course import new_course, new_lesson, new_section
from builder.output.manifest import NAME, read_manifest
from builder.preview.serve import serve
from builder.preview.server import PortError
from builder.project import ToolError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command; 0 done, 1 problems in the content or a missing part, 2 wrong use."""
    chosen = make_parser().parse_args(arguments)
    try:
        return COMMANDS[chosen.command](chosen)
    except (CourseError, ExportError, PortError) as error:
        return refuse(str(error))
    except ToolError as error:
        return refuse(str(error), 1)


def run_new(chosen: argparse.Namespace) -> int:
    """Writes a new course, lesson or section, and says what."""
    if chosen.title is None:
        folder = Path(chosen.what)
        new_course(folder)
        print(f"{folder} holds a course: 'lessonwright serve {folder}' shows it")
        return 0
    makers = {"lesson": new_lesson, "section": new_section}
    if chosen.what not in makers:
        return refuse(f"'{chosen.what}' cannot be added (allowed: lesson, section)")
    print(f"{makers[chosen.what](find_content(None), chosen.title)} is written and listed")
    return 0


def run_build(chosen: argparse.Namespace) -> int:
    """Builds the site."""
    started = time.monotonic()
    content = content_of(chosen)
    out = out_of(chosen, content)
    if why_not := refused_out(out, content):
        return refuse(why_not)
    status = report(build(content, out, strict=is_strict(chosen)), is_strict(chosen))
    if status == 0:
        say(f"{out} is built ({time.monotonic() - started:.1f} s)")
    return status


def run_check(chosen: argparse.Namespace) -> int:
    """Finds the problems."""
    return report(read_course(content_of(chosen))[2], is_strict(chosen))


def run_serve(chosen: argparse.Namespace) -> int:
    """Shows the site until Ctrl-C."""
    content = content_of(chosen)
    out = out_of(chosen, content).resolve()
    if why_not := refused_out(out, content):
        return refuse(why_not)
    serve(out, content, lambda: build(content, out, drafts=True), chosen.port, chosen.open)
    return 0


def run_export(chosen: argparse.Namespace) -> int:
    """Builds, and packs one file."""
    started = time.monotonic()
    content = content_of(chosen)
    status = report(export(chosen.format, content, chosen.out, chosen.lesson, chosen.section))
    if status == 0:
        say(f"{chosen.out} is written ({time.monotonic() - started:.1f} s)")
    return status


COMMANDS = {
    "new": run_new,
    "build": run_build,
    "check": run_check,
    "serve": run_serve,
    "export": run_export,
}


def content_of(chosen: argparse.Namespace) -> Path:
    """The folder that is named, or that of the course."""
    if not chosen.content:
        return find_content(chosen.course)
    content: Path = chosen.content
    if not content.is_dir():
        raise CourseError(f"there is no folder '{content}' to read lessons from")
    return content


def out_of(chosen: argparse.Namespace, content: Path) -> Path:
    """The folder that is named, or one beside the content; a preview's holds drafts too."""
    named: Path | None = chosen.out
    beside = Path() if chosen.content else content.parent
    return named or beside / {"build": "site", "serve": ".preview"}[chosen.command]


def is_strict(chosen: argparse.Namespace) -> bool:
    """Whether warnings are errors."""
    named: bool | None = chosen.strict
    return bool(os.environ.get("CI")) if named is None else named


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


def report(problems: list[Problem], strict: bool = False) -> int:
    """Prints the problems, a line each; the exit status that they give."""
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if errors(problems, strict) else 0


def say(message: str) -> None:
    """Progress: for people at a terminal, not for pipes."""
    if sys.stdout.isatty():
        print(message)


if __name__ == "__main__":
    sys.exit(main())
