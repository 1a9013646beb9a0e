"""Styles, scripts and fonts of a course under content-hashed names."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from builder.assets.characters import Characters
from builder.assets.fonts import cut_font
from builder.model.site import Asset, Bundle
from builder.prebuilt.parts import prebuilt_files
from builder.project import ROOT

BROWSER = ROOT / "builder" / "browser"
BUNDLES = "bundles.zip"
PRELOADED = ("source-serif-4-latin-400-normal.woff2", "figtree-latin-wght-normal.woff2")
"""Fonts that every page shows at once."""
EMPTY_SOURCE = re.compile(rb',url\(\) format\("\w+"\)')
"""What is left in the style sheet of the older formats of a font."""
FONT_FACE = re.compile(rb"@font-face\{[^}]*\}")


@dataclass(frozen=True)
class Bundled:
    """All of them."""

    bundle: Bundle
    """Where pages find it."""
    assets: tuple[Asset, ...]
    """Files for the site's folder of assets."""
    carried: Asset
    """The fonts inside a style sheet, for pages that may not load any."""
    service_worker: bytes
    """The service worker, which becomes a file of its own with the list of the site's files."""


def bundle_assets(shown: Characters, has_editor: bool) -> Bundled:
    """All of them, the same bytes for the same sources, under names that change with the bytes."""
    made = prebuilt_files(BUNDLES)
    fonts = {
        name: cut_font(data, shown.formulas if name.startswith("KaTeX") else shown.texts)
        for name, data in made.items()
        if name.endswith(".woff2")
    }
    files = fonts | {
        "icon.svg": (BROWSER / "icon.svg").read_bytes(),
        "lesson.js.map": made["lesson.js.map"],
        "editor.js": made["editor.js"],
    }
    names = {name: hashed(name, data) for name, data in files.items()}
    style = EMPTY_SOURCE.sub(b"", made["lesson.css"])
    files |= {"lesson.css": renamed(style, names), "lesson.js": renamed(made["lesson.js"], names)}
    names |= {name: hashed(name, files[name]) for name in ("lesson.css", "lesson.js")}
    return Bundled(
        bundle=Bundle(
            style=f"assets/{names['lesson.css']}",
            script=f"assets/{names['lesson.js']}",
            icon=f"assets/{names['icon.svg']}",
            fonts=tuple(f"assets/{names[name]}" for name in PRELOADED),
            head=made["head.js"].decode().strip(),
            editor=f"assets/{names['editor.js']}",
        ),
        assets=tuple(
            Asset(f"assets/{names[name]}", data)
            for name, data in files.items()
            if has_editor or name != "editor.js"
        ),
        carried=Asset(
            f"assets/{names['lesson.css'].replace('lesson', 'fonts')}", carried_fonts(style, fonts)
        ),
        service_worker=made["service-worker.js"],
    )


def service_worker(script: bytes, files: Iterable[Asset]) -> Asset:
    """The service worker with the names of the files whose content never changes under a name."""
    release = json.dumps(sorted(file.url for file in files))
    return Asset("service-worker.js", f"const RELEASE={release};\n".encode() + script)


def embed_script() -> Asset:
    """The line that hosts add: as it was written, since they look at it."""
    return Asset("embed.js", (BROWSER / "js/page/embed.js").read_bytes())


def carried_fonts(style: bytes, fonts: dict[str, bytes]) -> bytes:
    """Those rules of a style sheet that name fonts, with the fonts inside."""
    rules = b"\n".join(FONT_FACE.findall(style))
    for name, data in fonts.items():
        rules = rules.replace(f'"./{name}"'.encode(), data_address("font/woff2", data).encode())
    return rules


def data_address(kind: str, data: bytes) -> str:
    """An address that holds what it is the address of."""
    return f"data:{kind};base64,{b64encode(data).decode()}"


def renamed(text: bytes, names: dict[str, str]) -> bytes:
    """A text with the plain names of files replaced by their names in the site."""
    for name, new in names.items():
        text = text.replace(name.encode(), new.encode())
    return text


def hashed(name: str, data: bytes) -> str:
    """The name with a mark of the content: "python.js" gives "python-1a2b3c4d5e.js"."""
    stem, dot, ending = name.partition(".")
    return f"{stem}-{sha256(data).hexdigest()[:10]}{dot}{ending}"
