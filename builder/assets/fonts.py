"""Fonts cut down to the characters that the site shows. The only module that imports fontTools."""

from io import BytesIO

from fontTools.subset import Options, Subsetter, load_font, save_font

from builder.cache.store import cached


def cut_font(font: bytes, characters: str) -> bytes:
    """A WOFF2 font with the given characters alone.

    Hints are left out: they are half of a font, for screens that few readers still have.
    """
    return cached("font", make_font, font, "".join(sorted(set(characters))))


def make_font(font: bytes, characters: str) -> bytes:
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["*"]
    options.hinting = False
    opened = load_font(BytesIO(font), options)
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(opened)
    made = BytesIO()
    save_font(opened, made, options)
    return made.getvalue()
