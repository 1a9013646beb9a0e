"""What lies between server and reader: nothing, or a line with a delay and a limited rate.

The line is drawn in the server and not in the browser, because a browser's own emulation has to be
switched on for the page, each of its workers and its service worker apart, and reaches a worker
only after it began to load. Here every byte of every rival goes through one and the same line.
"""

import socket
import time
from dataclasses import dataclass
from threading import Lock

PIECE = 4 * 1460
"""Bytes that take their turn on the line together: four packets."""


@dataclass(frozen=True)
class Network:
    """A kind of network."""

    name: str
    """Short, for tables."""
    about: str
    """What it is, for people."""
    rate: float = 0
    """Bytes a second that all connections share; 0 means no limit."""
    round_trip: float = 0
    """Seconds there and back."""


AS_IS = Network("as is", "loopback, nothing in between")
FOUR_G = Network("4G", "9 Mbit/s down, 170 ms there and back", 9e6 / 8, 0.170)
NETWORKS = (AS_IS, FOUR_G)
HANDSHAKES = 2
"""Round trips before the first request of a visit: TCP's and TLS 1.3's. Later connections are free,
as on HTTP/2, which has only one; what HTTP/1.1 adds is the limit of six requests at once."""


class Line:
    """The way of one reader's bytes."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.connected: float | None = None
        """When the handshakes are over; None before the first request."""
        self.free = 0.0
        """When the bytes under way will all have gone."""
        self.lock = Lock()

    def connect(self) -> None:
        """The handshakes of a connection."""
        with self.lock:
            if self.connected is None:
                self.connected = time.monotonic() + HANDSHAKES * self.network.round_trip

    def send(self, connection: socket.socket, data: bytes) -> None:
        """An answer to a request that came just now, as slowly as the network is."""
        asked = max(time.monotonic(), self.connected or 0)
        begun = asked + self.network.round_trip
        wait_until(begun)
        if not self.network.rate:
            connection.sendall(data)
            return
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            wait_until(self.turn(len(piece), begun))
            connection.sendall(piece)

    def turn(self, size: int, begun: float) -> float:
        """When this many more bytes of an answer will have arrived, after all that are under way.

        Counted from when the answer began and not from now, so that waking late costs nothing.
        """
        with self.lock:
            self.free = max(self.free, begun) + size / self.network.rate
            return self.free


def wait_until(moment: float) -> None:
    """The delay itself."""
    time.sleep(max(0, moment - time.monotonic()))
