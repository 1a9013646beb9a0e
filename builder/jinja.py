"""The templates. The only module that renders them."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Environment(
    loader=PackageLoader("builder"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def digest(text: str) -> Markup:
    """By what a content security policy knows an inline script or style."""
    return Markup("'sha256-%s'") % b64encode(sha256(text.encode()).digest()).decode()


TEMPLATES.filters["digest"] = digest


def render(template: str, **parts: Any) -> Markup:
    """The HTML that a template makes of its parts."""
    return Markup(TEMPLATES.get_template(template).render(**parts))
