"""The course, or a part of it, as one file to hand out."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from builder.build import make_site, read_course, write_site
from builder.exports.scorm import make_package
from builder.exports.single_file import make_single
from builder.model.course import Course, Lesson, Section
from builder.model.source import Problem, allowed_names, errors
from builder.output.manifest import NAME


@dataclass(frozen=True)
class Chosen:
    """What goes into the file."""

    course: Course
    """All that there is."""
    section: Section | None = None
    """The section, where one was named or holds the lesson that was."""
    lesson: Lesson | None = None
    """The lesson, where one was named."""


@dataclass(frozen=True)
class Format:
    """A kind of file."""

    ending: str
    """Of its name. Another name is refused, so that nothing else is overwritten by mistake."""
    packs: tuple[str, ...]
    """Of "lesson" and "section", one of which has to be named; the whole course where empty."""
    make: Callable[[Path, Chosen], bytes]
    """Makes the file from the folder of the built site."""


class ExportError(Exception):
    """A wrong use of the command, in one sentence."""


def export(name: str, content: Path, out: Path, lesson: str, section: str) -> list[Problem]:
    """The file, written beside the old one and put in its place; what is wrong with the content."""
    kind = FORMATS[name]
    check_out(out, kind.ending)
    check_choice(name, kind, {"lesson": lesson, "section": section})
    course, notation, problems = read_course(content)
    if errors(problems) or not course or not notation:
        return problems
    chosen = choose(course, lesson, section)
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        write_site(make_site(course, notation, content), site)
        write_out(out, kind.make(site, chosen))
    return problems


def check_out(out: Path, ending: str) -> None:
    """Refuses a name that the file cannot have."""
    if out.is_dir():
        raise ExportError(f"'{out}' is a folder, and the export is a file: name one in it")
    if out.suffix != ending:
        raise ExportError(f"'{out}' cannot be the name of the export (allowed: *{ending})")


def check_choice(name: str, kind: Format, given: dict[str, str]) -> None:
    """Refuses what the format does not pack."""
    named = [part for part, slug in given.items() if slug]
    wanted = " or ".join(f"--{part}" for part in kind.packs)
    if not kind.packs and named:
        raise ExportError(f"'export {name}' packs the whole course, and takes no --{named[0]}")
    if len(named) > 1 and len(kind.packs) > 1:
        raise ExportError(f"'export {name}' takes {wanted}, not both")
    if kind.packs and not set(named) <= set(kind.packs):
        raise ExportError(f"'export {name}' takes {wanted}, and no --{named[-1]}")
    if kind.packs and not named:
        raise ExportError(f"'export {name}' has to be told what to pack: add {wanted}")


def choose(course: Course, lesson: str, section: str) -> Chosen:
    """What was named, found in the course."""
    sections = {each.slug: each for each in course.sections}
    lessons = {each.slug: (home, each) for home in course.sections for each in home.lessons}
    if lesson and lesson not in lessons:
        raise ExportError(f"there is no lesson '{lesson}'{allowed_names(lessons, lesson)}")
    if section and section not in sections:
        raise ExportError(f"there is no section '{section}'{allowed_names(sections, section)}")
    if lesson:
        return Chosen(course, *lessons[lesson])
    return Chosen(course, sections[section] if section else None)


def make_zip(site: Path, _: Chosen | None = None) -> bytes:
    """The whole site: unpacked, it opens from a disk, and a server can show it too."""
    return packed({path.relative_to(site).as_posix(): path.read_bytes() for path in files_of(site)})


def make_scorm(version: str, site: Path, chosen: Chosen) -> bytes:
    """A package of the lesson for LMSs of that version of SCORM; of a section, a zip of packages.

    Of a package of several, Moodle tracks only the first (2004), or its grade is full after one.
    """
    section = chosen.section
    assert section
    if not section.lessons:
        raise ExportError(f"there is no lesson yet in the section '{section.slug}'")

    def package(lesson: Lesson) -> bytes:
        return packed(
            make_package(version, site, chosen.course.address, section.title.text, lesson.url)
        )

    if chosen.lesson:
        return package(chosen.lesson)
    return packed({f"{lesson.slug}.zip": package(lesson) for lesson in section.lessons})


def make_html(site: Path, chosen: Chosen) -> bytes:
    """The lesson's page with all that it needs inside."""
    assert chosen.section
    assert chosen.lesson
    return make_single(site, chosen.lesson.url, chosen.course.address)


def files_of(folder: Path) -> list[Path]:
    """All files of a site, in order, but for the list that builds keep."""
    return sorted(each for each in folder.rglob("*") if each.is_file() and each.name != NAME)


def packed(files: dict[str, bytes]) -> bytes:
    """A zip of the files under these names: the same bytes for the same files."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files.items():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return made.getvalue()


def write_out(out: Path, data: bytes) -> None:
    """The file in place of the old one, which stays where that fails."""
    scratch = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        scratch.write_bytes(data)
        scratch.replace(out)
    except OSError as error:
        raise ExportError(f"'{out}' cannot be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            scratch.unlink()


FORMATS = {
    "zip": Format(".zip", (), make_zip),
    "scorm12": Format(".zip", ("lesson", "section"), partial(make_scorm, "1.2")),
    "scorm2004": Format(".zip", ("lesson", "section"), partial(make_scorm, "2004")),
    "html": Format(".html", ("lesson",), make_html),
}
"""By the name in the command."""
