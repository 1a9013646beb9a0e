"""The content security policy of pages: base.html says it, and here are its moving parts."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

OWN = {"'self'", "https:", "http:"}
"""Sources of the site's own files (head.js narrows them)."""


def digest(text: str) -> str:
    """By what a policy knows an inline script or style: 'sha256-…'."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def without_files(policy: str, scripts: Iterable[str], style: str) -> str:
    """A page's policy for the page that holds its scripts and style, and loads nothing at all."""
    inside = {
        "script-src": " ".join(digest(script) for script in scripts),
        "style-src-elem": digest(style),
        "media-src": "data:",
    }
    kept = []
    for directive in policy.split("; "):
        name, *sources = directive.split()
        if name != "frame-src":
            sources = [each for each in sources if each not in OWN]
        if name in inside:
            sources.append(inside[name])
        if sources:
            kept.append(" ".join((name, *sources)))
    return "; ".join(kept)
