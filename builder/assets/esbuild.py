"""esbuild: scripts and style sheets from the browser's sources, and the fonts that they name."""

import os
import re
import tempfile
from pathlib import Path

from builder.prebuilt.archives import pack
from builder.processes import run
from builder.project import NODE_MODULES, ROOT, find_node

ENTRIES = (
    "js/page/head.js",
    "js/page/lesson.js",
    "js/code/editor.js",
    "js/python/worker.js",
    "js/page/service-worker.js",
    "js/progress/scorm.js",
    "css/lesson.css",
)
ESBUILD = NODE_MODULES / "esbuild" / "bin" / "esbuild"
TARGET = "--target=chrome123,firefox120,safari17.5"
OPTIONS = (
    "--bundle",
    "--minify",
    "--format=iife",
    "--sourcemap",
    TARGET,
    "--entry-names=[name]",
    "--asset-names=[name]",
    "--loader:.woff2=file",
    "--loader:.woff=empty",
    "--loader:.ttf=empty",
    "--log-level=warning",
)
SOURCE_MAP = re.compile(rb"\s*(//|/\*)# sourceMappingURL=\S+( \*/)?\s*")


def make_bundles(browser: Path) -> bytes:
    """A zip of what pages load, and of the fonts; of the page's script with its source map."""
    made = run_esbuild(browser)
    return pack(
        {
            name: data if name.startswith("lesson.js") else SOURCE_MAP.sub(b"", data)
            for name, data in made.items()
            if name == "lesson.js.map" or not name.endswith(".map")
        }
    )


def run_esbuild(browser: Path) -> dict[str, bytes]:
    """Everything that esbuild makes of the browser's sources, by its plain name."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        entries = [(browser / entry).relative_to(ROOT).as_posix() for entry in ENTRIES]
        command = [find_node(), str(ESBUILD), *entries, *OPTIONS, f"--outdir={folder}"]
        run("esbuild", command, cwd=ROOT)
        paths = (path for path in folder.rglob("*") if path.is_file())
        made = {path.name: path.read_bytes() for path in sorted(paths)}
        # So that the source maps name the sources alike on every machine.
        project = f'"{os.path.relpath(ROOT, folder)}/'.encode()
        return {name: data.replace(project, b'"../../') for name, data in made.items()}


def minified(script: Path) -> bytes:
    """The script, smaller."""
    command = [find_node(), str(ESBUILD), str(script), "--minify", "--log-level=error", TARGET]
    return run("esbuild", command)
