"""Zips that are the same bytes for the same files."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo


def pack(files: dict[str, bytes]) -> bytes:
    """A zip of files that are not compressed: they get smaller all together."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name in sorted(files):
            archive.writestr(ZipInfo(name), files[name])
    return made.getvalue()


def unpack(archive: bytes) -> dict[str, bytes]:
    """The files in a zip."""
    with ZipFile(BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
