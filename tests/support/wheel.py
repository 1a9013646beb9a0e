"""The tool as others install it: its wheel, in an environment that holds nothing of the clone."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import HeaderParser
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement

from builder.project import ROOT

SOURCES = ("builder", "lessonwright", "pycore", "pyproject.toml", "README.md", "LICENSE")
LIMIT = 300
NOTED = """
import os, sys
_log = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT
def _note(event, given):
    if event == "open" and isinstance(given[0], (str, bytes)) and given[2] & _writing:
        os.write(_log, os.path.abspath(os.fsencode(given[0])) + b"\\n")
    elif event in ("os.mkdir", "os.rename", "os.link", "os.symlink"):
        os.write(_log, os.path.abspath(os.fsencode(given[event != "os.mkdir"])) + b"\\n")
sys.addaudithook(_note)
"""
"""Notes each path that Python, and any Python that it starts, opens for writing."""


def make_wheels(folder: Path) -> tuple[Path, Path]:
    """The wheel, made twice."""
    project = folder / "project"
    for name in SOURCES:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        (project / name).parent.mkdir(exist_ok=True)
        copy(ROOT / name, project / name)
    made: list[Path] = []
    for name in ("once", "twice"):
        shutil.rmtree(project / "build", ignore_errors=True)
        parts = [sys.executable, "-m", "builder.prebuilt.makers", str(project / "build/prebuilt")]
        subprocess.run(parts, cwd=ROOT, check=True, timeout=LIMIT)
        command = [
            sys.executable,
            "-m",
            "hatchling",
            "build",
            "-t",
            "wheel",
            "-d",
            str(folder / name),
        ]
        subprocess.run(command, cwd=project, check=True, capture_output=True, timeout=LIMIT)
        made += (folder / name).glob("*.whl")
    once, twice = made
    return once, twice


@dataclass(frozen=True)
class Installed:
    """The installed tool."""

    home: Path
    """The home folder of who installed it."""
    temporary: Path
    """Their folder for temporary files."""
    environment: Path
    """The virtual environment."""
    log: Path
    """Names what was opened for writing, a line each."""

    @property
    def variables(self) -> dict[str, str]:
        """All environment variables: no Node is on the path, nor anything else."""
        return {
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "PATH": str(self.environment / "bin"),
            "LANG": "C.UTF-8",
        }

    def run(self, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """The command, to its end."""
        return subprocess.run(
            [str(self.environment / "bin" / "lessonwright"), *arguments],
            cwd=cwd,
            env=self.variables,
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=LIMIT,
        )

    def written(self) -> set[Path]:
        """What was opened for writing so far."""
        return {Path(line) for line in self.log.read_text("utf-8").splitlines()}


def install(wheel: Path, folder: Path) -> Installed:
    """The wheel in an environment of its own, with what it asks for in the clone's versions."""
    tool = Installed(folder / "home", folder / "tmp", folder / "environment", folder / "log")
    tool.home.mkdir()
    tool.temporary.mkdir()
    python = tool.environment / "bin" / "python"
    make = [sys.executable, "-m", "venv", "--without-pip", str(tool.environment)]
    subprocess.run(make, check=True, timeout=LIMIT)
    (packages,) = tool.environment.glob("lib/python3*/site-packages")
    for name in needed(wheel):
        link_package(name, packages)
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet"]
    options = [
        "--no-deps",
        "--no-index",
        "--disable-pip-version-check",
        "--root-user-action=ignore",
    ]
    subprocess.run([*pip, *options, str(wheel)], check=True, timeout=LIMIT)
    (packages / "sitecustomize.py").write_text(NOTED.format(log=str(tool.log)), "utf-8")
    return tool


def needed(wheel: Path) -> set[str]:
    """The packages that the wheel asks for, and those that they ask for."""
    with ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(name).decode())
    found: set[str] = set()
    waiting = {*asked_for(metadata.get_all("Requires-Dist", []))}
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= {*asked_for(distribution(name).requires or [])} - found
    return found


def asked_for(requirements: list[str]) -> Iterator[str]:
    """Names of packages that are required here."""
    for requirement in map(Requirement, requirements):
        if not requirement.marker or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name


def link_package(name: str, packages: Path) -> None:
    """The files of an installed package at another place too."""
    for file in distribution(name).files or []:
        if ".." not in file.parts:  # commands
            target = packages / file
            target.parent.mkdir(parents=True, exist_ok=True)
            # No symbolic link: code of lessons may read what is in the environment only.
            shutil.copy2(file.locate(), target)
