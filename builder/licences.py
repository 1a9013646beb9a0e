"""The licences of all that the site ships, in one text."""

import json
from collections.abc import Iterable

from builder.prebuilt.parts import prebuilt

EDITOR = "CodeMirror and Lezer"
"""What only sites with readers' code have."""


def licences(packages: Iterable[str], has_editor: bool) -> bytes:
    """Each name with the text of its licence; of the Python packages those that pages load."""
    texts: dict[str, str] = json.loads(prebuilt("licences.json"))
    if not has_editor:
        del texts[EDITOR]
    texts |= {f"{name} (Python package)": prebuilt(f"{name}.txt").decode() for name in packages}
    parts = [f"{name}\n{'=' * len(name)}\n\n{text}\n" for name, text in texts.items()]
    return "\n\n".join(parts).encode()
