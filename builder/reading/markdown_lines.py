"""Compares how Python-Markdown and CommonMark read lines of text: a difference is a fault."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import zip_longest
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from builder.model.lesson_parts import Fault
from builder.reading.commonmark import Token, same_address
from builder.reading.markdown_blocks import Blocks
from builder.reading.markdown_patterns import COMMENT

MARK = re.compile("\x02(?:wzxhzdk:(?P<raw>\\d+)|(?P<escaped>\\d+))\x03")
ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z0-9]+);")
SIGNS = re.compile(r"[\\`*_\[\]<>&!~]|  \n")
"""Without one of these both read a text as words."""
OWN_MARKS = re.compile(f"[\x02\x03]|{NBSP_PLACEHOLDER.strip('\x02\x03')}")
"""What Python-Markdown may leave of its own placeholders."""
MOST = 60
"""Characters of a text that a sentence shows."""

type Event = tuple[str, ...]
"""Something in a line: ("text", words), ("em",), ("/em",), ("a", address, title), ("code", …)."""


class Judge(Treeprocessor):
    """Compares the lines of the tree with CommonMark's, right after Markdown has read them."""

    def __init__(self, md: Markdown, blocks: Blocks):
        super().__init__(md)
        self.blocks = blocks
        self.faults: list[Fault] = []

    def run(self, root: Element) -> None:
        """Notes the differences, and takes away the tags around the texts of tight lists."""
        self.faults = []
        texts = {element for element, _ in self.blocks.lines}
        for element, token in self.blocks.lines:
            if not SIGNS.search(token.content):
                continue
            mend(element, token)
            ours = merged(self.events(element))
            theirs = merged(standard_events(token.children or ()))
            if ours != theirs:
                line = token.map[0] if token.map else 0
                self.faults.append(fault(line, ours, theirs))
        bare = {element for element in self.blocks.bare if element in texts}
        for item in list(root.iter("li")):
            if len(item) and item[0] in bare:
                item.text = item[0].text
                item[0:1] = list(item[0])

    def events(self, element: Element) -> Iterator[Event]:
        """What stands in an element."""
        yield from self.pieces(element.text)
        for child in element:
            yield from self.child(child)
            yield from self.pieces(child.tail)

    def child(self, child: Element) -> Iterator[Event]:
        """An element in a line."""
        get = {name: plain(value) for name, value in child.attrib.items()}
        if child.tag == "code":
            yield "code", plain(child.text or "")
        elif child.tag == "img":
            address = same_address(get.get("src", ""))
            yield "img", address, get.get("title", ""), get.get("alt", "")
        elif child.tag == "sup" and len(child):
            yield "note", child[0].get("href", "").removeprefix("#fn:")
        elif child.tag == "br":
            yield ("br",)
        elif "footnote-backref" in get.get("class", ""):
            return
        else:
            link = (same_address(get["href"]), get.get("title", "")) if "href" in get else ()
            yield child.tag, *link
            yield from self.events(child)
            yield (f"/{child.tag}",)

    def pieces(self, text: str | None) -> Iterator[Event]:
        """The text between elements: words, and tags that an author wrote."""
        done, text = 0, (text or "").replace(AMP_SUBSTITUTE, "&").replace(NBSP_PLACEHOLDER, "")
        for found in MARK.finditer(text):
            yield "text", plain(text[done : found.start()])
            done = found.end()
            if found["escaped"]:
                yield "text", chr(int(found["escaped"]))
                continue
            raw = str(self.md.htmlStash.rawHtmlBlocks[int(found["raw"])])
            yield ("text", unescape(raw)) if ENTITY.fullmatch(raw) else ("html", raw)
        yield "text", plain(text[done:])


def mend(element: Element, token: Token) -> None:
    """Has what stands in lines look as by the standard where Markdown only orders it otherwise."""
    for strong in element.iter("strong"):
        if not strong.text and len(strong) == 1 and strong[0].tag == "em" and not strong[0].tail:
            strong.tag, strong[0].tag = "em", "strong"
    images = list(element.iter("img"))
    meant = [each for each in token.children or () if each.type == "image"]
    if len(images) == len(meant):
        for image, each in zip(images, meant, strict=True):
            image.set("alt", "".join(words_of(each.children or ())))


def plain(text: str) -> str:
    """A text without Markdown's marks and with entities read."""
    text = text.replace(AMP_SUBSTITUTE, "&")
    text = MARK.sub(lambda found: chr(int(found["escaped"])) if found["escaped"] else "", text)
    return ENTITY.sub(lambda found: unescape(found[0]), text)


def standard_events(children: Iterable[Token]) -> Iterator[Event]:
    """What stands in a line by the standard."""
    for each in children:
        get = {name: str(value) for name, value in each.attrs.items()}
        match each.type:
            case "text" | "text_special":
                yield "text", each.content
            case "softbreak":
                yield "text", "\n"
            case "code_inline":
                yield "code", each.content
            case "html_inline":
                if not re.match(COMMENT, each.content, re.DOTALL):
                    yield "html", each.content
            case "image":
                words = "".join(words_of(each.children or ()))
                yield "img", get["src"], get.get("title", ""), words
            case "footnote_ref":
                yield "note", each.meta["label"]
            case "link_open":
                yield "a", get["href"], get.get("title", "")
            case "s_open" | "s_close":
                yield ("del",) if each.nesting == 1 else ("/del",)
            case _:
                yield (f"/{each.tag}",) if each.nesting == -1 else (each.tag,)


def words_of(children: Iterable[Token]) -> Iterator[str]:
    """The words of a description of an image, without emphasis and links."""
    for each in children:
        yield "\n" if each.type == "softbreak" else each.content if not each.children else ""
        if each.type == "image":
            yield from words_of(each.children or ())


def merged(events: Iterable[Event]) -> list[Event]:
    """The events with neighbouring texts put together, and spaces around line breaks gone."""
    found: list[Event] = []
    for event in events:
        if event[0] == "text" and found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + event[1])
        else:
            found.append(event)
    for number, (kind, *words) in enumerate(found):
        if kind == "text":
            text = re.sub(r" *\n *", "\n", words[0])
            text = text.lstrip() if ("br",) in found[max(number - 1, 0) : number] else text
            text = text.rstrip() if ("br",) in found[number + 1 : number + 2] else text
            found[number] = ("text", text)
    return [event for event in found if event != ("text", "")]


def fault(line: int, ours: list[Event], theirs: list[Event]) -> Fault:
    """A sentence about the first difference."""
    pairs = list(zip_longest(ours, theirs))
    first = next(number for number, (one, other) in enumerate(pairs) if one != other)
    breaks = sum(event[-1].count("\n") for event in theirs[:first] if event[0] == "text")
    told = (
        f"other Markdown tools read this as '{shown(theirs[first:])}', and here it would be "
        f"'{shown(ours[first:])}' (write it more simply, or with a backslash before a sign that "
        "stands for itself)"
    )
    return Fault(line + breaks, told)


def shown(events: list[Event]) -> str:
    """The beginning of what stands in a line, as HTML."""
    words = "".join(FORMS.get(event[0], "<{0}>").format(*event) for event in events)
    words = " ".join(OWN_MARKS.sub("", words).split())
    return words if len(words) <= MOST else words[:MOST].rstrip() + "…"


FORMS = {
    "text": "{1}",
    "html": "{1}",
    "code": "<code>{1}</code>",
    "note": "[^{1}]",
    "a": '<a href="{1}" title="{2}">',
    "img": '<img src="{1}" title="{2}" alt="{3}">',
}
