"""`lessonwright new`: a course to begin with, and one more section or lesson of it."""

import re
import unicodedata
from importlib.metadata import version
from pathlib import Path

import yaml

from builder.course_folder import LISTING, CourseError

STARTER = Path(__file__).with_name("starter")
PLACES = {"gitignore": ".gitignore", "github/pages.yml": ".github/workflows/pages.yml"}
"""Where files of the starter go whose names would mean something here."""
LESSON = """\
---
title: {title}
heading: {title}
summary: What this lesson teaches, in a sentence.
---

## A first part

Write here.
"""
SECTION = """\
{indent}- title: {title}
{indent}  slug: {slug}
{indent}  summary: What this section teaches, in a sentence.
{indent}  lessons:
{indent}    - {lesson}
"""


def new_course(folder: Path) -> list[Path]:
    """Writes a course that builds into a folder that holds nothing; the files that it wrote."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        told = f"'{folder}' holds something already (allowed: a new folder, or an empty one)"
        raise CourseError(told)
    written = []
    for source in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        name = source.relative_to(STARTER).as_posix()
        text = source.read_text("utf-8").replace("{version}", version("lessonwright"))
        written.append(write_new(folder / PLACES.get(name, name), text))
    return written


def new_lesson(content: Path, title: str) -> Path:
    """Adds a lesson at the end of the course; its file."""
    listing = Listing(content)
    *_, section = listing.sections()
    slug = child(section, "slug")
    lessons = child(section, "lessons")
    if not isinstance(slug, yaml.ScalarNode) or not isinstance(lessons, yaml.SequenceNode):
        raise CourseError(f"the last section of {listing.path} has no slug or no list of lessons")
    folder = content / slug.value
    name = lesson_name(folder, title)
    text = listing.with_item(lessons, name)
    path = write_new(folder / f"{name}.md", LESSON.format(title=as_scalar(title)))
    listing.replace(text)
    return path


def new_section(content: Path, title: str) -> Path:
    """Adds a section with a first lesson at the end of the course; the lesson's file."""
    listing = Listing(content)
    slug = slug_of(title)
    taken = {str(getattr(child(each, "slug"), "value", "")) for each in listing.sections()}
    if slug in taken:
        raise CourseError(f"there is a section '{slug}' already (allowed: another title)")
    name = lesson_name(content / slug, title)
    text = listing.with_section(as_scalar(title), slug, name)
    path = write_new(content / slug / f"{name}.md", LESSON.format(title=as_scalar(title)))
    listing.replace(text)
    return path


class Listing:
    """course.yaml as its author wrote it: additions leave the rest as it is."""

    def __init__(self, content: Path) -> None:
        self.path = content / LISTING
        try:
            self.text = self.path.read_text("utf-8")
            self.root = yaml.compose(self.text)
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise CourseError(f"{self.path} cannot be read: {error}".splitlines()[0]) from None

    def sections(self) -> list[yaml.Node]:
        """The sections, as YAML has them."""
        found = child(self.root, "sections")
        if not isinstance(found, yaml.SequenceNode) or not found.value:
            raise CourseError(f"{self.path} lists no sections")
        return list(found.value)

    def with_item(self, items: yaml.SequenceNode, name: str) -> str:
        """The text with one more entry in a list."""
        if items.flow_style:
            end = items.end_mark.index - 1
            head = self.text[:end].rstrip()
            comma = ", " if items.value else ""
            return f"{head}{comma}{name}{self.text[end:]}"
        last = items.value[-1]
        at = self.end_of(last)
        indent = " " * items.start_mark.column
        return f"{self.text[:at]}{indent}- {name}\n{self.text[at:]}"

    def with_section(self, title: str, slug: str, lesson: str) -> str:
        """The text with one more section."""
        found = child(self.root, "sections")
        assert isinstance(found, yaml.SequenceNode)
        if found.flow_style:
            told = f"the sections of {self.path} stand in brackets"
            raise CourseError(f"{told} (allowed: a list of lines that begin with '-')")
        at = self.end_of(self.sections()[-1])
        indent = " " * found.start_mark.column
        section = SECTION.format(indent=indent, title=title, slug=slug, lesson=lesson)
        return f"{self.text[:at]}{section}{self.text[at:]}"

    def end_of(self, node: yaml.Node) -> int:
        """The beginning of the line behind a node's last word."""
        while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            node = last[1] if isinstance(last, tuple) else last
        end = self.text.find("\n", node.end_mark.index)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            end = len(self.text[: node.end_mark.index].rstrip())
        if end < 0:
            self.text += "\n"
            end = len(self.text) - 1
        return end + 1

    def replace(self, text: str) -> None:
        """Writes the text, which must be YAML."""
        yaml.compose(text)
        self.path.write_text(text, "utf-8", newline="\n")


def child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """What a mapping has under a key."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for name, value in pairs if name.value == key), None)


def slug_of(title: str) -> str:
    """A title as a name in addresses: "Größer & kleiner" gives "grosser-kleiner"."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    slug = "-".join(re.findall("[a-z0-9]+", plain))
    if not slug:
        told = f"the title '{title}' gives no name for a file"
        raise CourseError(f"{told} (allowed: one with some letters a to z or digits)")
    return slug


def lesson_name(folder: Path, title: str) -> str:
    """The name of a new lesson's file: the next number and the title."""
    slug, names = slug_of(title), [path.stem for path in folder.glob("*.md")]
    numbers = [int(found[0]) for name in names if (found := re.match("[0-9]+", name))]
    if slug in (name.partition("-")[2] for name in names):
        told = f"there is a lesson '{slug}' in {folder} already"
        raise CourseError(f"{told} (allowed: another title)")
    return f"{max(numbers, default=0) + 1:02d}-{slug}"


def as_scalar(title: str) -> str:
    """A title as YAML writes it in one line."""
    text: str = yaml.safe_dump(title, allow_unicode=True, width=10**6)
    return text.removesuffix("...\n").strip()


def write_new(path: Path, text: str) -> Path:
    """Writes a file that was not there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise CourseError(f"'{path}' cannot be written: {error.strerror}") from None
    return path
