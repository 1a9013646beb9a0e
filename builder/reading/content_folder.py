"""The folder that an author writes in."""

import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path

from builder.model.source import ContentError, Fields, Notes, Place, Text
from builder.reading.yaml_fields import read_fields

REFUSED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\ud800-\udfff\ue000-\ue00f]")
"""Characters that nobody types: our marks and Markdown's, halves, ends of lines to YAML alone."""

TAKEN = ("assets", "runtime", "embed")
"""Folders of the site's own."""
MOST_BYTES = {".md": 2**18, ".yaml": 2**20}
"""Of files of texts: ten long lessons, a glossary of five thousand terms."""


@dataclass(frozen=True)
class Content:
    """The folder that is being read, and what was found wrong in it so far."""

    folder: Path
    """The author's folder."""
    notes: Notes = field(default_factory=Notes)
    """Grows as files are read."""
    listed: dict[str, Place] = field(default_factory=dict)
    """Where course.yaml names each lesson's file; grows too."""

    def place(self, name: str) -> Place:
        """The first line of a file of the folder, as the author would name it."""
        path = os.path.relpath(self.folder / name)
        outside = path.startswith("..")
        return Place(Path(self.folder / name if outside else path).as_posix(), 1)

    def read(self, name: str) -> Text:
        """The text of a file; ContentError where there is none, or none that can be used."""
        place = self.place(name)
        self.check_file(self.folder / name, place)
        try:
            text = (self.folder / name).read_text("utf-8-sig")
        except FileNotFoundError:
            raise ContentError(place, "this file is missing") from None
        except OSError as error:
            raise ContentError(place, f"this file cannot be read: {error.strerror}") from None
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start)
            told = f"the file is not UTF-8 (the byte 0x{error.object[error.start]:02x} is not)"
            raise ContentError(place.down(line), told) from None
        if found := REFUSED.search(text):
            told = f"the character U+{ord(found[0]):04X} cannot be used"
            raise ContentError(place.down(text.count("\n", 0, found.start())), told)
        return Text(text, place)

    def check_file(self, path: Path, place: Place) -> None:
        """ContentError for what would not be read to its end, or lies elsewhere."""
        try:
            found = path.stat()
        except OSError:
            return  # reading says why
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise ContentError(place, "this file is a link that leads out of the content")
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise ContentError(place, "this is no file, but a device or a pipe")
        if found.st_size > (most := MOST_BYTES[path.suffix]):
            told = f"this file has {found.st_size} bytes (allowed: up to {most})"
            raise ContentError(place, told)

    def fields(self, name: str) -> Fields:
        """The YAML of a file."""
        return read_fields(self.read(name), self.place(name))

    def optional_fields(self, name: str) -> Fields:
        """The YAML of a file that may be missing, empty, or hold comments only."""
        place = self.place(name)
        text = self.read(name) if (self.folder / name).exists() else Text("", place)
        lines = (line.strip() for line in text.text.splitlines())
        if all(not line or line.startswith("#") for line in lines):
            return Fields({}, {}, place)
        return read_fields(text, place)
