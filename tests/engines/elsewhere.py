"""All the world but this machine: a proxy that the browsers have to use. It refuses everything."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

BROWSERS_OWN = {
    "accounts.google.com",
    "clients2.google.com",
    "content-autofill.googleapis.com",
    "optimizationguide-pa.googleapis.com",
    "update.googleapis.com",
    "firefox.settings.services.mozilla.com",
}
"""Whom browsers ask of themselves, whatever is open in them."""


class Elsewhere(ThreadingHTTPServer):
    """Notes what is asked of it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Refusal)
        self.asked: list[str] = []
        """The addresses that a page has asked for, as far as the browser says them."""


class Refusal(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        host = urlsplit(self.path if "://" in self.path else f"//{self.path}").hostname
        if host not in BROWSERS_OWN:
            self.server.asked.append(f"{self.command} {self.path}")
        self.send_error(502)

    do_POST = do_HEAD = do_CONNECT = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing."""


@contextmanager
def refusing() -> Iterator[Elsewhere]:
    """The proxy, while it runs."""
    with Elsewhere() as elsewhere:
        thread = Thread(target=elsewhere.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield elsewhere
        finally:
            elsewhere.shutdown()
            thread.join()
