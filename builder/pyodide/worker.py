"""The worker's script: Pyodide's two scripts with our driver behind them.

One request instead of three, and a single text that can also be started from a page without a
server.
"""

import json

from builder.assets.esbuild import SOURCE_MAP, minified
from builder.cache.store import cached
from builder.pyodide.stdlib import PYODIDE


def make_worker(driver: bytes) -> bytes:
    """The script."""
    lock = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8")) | {"packages": {}}
    scripts = [
        cached("minified", minified, PYODIDE / "pyodide.asm.js"),
        SOURCE_MAP.sub(b"", (PYODIDE / "pyodide.js").read_bytes()),
        f"const LOCK={json.dumps(json.dumps(lock))};".encode(),
        driver,
    ]
    return b"\n".join(scripts)
