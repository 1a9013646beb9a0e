"""Fonts cut down to the characters that the site shows. The only module that imports fontTools."""

import os
from hashlib import sha256
from io import BytesIO

from fontTools.subset import Options, Subsetter, load_font, save_font

from builder.project import ROOT


def cut_font(font: bytes, characters: str) -> bytes:
    """A WOFF2 font with the given characters alone; kept until either changes.

    Hints are left out: they are half of a font, for screens that few readers still have.
    """
    wanted = "".join(sorted(set(characters)))
    mark = sha256(font + wanted.encode()).hexdigest()[:20]
    kept = ROOT / ".cache" / "fonts" / f"{mark}.woff2"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        scratch = kept.with_suffix(f".{os.getpid()}")
        scratch.write_bytes(_cut(font, wanted))
        scratch.rename(kept)
    return kept.read_bytes()


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
