"""HTML as browsers parse it, and of that only what may stand in a page.

The only module that imports selectolax. The HTML that comes out is written from the parsed tree, so
nothing gets into a page that was not judged; what was left out is a problem of the author's.
"""

import re
from collections.abc import Iterator
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder.model.lesson_parts import Sanitised
from builder.model.source import allowed_names, nearest_name
from builder.reading.elements import (
    ATTRIBUTES,
    EVERYWHERE,
    SHOWING,
    SVG_ATTRIBUTES,
    SVG_ELEMENTS,
    VOID,
)

DEEPEST = 60
"""Elements around an element."""
MARKS = re.compile("[\ue000-\ue00f]")
"""Our placeholders: the author cannot type them."""
CHARACTER = re.compile(r"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ue000-\ue00f]")
SCHEME = re.compile(r"([^/?#:]*):")
SCHEMES = ("https", "http", "mailto", "tel", "term")
STYLE = re.compile(r"[\w\s:;#%.,+*/!()-]*")
CALL = re.compile(r"(?<![\w-])(?!(?:rgba?|hsla?|calc|min|max|clamp|var)\()[\w-]+\(")
OURS = re.compile(r"(?!fn(?:ref)?:)[^_]*_(?!\d+\Z)")
"""Ids of the page's own; but equal headings end in "_1", and footnotes have authors' names."""
LONGEST_CHARACTER = 12
ODD_COMMENT = re.compile(r"\[CDATA\[|\?")
"""Of what browsers take for comments and authors do not."""
LOCAL = re.compile(r"url\(#[\w-]+\)")


def sanitise(html: str) -> Sanitised:
    """The HTML that may stand in a page, and what was left out."""
    made = Sanitised()

    def known(found: re.Match[str]) -> str:
        if len(found[0]) < LONGEST_CHARACTER and not FORBIDDEN.search(unescape(found[0])):
            return found[0]
        made.refuse(f"the character '{found[0][:LONGEST_CHARACTER]}' cannot be used", found[0])
        return "\ufffd"

    node = LexborHTMLParser(CHARACTER.sub(known, html), is_fragment=True).root
    while node is not None:
        write(node, made, 0, False)
        node = node.next
    return made


def write(node: LexborNode, made: Sanitised, depth: int, in_svg: bool) -> None:
    """A node with all that stands in it."""
    if node.is_text_node:
        made.pieces.append(escaped(node.text_content or ""))
    elif node.is_comment_node:
        write_comment(node.comment_content or "", made)
    elif node.is_element_node:
        write_element(node, made, depth, in_svg or node.tag == "svg")


def write_comment(content: str, made: Sanitised) -> None:
    """Of comments only the placeholders of blocks stay."""
    if MARKS.search(content):
        made.pieces.append(f"<!--{content}-->")
    elif odd := ODD_COMMENT.match(content):
        opening = f"<{'!' if odd[0] != '?' else ''}{odd[0]}"
        made.refuse(f"'{opening}' cannot stand in a lesson: browsers leave it out", opening)


def write_element(node: LexborNode, made: Sanitised, depth: int, in_svg: bool) -> None:
    """An element with all that stands in it, if it may stand here."""
    tag = node.tag or ""
    made.tags.append(tag.lower())
    if depth > DEEPEST:
        told = f"this is nested too deeply (allowed: {DEEPEST} levels)"
        made.refuse(told, f"<{tag}")
        return
    if tag not in (SVG_ELEMENTS if in_svg else ATTRIBUTES):
        made.refuse(refused_tag(tag), f"<{tag}")
        return
    attributes = "".join(
        f' {name}="{escaped(value)}"' if value else f" {name}"
        for name, value in judged_attributes(node, tag, made, in_svg)
    )
    made.pieces.append(f"<{tag}{attributes}>")
    if tag in VOID:
        return
    child = node.first_child
    if tag == "pre" and child and (child.text_content or "").startswith("\n"):
        made.pieces.append("\n")  # parsers leave out the first one
    while child is not None:
        write(child, made, depth + 1, in_svg)
        child = child.next
    made.pieces.append(f"</{tag}>")


def refused_tag(tag: str) -> str:
    """The sentence about an element that may not stand in a page."""
    told = f"the tag <{tag}> cannot stand in a lesson"
    near = nearest_name(ATTRIBUTES, tag, 0.75)
    return f"{told}. Did you mean <{near}>?" if near else told


def judged_attributes(
    node: LexborNode, tag: str, made: Sanitised, in_svg: bool
) -> Iterator[tuple[str, str]]:
    """The attributes of an element that it may have."""
    own = SVG_ATTRIBUTES if in_svg else ATTRIBUTES[tag]
    for name, given in node.attributes.items():
        value = given or ""
        if name.lower().startswith("on"):
            told = f"the attribute '{name}' cannot stand in a lesson: pages run their own script"
            made.refuse(told, name, f"<{tag}")
        elif name not in own and name not in EVERYWHERE:
            allowed = allowed_names(sorted({*own, *EVERYWHERE}), name)
            made.refuse(f"the attribute '{name}' cannot stand in <{tag}>{allowed}", name, f"<{tag}")
        elif mark := MARKS.search(value):
            told = f"a formula cannot stand in '{name}' of <{tag}> (allowed: words)"
            made.refuse(told, value[mark.start() :].partition("\ue001")[0] + "\ue001", f"<{tag}")
        elif why := refused_value(name, value, in_svg):
            made.refuse(why, value, name, f"<{tag}")
        else:
            if name in ("href", *SHOWING):
                made.addresses.append((name, value))
            yield name, value


def refused_value(name: str, value: str, in_svg: bool) -> str:
    """Why an attribute may not have its value; mostly nothing."""
    if name in ("href", *SHOWING):
        return refused_address(name, value)
    if name == "style" and (not STYLE.fullmatch(value) or CALL.search(value)):
        told = f"the style '{value}' cannot stand in a lesson"
        return f"{told} (allowed: properties without addresses, quotes and '\\')"
    if name == "id" and OURS.match(value):
        return f"the id '{value}' cannot stand in a lesson (allowed: ids without '_')"
    if name == "target" and value != "_blank":
        return f"the target '{value}' is unknown (allowed: _blank)"
    if in_svg and "(" in value and name not in ("style", "transform", "gradientTransform"):
        rest = LOCAL.sub("", value)
        if "url" in rest.lower() or "\\" in rest:
            return f"'{value}' cannot stand in a drawing (allowed: url(#…))"
    return ""


def refused_address(name: str, value: str) -> str:
    """Why an attribute may not have this address; mostly nothing."""
    found = SCHEME.match(value.strip())
    scheme = found[1].lower() if found else ""
    shows = name in SHOWING
    if shows and (value.strip().startswith("//") or scheme in ("http", "https")):
        told = f"'{value}' lies on another site, and pages load nothing from there"
        return f"{told} (allowed: a file of the content)"
    allowed = (
        "a file of the content" if shows else "https:, http:, mailto:, tel:, lessons and files"
    )
    if (found and (shows or scheme not in SCHEMES)) or re.search(r"[\x00-\x1f\\]|\A\s*//", value):
        return f"'{value}' cannot be the address of a '{name}' (allowed: {allowed})"
    return ""


def escaped(text: str) -> str:
    """A text that nobody takes for markup, in an element or in an attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")
