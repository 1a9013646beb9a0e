"""What a text points to."""

from dataclasses import dataclass

from builder.model.source import Place


@dataclass(frozen=True)
class Reference:
    """Something that a text points to."""

    kind: str
    """formula, displayed ("$$", which opens none), term, link, image or file (of an HTML tag)."""
    target: str
    """LaTeX, a term's name, or an address."""
    place: Place
    """Where it stands."""
    label: str = ""
    """The words that are linked, or the description of the image."""
