"""The parts of a site that depend on no course, by their names.

The installed tool has them as files, since Node, esbuild and Pyodide make them, which authors need
not have. A clone makes them of its sources, and keeps the costly ones in its cache.
"""

from builder.prebuilt.archives import unpack
from builder.project import PREBUILT


def prebuilt(name: str) -> bytes:
    """A part."""
    if PREBUILT.exists():
        return (PREBUILT / name).read_bytes()
    # Not above: this needs packages that the installed tool does without.
    from builder.prebuilt.makers import PARTS

    return PARTS[name]()


def prebuilt_files(name: str) -> dict[str, bytes]:
    """The files of a part that is a zip."""
    return unpack(prebuilt(name))
