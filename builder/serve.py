"""The built site on a free port of this machine, built again when its content changes."""

import time
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

PAUSE = 0.5
"""Seconds from one look at the content to the next."""


class Handler(SimpleHTTPRequestHandler):
    """Serves files as they are now, without a line for each."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".wasm": "application/wasm"}

    def end_headers(self) -> None:
        """A preview that shows an old page would mislead its author."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


def serve(site: Path, content: Path, rebuild: Callable[[], object]) -> None:
    """Serves the site until Ctrl-C."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    seen = look(content)
    Thread(target=server.serve_forever, daemon=True).start()
    print(f"The site is at http://127.0.0.1:{server.server_port}/ (stop with Ctrl-C)", flush=True)
    try:
        while True:
            time.sleep(PAUSE)
            if (now := look(content)) != seen:
                seen = now
                rebuild()
    except KeyboardInterrupt:
        print()
    finally:
        server.shutdown()
        server.server_close()


def look(content: Path) -> dict[Path, tuple[int, int]]:
    """When each file of the content was written, and how long it is."""
    found: dict[Path, tuple[int, int]] = {}
    for path in content.rglob("*"):
        try:
            stat = path.stat()
        except OSError:  # gone meanwhile
            continue
        found[path] = (stat.st_mtime_ns, stat.st_size)
    return found
