"""Serves a site as a host would, under /repo/, and badly where it is told to."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

PREFIX = "/repo/"


class Server(ThreadingHTTPServer):
    """Serves a folder; patterns are of paths below /repo/, such as "runtime/*.packed"."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.folder = folder
        self.requested: list[str] = []
        """Paths below /repo/ in the order asked for; others as they came."""
        self.missing: list[str] = []
        """Patterns of paths that are answered with 404."""
        self.types: dict[str, str] = {}
        """Content type by pattern, in place of the right one."""
        self.headers: dict[str, dict[str, str]] = {}
        """Further headers by pattern."""
        self.held: dict[str, Event] = {}
        """By pattern, what an answer waits for."""

    @property
    def url(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self.server_port}{PREFIX}"

    def hold(self, pattern: str) -> Event:
        """Lets requests wait until the event is set."""
        return self.held.setdefault(pattern, Event())

    def asked_for(self, pattern: str) -> int:
        """How often paths like this were requested."""
        return sum(fnmatch(path, pattern) for path in self.requested)

    def handle_error(self, *_: object) -> None:
        """A browser that goes away in the middle of an answer is no error."""


class Handler(SimpleHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.answer(super().do_GET)

    def do_HEAD(self) -> None:
        self.answer(super().do_HEAD)

    def answer(self, send: Callable[[], None]) -> None:
        path = unquote(urlsplit(self.path).path)
        self.asked = path.removeprefix(PREFIX)
        self.server.requested.append(self.asked)
        for event in matching(self.server.held, self.asked):
            event.wait(60)
        if path == "/favicon.ico":
            self.send_response(204)  # The host's, asked for where a page names none.
            self.end_headers()
        elif path.startswith(PREFIX) and not self.is_missing():
            send()
        else:
            self.send_error(404)

    def is_missing(self) -> bool:
        return any(fnmatch(self.asked, pattern) for pattern in self.server.missing)

    def translate_path(self, path: str) -> str:
        return str(self.server.folder / self.asked)

    def end_headers(self) -> None:
        for headers in matching(self.server.headers, self.asked):
            for name, value in headers.items():
                self.send_header(name, value)
        super().end_headers()

    def guess_type(self, path: Any) -> str:
        return next(iter(matching(self.server.types, self.asked)), super().guess_type(path))

    def send_error(self, code: int, *_: object) -> None:
        """As GitHub Pages does it: the site's own page for what is not there."""
        body = (self.server.folder / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def matching[T](table: dict[str, T], path: str) -> list[T]:
    """What the patterns that fit the path lead to."""
    return [value for pattern, value in table.items() if fnmatch(path, pattern)]


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server with nothing wrong with it yet."""
    with Server(folder) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            for event in server.held.values():
                event.set()
            server.shutdown()
            thread.join()
