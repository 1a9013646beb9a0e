"""Where a course is: its folder holds `content/`, whose course.yaml lists the lessons."""

from pathlib import Path

LISTING = "course.yaml"


class CourseError(Exception):
    """A course that is not to be found, or cannot be extended; in a sentence."""


def find_content(given: Path | None) -> Path:
    """The content folder of the course that is named, or of the one around the working folder.

    Raises CourseError where there is none.
    """
    if given:
        if not given.is_dir():
            raise CourseError(f"there is no folder '{given}' (allowed: the folder of a course)")
        found = content_of(given)
        if not found:
            told = f"'{given}' is no course (allowed: a folder that holds content/{LISTING})"
            raise CourseError(told)
        return found
    here = Path.cwd()
    for folder in (here, *here.parents):
        if found := content_of(folder):
            return found.relative_to(here) if found.is_relative_to(here) else found
    told = f"there is no content/{LISTING} in this folder or above it"
    raise CourseError(f"{told} (allowed: the folder of a course, or 'lessonwright new my-course')")


def content_of(folder: Path) -> Path | None:
    """The content folder of a course's folder, which may be named itself."""
    for content in (folder / "content", folder):
        if (content / LISTING).is_file():
            return content
    return None
