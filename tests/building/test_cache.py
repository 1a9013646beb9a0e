"""What the cache holds is used where it is whole and right, and made anew wherever it is not."""

import errno
import os
import shutil
import time
from pathlib import Path

import pytest

from builder.cache import store
from builder.cache.store import cached
from support.damage import DAMAGES

made: list[str] = []
"""What `shout` was asked for."""


def shout(text: str) -> bytes:
    made.append(text)
    return text.upper().encode()


def whisper(text: str) -> bytes:
    return text.lower().encode()


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The empty folder of what is cached."""
    made.clear()
    monkeypatch.setattr(store, "RESULTS", tmp_path / "cache" / "results")
    return tmp_path / "cache" / "results"


@pytest.mark.parametrize("number", range(len(DAMAGES)))
def test_a_damaged_entry_is_made_anew(number: int, results: Path) -> None:
    assert cached("words", shout, "hello") == b"HELLO"
    (entry,) = results.iterdir()
    before = entry.read_bytes()
    DAMAGES[number](entry)
    assert [cached("words", shout, "hello") for _ in range(2)] == [b"HELLO"] * 2
    assert made == ["hello"] * 2
    assert [*results.iterdir()] == [entry]
    assert entry.read_bytes() == before


def test_each_input_and_each_function_has_an_entry_of_its_own(results: Path) -> None:
    for text in ("One", "Two", "One"):
        assert cached("words", shout, text) == text.upper().encode()
        assert cached("words", whisper, text) == text.lower().encode()
    assert made == ["One", "Two"]
    keys = [store.input_digest(each) for each in (b"ab", "ab", ("a", "b"), ("ab",), (), b"", "")]
    assert len({*keys}) == len(keys)


def test_an_entry_in_the_place_of_another_is_made_anew(results: Path) -> None:
    for text in ("one", "two"):
        cached("words", shout, text)
    first, second = results.iterdir()
    shutil.copy(first, second)
    assert cached("words", shout, "one") == b"ONE"
    assert cached("words", shout, "two") == b"TWO"
    assert len(made) == 3


def test_a_changed_file_or_folder_is_another_input(results: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()

    def key() -> bytes:
        return store.input_digest(folder)

    seen = [key()]
    for name, text in {"a": "1", "b": "2", "sub/a": "1"}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
        seen.append(key())
    (folder / "b").rename(folder / "c")
    seen.append(key())
    os.utime(folder / "c", ns=(1, 1))
    assert key() == seen[-1]
    (folder / "c").write_text("3")
    assert len({*seen, key()}) == len(seen) + 1


def test_what_could_use_more_than_its_inputs_is_refused(results: Path) -> None:
    def inner(text: str) -> bytes:
        return shout(text)

    with pytest.raises(TypeError, match="is no function of a module"):
        cached("words", inner, "hello")
    with pytest.raises(TypeError, match="is no function of a module"):
        cached("words", lambda text: shout(text), "hello")
    with pytest.raises(TypeError, match="list cannot be an input of a cached result"):
        cached("words", shout, ["hello"])  # type: ignore[arg-type]


@pytest.mark.parametrize("place", ["file", "file/below/it"])
def test_where_nothing_can_be_stored_all_is_made(
    place: str, results: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file stands where folders should: in the place of the cache's own it gives way."""
    (tmp_path / "file").write_text("mine")
    monkeypatch.setattr(store, "RESULTS", tmp_path / place)
    assert [cached("words", shout, "hello") for _ in range(2)] == [b"HELLO"] * 2
    assert made == ["hello"] * (1 if place == "file" else 2)


def test_a_full_disk_leaves_nothing_half_written(
    results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_bytes = Path.write_bytes

    def fill(path: Path, data: bytes) -> int:
        write_bytes(path, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", fill)
        assert cached("words", shout, "hello") == b"HELLO"
    assert [*results.iterdir()] == []
    assert cached("words", shout, "hello") == b"HELLO"


def test_what_nobody_has_read_for_a_month_goes_and_the_oldest_of_too_much(
    results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("old", "used", "new"):
        cached("words", shout, text)
    entries = {each.read_bytes()[store.DIGEST :]: each for each in results.iterdir()}
    (results / ".left").write_bytes(b"behind by a build that was ended")
    long_ago = time.time() - store.A_MONTH - 60
    for path in (*results.iterdir(),):
        os.utime(path, (long_ago, long_ago))
    cached("words", shout, "used")
    os.utime(entries[b"NEW"])
    store.forget_unused(results)
    assert {*results.iterdir()} == {entries[b"USED"], entries[b"NEW"]}
    os.utime(entries[b"USED"], (1, time.time() - 60))
    monkeypatch.setattr(store, "MOST", entries[b"NEW"].stat().st_size)
    store.forget_unused(results)
    assert [*results.iterdir()] == [entries[b"NEW"]]
