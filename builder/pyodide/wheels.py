"""Python packages for pages whose widgets need them: a pinned wheel → what pages load, as bytecode.

The wheel is looked for in the cache, then at Pyodide's CDN, then in an npm package that carries an
earlier build, and is used only where its SHA-256 is the pinned one.
"""

import json
import os
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPException
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

from builder.cache.store import cached, write_whole
from builder.model.python_source import PACKAGES, Package
from builder.prebuilt.archives import pack, unpack
from builder.processes import run
from builder.project import CACHE, ROOT, ToolError, find_npm
from builder.pyodide.stdlib import (
    PYODIDE,
    loaded_files,
    py_compile,
    same_bytecode,
    standard_library,
)

WHEELS = CACHE / "packages"
CDN = "https://cdn.jsdelivr.net/pyodide"
CDN_SECONDS, NPM_SECONDS = 5, 300


class PackageError(ToolError):
    """A package that cannot be had: what is missing, and where it was looked for."""


@dataclass(frozen=True)
class Source:
    """A place that may give a wheel."""

    place: str
    """Its name in an error."""
    wheel: str
    """The wheel's file name."""
    digest: str
    """The wheel's SHA-256."""
    fetch: Callable[[], bytes]
    """Gives the wheel, or raises one of FAILURES."""


FAILURES = (OSError, HTTPException, ToolError, tarfile.TarError, KeyError)


def make_package(name: str) -> bytes:
    """A zip of what a package's modules load, of the package and of Python's library."""
    inputs = (standard_library(), find_wheel(name), PACKAGES[name].modules, PYODIDE)
    return cached(name, compile_package, *inputs)


def compile_package(stock: bytes, wheel: bytes, modules: tuple[str, ...], pyodide: Path) -> bytes:
    """The package, made anew. It does not depend on pycore, so that its name in a site lasts."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "package.zip")
        archive.write_bytes(wheel)
        _, needed = loaded_files(pyodide, stock, archive, modules)
        with ZipFile(BytesIO(stock)) as library:
            own, lent = unpack(archive.read_bytes()), {*library.namelist()}
            files = {each: library.read(each) if each in lent else own[each] for each in needed}
        archive.write_bytes(pack(files))
        if same_bytecode():
            py_compile(archive)
        return pack(unpack(archive.read_bytes()))


def package_licence(name: str) -> str:
    """All licences in a package's wheel."""
    with ZipFile(BytesIO(find_wheel(name))) as wheel:
        names = [each for each in wheel.namelist() if "LICENSE" in Path(each).name]
        return "\n\n".join(wheel.read(each).decode().strip() for each in sorted(names))


def find_wheel(name: str) -> bytes:
    """The pinned wheel, kept in the cache from now on."""
    sources = sources_of(PACKAGES[name], name)
    for source in sources:
        with suppress(OSError):
            if is_pinned(data := (WHEELS / source.wheel).read_bytes(), source):
                return data
    troubles = [f"{WHEELS} does not hold it"]
    for source in sources:
        try:
            data = source.fetch()
        except FAILURES:
            troubles.append(f"{source.place} did not give it")
            continue
        if is_pinned(data, source):
            write_whole(WHEELS / source.wheel, data)
            return data
        troubles.append(f"{source.place} gave another file than the pinned one")
    told = "; ".join(troubles)
    raise PackageError(f"a widget needs the Python package {name}, and there is none: {told}")


def is_pinned(data: bytes, source: Source) -> bool:
    """Whether the wheel is the one whose SHA-256 is written down."""
    return sha256(data).hexdigest() == source.digest


def sources_of(package: Package, name: str) -> tuple[Source, ...]:
    """Pyodide's CDN, with the wheel that Pyodide's own lock file pins, and the npm registry."""
    version = json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    locked = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["packages"][name]
    address = f"{CDN}/v{version}/full/{locked['file_name']}"
    return (
        Source(
            "Pyodide's CDN", locked["file_name"], locked["sha256"], lambda: fetch_address(address)
        ),
        Source(
            f"the npm package {package.carrier}",
            Path(package.wheel).name,
            package.digest,
            lambda: fetch_carried(package),
        ),
    )


def fetch_address(address: str) -> bytes:
    """What the address gives."""
    with urlopen(address, timeout=CDN_SECONDS) as answer:
        return bytes(answer.read())


def fetch_carried(package: Package) -> bytes:
    """The wheel of an npm package, of which nothing else is used."""
    with tempfile.TemporaryDirectory() as folder:
        options = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--loglevel=error"]
        npm = find_npm()
        command = [npm, "pack", package.carrier, *options, "--pack-destination", folder]
        beside = f"{Path(npm).parent}{os.pathsep}{os.environ['PATH']}"  # npm's node is there too
        run("npm", command, cwd=ROOT, env=os.environ | {"PATH": beside}, seconds=NPM_SECONDS)
        (packed,) = Path(folder).iterdir()
        with tarfile.open(packed) as archive:
            wheel = archive.extractfile(f"package/{package.wheel}")
            return wheel.read() if wheel else b""
