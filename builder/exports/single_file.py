"""A lesson's page with all that it needs inside: one HTML file that opens from anywhere."""

import json
import posixpath
import re
from html import escape
from html.parser import HTMLParser
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

from builder.assets.bundle import data_address
from builder.assets.esbuild import SOURCE_MAP
from builder.model.site import Asset
from builder.pages.content_security import without_files
from builder.pyodide.text_carriers import carried_text

STYLE_URL = re.compile(r"""url\(["']?(?!data:)([^"')]+)["']?\)""")
type Given = dict[str, str]


def make_single(site: Path, url: str, address: str) -> bytes:
    """The page; without an address of the course, links to its other pages become plain text."""
    return Single(site, url, address).html().encode()


class Single(HTMLParser):
    """Copies a page, and puts files in the place of what names them."""

    def __init__(self, site: Path, url: str, address: str):
        super().__init__(convert_charrefs=False)
        self.site, self.url, self.address = site, url, address
        self.out: list[str] = []
        self.ends: list[str] = []
        """What closes the links and scripts that are open."""
        self.policy = self.style = self.script = self.editor = self.parts = ""
        self.page = (site / url).read_text("utf-8")

    def html(self) -> str:
        """The file: the script stands at its end, behind the parts of Python that it looks for."""
        self.feed(self.page)
        scripts = [script for script in (self.script, self.editor) if script]
        policy = without_files(self.policy, scripts, self.style)
        head, body = "".join(self.out).replace(self.policy, policy).rsplit("</body>", 1)
        return f"{head}{self.parts}<script>{self.script}</script>\n</body>{body}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        change = CHANGES.get(tag, shown)
        self.out.append(change(self, tag, {name: value or "" for name, value in attrs}))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.out.append(self.ends.pop() if tag in ("a", "script") else f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def target(self, address: str) -> str:
        """What a relative address names, relative to the site's root; nothing for any other."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return ""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.url), unquote(parts.path)))

    def inside(self, target: str) -> str:
        """The address that holds a file of the site."""
        kind = guess_type(target)[0] or "application/octet-stream"
        return data_address(kind, (self.site / target).read_bytes())


def shown(single: Single, tag: str, given: Given) -> str:
    """An element that shows a file holds it; all others stay as they are."""
    files = {name: single.target(given[name]) for name in ("src", "poster") if name in given}
    if not any(files.values()):
        return single.get_starttag_text() or ""
    held = {name: single.inside(target) for name, target in files.items() if target}
    given.pop("srcset", None)
    return written(tag, given | held)


def held_parts(single: Single, tag: str, given: Given) -> str:
    """The root: its parts of Python are in the file, and have no addresses.

    What cells might import besides stays out.
    """
    python: dict[str, str] = json.loads(given["data-python"])
    cells: dict[str, str] = json.loads(given.get("data-cells", "{}"))
    if "<lesson-widget" not in single.page and not cells:
        python = {}
    for part, address in (python | cells).items():
        target = single.target(address)
        asset = Asset(target, (single.site / target).read_bytes())
        if part == "editor":
            single.editor = asset.data.decode()
        held = f'<script type="text/plain" data-part="{part}">{carried_text(asset)}</script>\n'
        single.parts += held
    given |= {"data-python": json.dumps(dict.fromkeys(python, ""))}
    if cells:
        given |= {"data-cells": json.dumps(dict.fromkeys(cells, "")), "data-lent": "{}"}
    return written(tag, given)


def noted_policy(single: Single, tag: str, given: Given) -> str:
    """The policy is changed when all that it has to allow is known."""
    if "http-equiv" in given:
        single.policy = given["content"]
    return single.get_starttag_text() or ""


def linked(single: Single, tag: str, given: Given) -> str:
    """Styles and the icon are in the file, and what else would be loaded is left out."""
    target = single.target(given.get("href", ""))
    if not target:
        return single.get_starttag_text() or ""
    if given.get("rel") == "icon":
        return written(tag, given | {"href": single.inside(target)})
    if given.get("rel") != "stylesheet":
        return ""
    style = (single.site / target).read_text("utf-8")
    folder = posixpath.dirname(target)
    single.style = STYLE_URL.sub(
        lambda found: f"url({single.inside(posixpath.normpath(f'{folder}/{found[1]}'))})", style
    )
    return f"<style>{single.style}</style>"


def script(single: Single, tag: str, given: Given) -> str:
    """The page's script goes to the end of the file."""
    target = single.target(given.get("src", ""))
    single.ends.append("" if target else "</script>")
    if not target:
        return single.get_starttag_text() or ""
    text = SOURCE_MAP.sub(b"", (single.site / target).read_bytes()).decode()
    single.script += text
    return ""


def anchor(single: Single, tag: str, given: Given) -> str:
    """A link to a page leads to the course's address or is plain text; other files are inside."""
    target = single.target(given.get("href", ""))
    single.ends.append("</a>")
    if not target:
        return single.get_starttag_text() or ""
    fragment = urlsplit(given["href"]).fragment
    anchored = f"#{fragment}" if fragment else ""
    if target == single.url:
        return written(tag, given | {"href": anchored or "#"})
    if not target.endswith(".html"):
        name = posixpath.basename(target)
        return written(tag, given | {"href": single.inside(target), "download": name})
    if single.address:
        return written(tag, given | {"href": f"{single.address}{target}{anchored}"})
    single.ends[-1] = "</span>"
    kept = {name: value for name, value in given.items() if name not in ("href", "rel")}
    return written("span", kept | {"data-gone": ""})


def written(tag: str, given: Given) -> str:
    """A start tag."""
    return f"<{tag}{''.join(f' {name}="{escape(value)}"' for name, value in given.items())}>"


CHANGES = {
    "html": held_parts,
    "meta": noted_policy,
    "link": linked,
    "script": script,
    "a": anchor,
}
"""What becomes of the start tags of elements."""
