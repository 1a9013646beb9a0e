"""Images of the content: which ones pages show, and how large they are."""

import re
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

import imagesize

ENDINGS = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
"""Of the names of images that all our browsers show."""
MOST_PIXELS = 100_000
PIXELS = re.compile(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*")
BOX = re.compile(r"[\s,]+")


@dataclass(frozen=True)
class Size:
    """Width and height in pixels."""

    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.width} × {self.height}"

    def scaled(self, width: int) -> "Size":
        """The same shape, so wide."""
        return Size(width, max(1, round(self.height * width / self.width)))

    def is_like(self, other: "Size") -> bool:
        """Whether the other has the same shape, but for a pixel."""
        return abs(self.scaled(other.width).height - other.height) <= 1


def image_size(data: bytes, ending: str) -> Size | None:
    """The size of an image as browsers show it; None where the file says none, or is no image."""
    width, height = svg_size(data) if ending == ".svg" else imagesize.get(BytesIO(data))
    if not 0.5 <= min(width, height) <= max(width, height) <= MOST_PIXELS:
        return None
    return Size(round(width), round(height))


def svg_size(data: bytes) -> tuple[float, float]:
    """Width and height of an SVG in pixels, or those of its view box; (0, 0) where it has none."""
    try:
        _, root = next(ElementTree.iterparse(BytesIO(data), ["start"]))
    except (ElementTree.ParseError, StopIteration, LookupError, ValueError):
        return 0, 0
    assert isinstance(root, ElementTree.Element)
    given = [PIXELS.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if root.tag.rpartition("}")[2] != "svg":
        return 0, 0
    if given[0] and given[1]:
        return float(given[0][1]), float(given[1][1])
    box = BOX.split(root.get("viewBox", "").strip())
    if len(box) == 4 and all(map(PIXELS.fullmatch, box[2:])):
        return float(box[2].removesuffix("px")), float(box[3].removesuffix("px"))
    return 0, 0
