"""The built site on a free port of this machine, built again when its content changes."""

from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

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


class Preview(ThreadingHTTPServer):
    """Serves the site, and looks at the content between requests."""

    def __init__(self, site: Path, content: Path, rebuild: Callable[[], object]) -> None:
        super().__init__(("127.0.0.1", 0), partial(Handler, directory=str(site)))
        self.content, self.rebuild = content, rebuild
        self.seen = look(content)

    def service_actions(self) -> None:
        """Builds again where the content has changed."""
        if (now := look(self.content)) != self.seen:
            self.seen = now
            self.rebuild()


def serve(site: Path, content: Path, rebuild: Callable[[], object]) -> None:
    """Serves the site until Ctrl-C."""
    with Preview(site, content, rebuild) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        print(f"The site is at {address} (stop with Ctrl-C)", flush=True)
        try:
            server.serve_forever(PAUSE)
        except KeyboardInterrupt:
            print()


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
