"""A host like GitHub Pages in what it compresses and lets browsers keep; counts all it sends."""

import gzip
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from urllib.parse import unquote, urlsplit

from bench.network import AS_IS, Line, Network

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".mjs": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
}
"""Content types that the host compresses."""
PACKED_TYPES = {
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".zip": "application/zip",
}
"""Those that it sends as they are; what it does not know is application/octet-stream, likewise."""
QUIET = 0.4
"""Seconds without a request after which a visit has all it wanted."""


@dataclass(frozen=True)
class File:
    """A file, ready to be sent."""

    kind: str
    """Its content type."""
    encoding: str
    """"gzip", or nothing."""
    body: bytes
    tag: str
    """Changes with the content."""


@dataclass(frozen=True)
class Answer:
    """What went over the wire for one request."""

    path: str
    status: int
    size: int
    """Bytes of head and body together."""


class Host(ThreadingHTTPServer):
    """Serves folders, each under its name, all on one address."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, folders: Mapping[str, Path]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files = {
            f"/{name}/{path.relative_to(folder).as_posix()}": read_file(path)
            for name, folder in folders.items()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.name.endswith(".map")
        }
        self.changed = Condition()
        self.begin(AS_IS)

    def begin(self, network: Network) -> None:
        """A reader comes, by way of this network."""
        self.line = Line(network)
        self.answers: list[Answer] = []
        self.open = 0
        self.last = time.monotonic()

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.server_port}{path}"

    def settle(self) -> list[Answer]:
        """All answers of the visit, once nothing more is asked for."""
        with self.changed:
            while True:
                rest = self.last + QUIET - time.monotonic()
                if not self.open and rest <= 0:
                    return list(self.answers)
                self.changed.wait(None if self.open else rest)

    @contextmanager
    def request(self) -> Iterator[list[Answer]]:
        """Keeps count while a request is answered."""
        with self.changed:
            self.open += 1
        try:
            yield self.answers
        finally:
            with self.changed:
                self.open -= 1
                self.last = time.monotonic()
                self.changed.notify_all()

    def handle_error(self, *_: object) -> None:
        """A browser that goes away in the middle of an answer is no error."""


class Handler(BaseHTTPRequestHandler):
    server: Host
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.line = self.server.line
        self.line.connect()

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        with self.server.request() as answers:
            status, data = self.compose(self.server.files.get(path))
            self.line.send(self.connection, data)
            answers.append(Answer(path, status, len(data)))

    def compose(self, file: File | None) -> tuple[int, bytes]:
        """The status, and the whole answer."""
        if not file:
            return 404, message(HTTPStatus.NOT_FOUND, {"Content-Length": "0"})
        headers = {
            "Content-Type": file.kind,
            "ETag": file.tag,
            "Cache-Control": "max-age=600",
            "Vary": "Accept-Encoding",
        }
        if self.headers["If-None-Match"] == file.tag:
            return 304, message(HTTPStatus.NOT_MODIFIED, headers)
        if file.encoding:
            headers["Content-Encoding"] = file.encoding
        headers["Content-Length"] = str(len(file.body))
        return 200, message(HTTPStatus.OK, headers, file.body)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def read_file(path: Path) -> File:
    """A file as the host sends it."""
    data = path.read_bytes()
    tag = f'"{sha256(data).hexdigest()[:16]}"'
    if kind := TYPES.get(path.suffix):
        return File(kind, "gzip", gzip.compress(data, 6, mtime=0), tag)
    return File(PACKED_TYPES.get(path.suffix, "application/octet-stream"), "", data, tag)


def message(status: HTTPStatus, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """An answer of HTTP."""
    lines = [f"HTTP/1.1 {status.value} {status.phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


@contextmanager
def hosting(folders: Mapping[str, Path]) -> Iterator[Host]:
    """A host, for as long as it is needed."""
    with Host(folders) as host:
        thread = Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield host
        finally:
            host.shutdown()
            thread.join()
