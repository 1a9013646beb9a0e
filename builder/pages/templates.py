"""The templates. The only module that renders them."""

from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from builder.pages.content_security import digest
from builder.pages.tree_html import embedded, markup

TEMPLATES = Environment(
    loader=PackageLoader("builder.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


TEMPLATES.filters["digest"] = lambda text: Markup(digest(text))
TEMPLATES.filters["tree"] = lambda node: Markup(markup(node))
TEMPLATES.filters["embedded"] = lambda told: Markup(embedded(told))


def render(template: str, **parts: Any) -> Markup:
    """The HTML that a template makes of its parts."""
    return Markup(TEMPLATES.get_template(template).render(**parts))
