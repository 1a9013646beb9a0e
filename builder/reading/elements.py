"""The elements and attributes that may stand in texts of authors."""


def names(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


EVERYWHERE = names(
    "aria-describedby aria-hidden aria-label aria-labelledby class dir hidden id lang role style "
    "title translate"
)
"""Attributes of all elements."""
SHOWING = ("poster", "src")
"""Attributes that load something at once."""
VOID = names("area base br col embed hr img input link meta source track wbr")
"""Elements without an end tag."""
PLAIN = (
    "abbr address article aside b bdi bdo br caption cite code dd dfn div dl dt em figcaption "
    "figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i kbd main mark nav p picture pre rp rt ruby "
    "s samp section small span strong sub summary sup table tbody tfoot thead tr u ul var wbr"
)
OWN = {
    "a": "download href hreflang rel target",
    "audio": "controls loop muted preload src",
    "blockquote": "",
    "col": "span",
    "colgroup": "span",
    "data": "value",
    "del": "datetime",
    "details": "name open",
    "img": "alt decoding height loading src width",
    "ins": "datetime",
    "li": "value",
    "ol": "reversed start type",
    "q": "",
    "source": "src type",
    "svg": "",
    "td": "colspan headers rowspan",
    "th": "abbr colspan headers rowspan scope",
    "time": "datetime",
    "track": "default kind label src srclang",
    "video": "controls height loop muted playsinline poster preload src width",
}
ATTRIBUTES = {tag: names(own) for tag, own in OWN.items()} | dict.fromkeys(names(PLAIN), names(""))
"""Elements, and the attributes that they may have besides those of all."""

# No element here holds HTML (foreignObject, desc, title), loads, links, or moves attributes.
SVG_ELEMENTS = names(
    "circle clipPath defs ellipse g line linearGradient marker mask path pattern polygon polyline "
    "radialGradient rect stop svg symbol text tspan"
)
"""Elements of a drawing in a text."""
SVG_ATTRIBUTES = names(
    "clip-path clip-rule clipPathUnits cx cy d dominant-baseline dx dy fill fill-opacity fill-rule "
    "font-family font-size font-style font-weight fx fy gradientTransform gradientUnits height "
    "letter-spacing marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask "
    "maskUnits offset opacity orient pathLength patternTransform patternUnits points "
    "preserveAspectRatio r refX refY rotate rx ry shape-rendering spreadMethod stop-color "
    "stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-width text-anchor textLength transform "
    "vector-effect version viewBox visibility width x x1 x2 xmlns y y1 y2"
)
"""Attributes of these."""
