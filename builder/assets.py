"""Styles, scripts and fonts, bundled by esbuild under content-hashed names."""

import subprocess
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from builder.model import Asset
from builder.project import NODE_MODULES, ROOT, find_node

BROWSER = Path("builder/browser")
ENTRIES = ("js/lesson.js", "js/worker.js", "css/lesson.css")
PRELOADED = ("source-serif-4-latin-400-normal", "figtree-latin-wght-normal")
"""Fonts that every page shows at once."""
OPTIONS = (
    "--bundle",
    "--minify",
    "--format=iife",
    "--sourcemap",
    "--target=chrome111,firefox113,safari16.4",
    "--entry-names=[name]-[hash]",
    "--asset-names=[name]-[hash]",
    "--loader:.woff2=file",
    "--loader:.woff=empty",
    "--loader:.ttf=empty",
    "--log-level=warning",
)


@dataclass(frozen=True)
class Bundle:
    """Addresses, relative to the site's root, of what pages load."""

    style: str
    """The style sheet."""
    script: str
    """The page's script."""
    icon: str
    """The icon of the browser's tab."""
    fonts: tuple[str, ...]
    """Fonts to load at once."""
    python: str
    """The worker that runs Python."""


@dataclass(frozen=True)
class Bundled:
    """What esbuild made."""

    assets: tuple[Asset, ...]
    """Files for the site's folder of assets, the page's script and style among them."""
    worker: bytes
    """The driver of Python, which becomes a part of the worker's script."""

    def url(self, start: str, end: str) -> str:
        """The address of the asset whose name begins and ends so."""
        names = (asset.url for asset in self.assets)
        return next(
            name for name in names if name.startswith(f"assets/{start}") and name.endswith(end)
        )


def bundle_assets() -> Bundled:
    """All of them, the same bytes for the same sources."""
    scratch = ROOT / ".cache"
    scratch.mkdir(exist_ok=True)
    # Beside the sources, so that the source maps name them alike on every machine.
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        entries = [str(BROWSER / entry) for entry in ENTRIES]
        esbuild = NODE_MODULES / "esbuild" / "bin" / "esbuild"
        command = [find_node(), str(esbuild), *entries, *OPTIONS, f"--outdir={folder}"]
        subprocess.run(command, cwd=ROOT, check=True)
        files = {
            path.name: path.read_bytes()
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file()
        }
    worker = next(
        data for name, data in files.items() if name.startswith("worker") and name.endswith(".js")
    )
    kept = {name: data for name, data in files.items() if not name.startswith("worker")}
    icon = (ROOT / BROWSER / "icon.svg").read_bytes()
    kept[hashed("icon.svg", icon)] = icon
    return Bundled(tuple(Asset(f"assets/{name}", data) for name, data in kept.items()), worker)


def bundle_of(bundled: Bundled, python: str) -> Bundle:
    """The addresses that pages need."""
    return Bundle(
        style=bundled.url("lesson", ".css"),
        script=bundled.url("lesson", ".js"),
        icon=bundled.url("icon", ".svg"),
        fonts=tuple(bundled.url(name, ".woff2") for name in PRELOADED),
        python=python,
    )


def hashed(name: str, data: bytes) -> str:
    """The name with a mark of the content: "python.js" gives "python-1a2b3c4d5e.js"."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{sha256(data).hexdigest()[:10]}{dot}{ending}"
