"""Whatever makes what the cache holds: new code gives new bytes, and so do new tools.

The makers are found where a build asks for them. A copy of the program is changed, and asked again.
"""

import ast
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from builder.build import build
from builder.cache import code
from builder.cache.store import cached
from builder.project import ROOT
from building.test_architecture import MODULES, imports
from support.cell_page import FILES
from support.courses import need_numpy, write_course

type Makers = list[tuple[str, str]]
"""Functions by the names of their modules and their own."""

KEYS = """
import json, sys
from importlib import import_module
from pathlib import Path

module = import_module(sys.argv[1])
files = [getattr(each, "__file__", None) for each in sys.modules.values()]
from builder.cache import code, store

def keys():
    code.code_digest.cache_clear()
    code.imported.cache_clear()
    return [store.key_of(getattr(module, name), ()) for name in sys.argv[2:]]

loaded = {Path(each) for each in files if each and Path(each).is_relative_to(code.ROOT)}
used = {each for path in loaded for each in path.parent.iterdir() if code.is_resource(each)}
before, same = keys(), []
for path in sorted(loaded | used):
    data = path.read_bytes()
    path.write_bytes(data + b"\\n")
    if any(map(str.__eq__, keys(), before)):
        same.append(str(path))
    path.write_bytes(data)
assert keys() == before
print(json.dumps([same, [path.name for path in loaded | used]]))
"""
"""Changes each file that a module has loaded or may read, and tells where no key has changed."""
VALUES = """
import inspect, json, sys
from importlib import import_module
from builder.cache.store import cached

def value(module, name):
    make = getattr(import_module(module), name)
    return cached("probe", make, *[b""] * len(inspect.signature(make).parameters)).decode()

print(json.dumps([value(*each) for each in json.loads(sys.argv[1])]))
"""
"""Asks the cache for what makers make of nothing."""


@pytest.fixture(scope="module")
def makers(tmp_path_factory: pytest.TempPathFactory) -> Makers:
    """All that a build of a course with everything asks for."""
    folder = tmp_path_factory.mktemp("makers")
    users = {module for module in MODULES if "builder.cache.store.cached" in imports(module)}
    found: set[tuple[str, str]] = set()
    seen: set[str] = set()

    def noting(user: str) -> Callable[..., bytes]:
        def note(name: str, make: Callable[..., bytes], *inputs: Any) -> bytes:
            seen.add(user)
            found.add((make.__module__, make.__name__))
            return cached(name, make, *inputs)

        return note

    with pytest.MonkeyPatch.context() as patch:
        need_numpy(patch, folder)
        for user in users:
            patch.setattr(f"{user}.cached", noting(user))
        assert build(write_course(folder, FILES), folder / "site") == []
    assert seen == users
    return sorted(found)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program."""
    for name in ("builder", "pycore"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    return tmp_path


def ask(copy: Path, script: str, *arguments: str) -> Any:
    """What the copy says."""
    done = subprocess.run(
        [sys.executable, "-P", "-B", "-c", script, *arguments],
        env=os.environ | {"PYTHONPATH": str(copy)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


def test_a_key_changes_with_every_file_that_its_maker_runs(makers: Makers, copy: Path) -> None:
    assert len(makers) > 9
    names = set()
    for module, group in groupby(makers, lambda each: each[0]):
        same, looked_at = ask(copy, KEYS, module, *(name for _, name in group))
        assert same == [], module
        assert MODULES[module].name in looked_at
        names |= {*looked_at}
    assert {"snapshot.mjs", "probe.mjs", "used.json", "explain.py", "store.py"} <= names


def test_a_changed_maker_makes_new_bytes(makers: Makers, copy: Path) -> None:
    for text in ("one", "another"):
        for module, name in makers:
            make_return(copy / MODULES[module].relative_to(ROOT), name, text)
        for _ in range(2):
            assert ask(copy, VALUES, json.dumps(makers)) == [text] * len(makers)


def make_return(path: Path, name: str, text: str) -> None:
    """Lets a function of a module return a text at once."""
    lines = path.read_text("utf-8").splitlines()
    (made,) = (
        each
        for each in ast.parse("\n".join(lines)).body
        if isinstance(each, ast.FunctionDef) and each.name == name
    )
    lines.insert(made.body[0].lineno - 1, f"    return {text.encode()!r}")
    path.write_text("\n".join(lines), "utf-8")


def test_the_program_changes_with_each_of_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code, "ROOT", tmp_path)
    monkeypatch.setattr(code, "tools_digest", lambda: b"")
    seen = {digest_anew(code.program_digest)}
    for name in ("builder/a.py", "builder/b/c.html", "pycore/a.py", "builder/b/d.json"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for text in ("", "text"):
            path.write_text(text)
            seen.add(digest_anew(code.program_digest))
    (tmp_path / "builder/a.py").rename(tmp_path / "builder/e.py")
    seen.add(digest_anew(code.program_digest))
    assert len(seen) == 10
    for name in ("builder/__pycache__/a.pyc", "builder/.#a.py", "site/index.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
        assert digest_anew(code.program_digest) in seen


def digest_anew(make: Any) -> bytes:
    make.cache_clear()
    digest: bytes = make()
    make.cache_clear()
    return digest


def test_other_tools_make_other_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of Python's, one of Node's, Node and Python themselves."""
    seen = [digest_anew(code.tools_digest)]
    (tmp_path / "zstandard-9.9.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    seen.append(digest_anew(code.tools_digest))
    (tmp_path / "zstandard-9.9.dist-info").rename(tmp_path / "zstandard-9.10.dist-info")
    seen.append(digest_anew(code.tools_digest))
    (tmp_path / ".package-lock.json").write_text('{"esbuild": "9"}')
    monkeypatch.setattr(code, "NODE_MODULES", tmp_path)
    seen.append(digest_anew(code.tools_digest))
    node = tmp_path / "node"
    node.write_text("#!/bin/sh\necho v99.0.0\n")
    node.chmod(0o755)
    monkeypatch.setattr(code, "find_node", lambda: str(node))
    seen.append(digest_anew(code.tools_digest))
    monkeypatch.setattr(sys, "version", f"{sys.version} of tomorrow")
    seen.append(digest_anew(code.tools_digest))
    assert len({*seen}) == len(seen)
