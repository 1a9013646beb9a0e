"""The pages that are started side by side, and the folders that hold them."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.places import HERE, PACKAGES, WORK
from builder.project import NODE_MODULES

PAGES = HERE / "pages"
LESSON = "framing-the-problem/what-does-learning-mean.html"
NEXT = "section-01/lesson-0002.html"
BEFORE = "section-01/lesson-0001.html"
"""Lessons of the course with two of them."""
IN_WORKER = '<script src="in-worker.js" data-worker="{}" data-type="{}" defer></script>'


@dataclass(frozen=True)
class Rival:
    """A page with a figure, and a button Step."""

    name: str
    """Short, for tables."""
    path: str
    """Where the host has it."""
    engine: tuple[str, ...] = ()
    """Patterns of the paths that are not loaded where Python is not."""
    head: str = ""
    """What the head of the common page has besides; ours has a page of its own."""

    @property
    def needs(self) -> tuple[str, ...]:
        """The marks that its visit is over with."""
        return ("figure", "answer", "python") if self.engine else ("figure", "answer")


JAVASCRIPT = Rival(
    "plain JavaScript",
    "/rivals/javascript.html",
    head='<script src="javascript.js" defer></script>',
)
MICROPYTHON = Rival(
    "MicroPython",
    "/rivals/micropython.html",
    ("/micropython/*", "/rivals/*worker.js", "/rivals/step.py"),
    IN_WORKER.format("micropython-worker.js", "module"),
)
PYODIDE = Rival(
    "stock Pyodide",
    "/rivals/pyodide.html",
    ("/pyodide/*", "/rivals/*worker.js", "/rivals/step.py"),
    IN_WORKER.format("pyodide-worker.js", "classic"),
)
PYSCRIPT = Rival(
    "PyScript",
    "/rivals/pyscript.html",
    ("/pyodide/*", "/pyscript/*", "/rivals/*.py"),
    """<link rel="stylesheet" href="/pyscript/core.css">
<script type="module" src="/pyscript/core.js"></script>
<script type="py" src="step.py" config='{"interpreter": "/pyodide/pyodide.mjs"}'></script>
<script type="py">
from pyscript import ffi, window
window.connect(ffi.create_proxy(step))
</script>""",
)
OURS = Rival("our lesson", f"/ours/{LESSON}#descent", ("/*/runtime/*",))
RIVALS = (JAVASCRIPT, MICROPYTHON, PYODIDE, PYSCRIPT, OURS)


def folders(ours: Path, two: Path) -> Mapping[str, Path]:
    """All that the host serves; the sites are our lesson's and that of a course with two."""
    return {
        "ours": ours,
        "two": two,
        "rivals": write_pages(),
        "pyodide": NODE_MODULES / "pyodide",
        "micropython": PACKAGES / "@micropython" / "micropython-webassembly-pyscript",
        "pyscript": PACKAGES / "@pyscript" / "core" / "dist",
    }


def write_pages() -> Path:
    """The rivals' pages, from the common one, beside their scripts."""
    folder = WORK / "rivals"
    folder.mkdir(parents=True, exist_ok=True)
    for path in PAGES.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    page = (PAGES / "page.html").read_text("utf-8")
    for rival in RIVALS:
        if rival.head:
            text = page.replace("<!-- engine -->", rival.head)
            (folder / Path(rival.path).name).write_text(text, "utf-8")
    return folder
