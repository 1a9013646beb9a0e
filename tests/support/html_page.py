"""A built page, taken apart by the standard library: what it is called, holds and points to."""

import json
from html.parser import HTMLParser
from pathlib import Path

ADDRESSES = ("href", "src", "poster", "data", "action")


class HtmlPage(HTMLParser):
    """What one page says of itself."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.language = ""
        self.title = ""
        self.metas: dict[str, str] = {}
        """Content by name or property."""
        self.ids: list[str] = []
        self.headings: list[int] = []
        """Levels, in order."""
        self.addresses: list[tuple[str, str]] = []
        """Tag and address of all that the page points to."""
        self._inside = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag
        if tag == "html":
            self.language = given.get("lang", "")
        if tag == "meta" and "content" in given:
            self.metas[given.get("name") or given.get("property", "")] = given["content"]
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))
        if "id" in given:
            self.ids.append(given["id"])
        for name in ("data-python", "data-cells", "data-lent"):
            parts = json.loads(given.get(name, "{}"))
            self.addresses += [(tag, address) for address in parts.values()]
        self.addresses += [(tag, given[name]) for name in ADDRESSES if given.get(name)]

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
