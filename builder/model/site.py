"""The site: its pages, its other files, and where pages find those."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Page:
    """A page of the site."""

    url: str
    """Relative to the site's root."""
    key: str
    """Another one for whatever else the page could be made from."""
    html: Callable[[], str]
    """Writes it."""


@dataclass(frozen=True)
class Asset:
    """A file of the site that is not a page."""

    url: str
    """Relative to the site's root."""
    data: bytes
    """All of it."""


@dataclass(frozen=True)
class Site:
    """The site."""

    pages: tuple[Page, ...]
    """What readers open."""
    assets: tuple[Asset, ...] = field(repr=False)
    """What pages need."""


@dataclass(frozen=True)
class Bundle:
    """Addresses, relative to the site's root, of what pages load."""

    style: str
    """The style sheet."""
    script: str
    """The page's script."""
    icon: str
    """The icon of the browser's tab."""
    fonts: tuple[str, ...]
    """Fonts to load at once."""
    head: str
    """The script that stands in the head of each page."""
    editor: str
    """The editor of readers' code, loaded when one is opened."""
