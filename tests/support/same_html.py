"""HTML as a reader sees it: the same where it is only written in another way."""

import re
from html.parser import HTMLParser
from urllib.parse import quote, unquote

VOID = ("br", "hr", "img", "input")
UNSEEN = ("section", "tbody")
"""Elements that browsers put in, or that we put around parts of a lesson."""
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "--", "—": "---", "…": "..."})
"""What smart quotes were typed as."""
COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)
BLOCKS = re.compile(r"/?(?:p|h\d|li|ul|ol|blockquote|pre|hr|table|t[hrd]|thead|tbody|div|dl|dt|dd)")


class Parts(HTMLParser):
    """Tags and texts, in order."""

    def __init__(self, html: str, top: int):
        super().__init__()
        self.parts: list[str] = []
        self.listings = 0
        self.top = top
        self.feed(COMMENT.sub("", html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.listings += tag == "pre"
        if tag in UNSEEN:
            return
        tag = self.named(tag)
        kept = [f"{name}={tidy(name, value or '')}" for name, value in sorted(attrs)]
        self.parts.append(
            f"<{' '.join([tag, *filter(None, (k for k in kept if k[:3] != 'id='))])}>"
        )

    def handle_endtag(self, tag: str) -> None:
        self.listings -= tag == "pre"
        if tag not in (*VOID, *UNSEEN):
            self.parts.append(f"</{self.named(tag)}>")

    def handle_data(self, data: str) -> None:
        words = data if self.listings else re.sub(r"\s+", " ", data.translate(PLAIN))
        if self.parts and self.parts[-1][0] != "<":
            words = self.parts.pop() + words
        self.parts.append(words)

    def named(self, tag: str) -> str:
        return re.sub(r"^h([1-6])$", lambda found: f"h{int(found[1]) - self.top + 1}", tag)


def tidy(name: str, value: str) -> str:
    """An attribute's value."""
    if name in ("href", "src"):
        return quote(unquote(value))
    return value.replace(" ", "").rstrip(";") if name == "style" else value.translate(PLAIN)


def same(html: str, top: int = 1) -> str:
    """The same for HTML that looks the same."""
    parts = Parts(html, top).parts
    text = "".join(parts)
    tag = rf"<{BLOCKS.pattern}(?: [^<>]*)?>"
    return re.sub(rf"\s*({tag})\s*", r"\1", text).strip() if "<pre" not in text else loose(parts)


def loose(parts: list[str]) -> str:
    """The same for HTML with listings, whose spaces count."""
    found, inside = [], False
    for part in parts:
        inside = part == "<pre>" or (inside and part != "</pre>")
        found.append(part if inside or part.strip() else "")
    return "".join(
        each.strip() if each[:1] != "<" and "<pre>" not in each else each for each in found
    )
