"""Files that a lesson's HTML is made from besides its text."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True)
class Input:
    """A file, as it was when it was read."""

    path: str
    """Where it lies."""
    digest: str
    """Of its bytes; empty where it could not be read."""

    def is_current(self) -> bool:
        """Whether reading it would give the same."""
        return self == read_input(Path(self.path))[0]


def read_input(path: Path) -> tuple[Input, bytes]:
    """A file and its bytes, of which there are none where it cannot be read."""
    try:
        data = path.read_bytes() if path.is_file() else None
    except (OSError, ValueError):
        data = None
    digest = sha256(data).hexdigest() if data is not None else ""
    return Input(str(path), digest), data or b""
