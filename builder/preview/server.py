"""The preview's server: the files of the site, a script in each page, and a stream of events.

It answers on this machine only, and only under its own name: a page of another site that has its
name point here is refused by the Host that its requests name.
"""

import json
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from builder.preview.state import Preview

LOCAL = "127.0.0.1"
FIRST_PORT, PORTS = 8000, 100
"""The port of the preview, and how many are tried where it is taken."""
OWN = "/_preview/"
"""Addresses of the preview itself."""
CLIENT = Path(__file__).with_name("client.js")
NO_SERVICE_WORKER = b"""
// A preview is never kept for offline use: whatever kept one here goes.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.registration.unregister()));
"""
EMPTY_PAGE = b"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Not built yet</title></head>
<body></body></html>
"""
KEEP_ALIVE = 15.0
"""Seconds after which a stream says something, so that closed browsers are noticed."""


class PortError(Exception):
    """The port cannot be had, in a sentence."""


class Handler(SimpleHTTPRequestHandler):
    """Serves files as they are now, without a line for each."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".wasm": "application/wasm",
        ".js": "text/javascript",
    }
    preview: Preview

    def __init__(self, *given: object, preview: Preview) -> None:
        self.preview = preview
        super().__init__(*given, directory=str(preview.site))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A page, another file, or something of the preview's own."""
        if not self.is_for_us():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, "This preview has another address")
            return
        path = urlsplit(self.path).path
        if path.startswith(OWN):
            self.answer_own(path.removeprefix(OWN))
        elif path == "/service-worker.js":
            self.send_text(NO_SERVICE_WORKER, "text/javascript")
        elif path.endswith((".html", "/")):
            self.send_page(path)
        else:
            super().do_GET()

    def do_HEAD(self) -> None:
        """As for GET, without the text."""
        if self.is_for_us():
            super().do_HEAD()
        else:
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)

    def is_for_us(self) -> bool:
        """Whether the request names this server, as every browser does that came here by it."""
        port = self.connection.getsockname()[1]
        return self.headers.get("Host") in (f"{LOCAL}:{port}", f"localhost:{port}")

    def answer_own(self, name: str) -> None:
        """The script in pages, or the stream of events that it listens to."""
        if name == "client.js":
            self.send_text(CLIENT.read_bytes(), "text/javascript")
        elif name == "events":
            self.send_events()
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def send_page(self, path: str) -> None:
        """A page with the preview's script; that for missing ones where there is none."""
        shown = self.preview.page(self.file_of(path))
        status = HTTPStatus.OK if shown else HTTPStatus.NOT_FOUND
        other = None if shown else self.preview.page(self.preview.site / "404.html")
        html = shown.html if shown else other.html if other else EMPTY_PAGE
        digest = shown.digest if shown else ""
        script = f'<script src="{OWN}client.js" data-page="{digest}" defer></script></head>'
        self.send_text(html.replace(b"</head>", script.encode(), 1), "text/html", status)

    def file_of(self, path: str) -> Path:
        """The file of a page's address; `translate_path` leads nowhere outside the site."""
        return Path(self.translate_path(f"{path}index.html" if path.endswith("/") else path))

    def send_text(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        """A text as the answer."""
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def send_events(self) -> None:
        """Tells a browser about each build, until it has gone."""
        (path,) = parse_qs(urlsplit(self.path).query).get("path", ["/"])
        file = self.file_of(urlsplit(path).path)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        seen = -1
        try:
            while not self.preview.is_over:
                version = self.preview.wait(seen, KEEP_ALIVE)
                text = ":\n\n"
                if version != seen:
                    message = self.preview.message(self.preview.page(file))
                    text = f"data: {json.dumps(message)}\n\n"
                seen = version
                self.wfile.write(text.encode())
        except ConnectionError:
            pass

    def end_headers(self) -> None:
        """A preview that shows an old page would mislead its author."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    """Ends with the program, whatever its browsers wait for."""

    daemon_threads = True
    allow_reuse_address = True


def open_server(preview: Preview, port: int | None) -> Server:
    """A server at the port; without one at the usual port, or the next that is free.

    Raises PortError where there is none.
    """
    handler = partial(Handler, preview=preview)
    ports = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else (port,)
    for each in ports:
        try:
            return Server((LOCAL, each), handler)
        except OSError:
            continue
    named = f"the port {ports[0]} is" if port is not None else f"the ports from {FIRST_PORT} are"
    raise PortError(f"{named} taken (allowed: a free one, --port NUMBER)")
