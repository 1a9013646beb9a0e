"""Drawings, tables and recordings as parts of a page."""

from html import escape

from pycore.drawing.runs import NAMES, PLAIN, TAGS, Node, children


def markup(node: Node) -> str:
    """The text of a tree; ValueError where it holds what pages do not show."""
    tag, attributes, *_ = node
    if not TAGS.fullmatch(tag):
        raise ValueError(f"no drawing may hold <{tag}> (allowed: {TAGS.pattern})")
    for name, value in attributes.items():
        if not (NAMES.fullmatch(name) and PLAIN.fullmatch(value)):
            raise ValueError(f'no drawing may hold {name}="{value}" (allowed: {NAMES.pattern})')
    named = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    inside = "".join(
        escape(each) if isinstance(each, str) else markup(each) for each in children(node)
    )
    return f"<{tag}{named}>{inside}</{tag}>"


def embedded(told: str) -> str:
    """JSON in a script element, where nothing may look like its end or like a comment's start."""
    return told.replace("<", "\\u003c")
