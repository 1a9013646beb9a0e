"""Kind of block "figure": an image with its description, a caption, and whose it is."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Self

from builder.model.inputs import Input, read_input
from builder.model.source import ContentError, Text
from builder.reading.block import Block, Draft, File
from builder.reading.images import ENDINGS, Size, image_size
from builder.reading.references import references

WIDEST = 2000


@dataclass(frozen=True)
class FigureBlock(Block):
    """A figure."""

    file: File
    """The image."""
    dark: File | None
    """The image for dark colours, if it differs."""
    alt: str
    """What the image shows, in words."""
    caption: Text | None
    """What to see in it, if said."""
    credit: Text | None
    """Who made it."""
    licence: Text | None
    """What others may do with it."""
    size: Size | None
    """How large it is shown, where there is room; None where the file is missing."""
    read: tuple[Input, ...]
    """The files that the size is known from."""

    OWNER = "a figure"
    KEYS = ("file", "dark", "alt", "caption", "credit", "licence", "width")
    SECONDS = 15

    @classmethod
    def parse(cls, draft: Draft) -> Self:
        """The figure."""
        file = read_file(draft, "file")
        dark = read_file(draft, "dark") if "dark" in draft.fields.values else None
        size, read = read_size(draft, file)
        if dark:
            dark_size, dark_read = read_size(draft, dark)
            read += dark_read
            if size and dark_size and not dark_size.is_like(size):
                told = f"the dark image is {dark_size} pixels, and the other {size}"
                draft.note(dark.place, f"{told} (allowed: the same shape)")
        width = read_width(draft.optional("width"))
        return cls(
            id=draft.id(),
            place=draft.place,
            file=file,
            dark=dark,
            alt=read_alt(draft, file),
            caption=draft.optional("caption"),
            credit=draft.optional("credit"),
            licence=draft.optional("licence"),
            size=size.scaled(width) if size and width else size,
            read=read,
        )

    def context(self) -> Mapping[str, Any]:
        """The images, with the colours that each is for, and whose they are."""
        images = [("light", self.file), ("dark", self.dark)] if self.dark else [("", self.file)]
        rights = [("Credit", self.credit), ("Licence", self.licence)]
        return {"images": images, "rights": [(name, text) for name, text in rights if text]}

    def inputs(self) -> Iterator[Input]:
        """The images."""
        yield from self.read


def read_file(draft: Draft, key: str) -> File:
    """An image of a type that pages show."""
    file = draft.file(key, "image")
    if "//" not in file.target and file.path.suffix.lower() not in ENDINGS:
        told = f"'{file.target}' is no image that all browsers show"
        raise ContentError(file.place, f"{told} (allowed: {', '.join(ENDINGS)})")
    return file


def read_size(draft: Draft, file: File) -> tuple[Size | None, tuple[Input, ...]]:
    """The size of an image, and the file that was read; a missing file is told with the links."""
    found, data = read_input(file.path)
    ending = file.path.suffix.lower()
    size = image_size(data, ending) if found.digest else None
    if found.digest and not size:
        why = " (allowed: an <svg> with width and height in pixels, or with a viewBox)"
        told = f"the image '{file.target}' does not say how large it is, or is none"
        draft.note(file.place, f"{told}{why if ending == '.svg' else ''}")
    return size, (found,)


def read_alt(draft: Draft, file: File) -> str:
    """The description of an image, in one line."""
    told = "for readers who cannot see it (an image that only decorates cannot stand in a figure)"
    if "alt" not in draft.fields.values:
        raise ContentError(draft.place, f"a figure needs 'alt', what the image shows, {told}")
    value = draft.fields.values["alt"]
    if not isinstance(value, Text) or not value.text.strip():
        place = draft.fields.places["alt"]
        raise ContentError(place, f"'alt' must say what the image shows, {told}")
    words = " ".join(value.text.split())
    if words.lower() == PurePosixPath(file.path).name.lower():
        draft.note(value.place, f"'{words}' is the name of the file, and says not what it shows")
    for reference in references(value):
        draft.note(reference.place, f"'alt' holds a {reference.kind} (allowed: words)")
    return words


def read_width(text: Text | None) -> int:
    """How wide the image is shown, in pixels; 0 where its file says it."""
    if text is None:
        return 0
    if not re.fullmatch("[1-9][0-9]{1,3}", text.text.strip()) or int(text.text) > WIDEST:
        told = f"'{text.text}' is no width of a figure (allowed: pixels, 10 to {WIDEST}; the page"
        raise ContentError(text.place, f"{told} shows it no wider than its text)")
    return int(text.text)


BLOCK = FigureBlock
