"""What the control "Share" hands out: a lesson, or a block of one, for other pages."""

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Share:
    """A lesson, or a block of one, as others get it."""

    title: str
    """Of the frame."""
    url: str
    """Of the page that a frame shows, relative to the site's root."""
    link: str
    """Where it stands in its lesson, relative to the site's root."""
    height: int
    """Of the frame, in pixels, where nobody adapts it."""
    needs: frozenset[str]
    """Python packages that the page's widgets need."""
    code: frozenset[str] | None
    """Python packages that its cells import; None where readers have no code to change."""
    has_states: bool = False
    """Whether it is a widget: an address may name a state of it (js/address.js)."""

    def frame(self, root: str, state: str = "") -> str:
        """The HTML of a frame that shows it; the root is an address with a slash at its end.

        A state is what follows the page's address, such as "#descent?rate=0.8".
        """
        query = "" if self.url.startswith("embed/") else "?embed"
        named = f'title="{escape(self.title)}" width="100%" height="{self.height}"'
        return (
            f'<iframe src="{root}{self.url}{query}{state}" {named} style="border:0" loading="lazy">'
            "</iframe>"
        )

    @property
    def oembed(self) -> str:
        """Where its description for oEmbed lies, relative to the site's root."""
        return self.url.removesuffix(".html") + ".oembed.json"
