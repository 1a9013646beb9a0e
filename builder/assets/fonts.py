"""Fonts cut down to the characters that the site shows. The only module that imports fontTools."""

from io import BytesIO

from fontTools.subset import Options, Subsetter, load_font, save_font

from builder.pyodide.stdlib import keep


def cut_font(font: bytes, characters: str) -> bytes:
    """A WOFF2 font with the given characters alone; kept until either changes.

    Hints are left out: they are half of a font, for screens that few readers still have.
    """
    wanted = "".join(sorted(set(characters)))
    return keep("font", [font, wanted.encode()], lambda: _cut(font, wanted))


def _cut(font: bytes, characters: str) -> bytes:
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
