"""A client that costs little: kept-alive connections in one loop, each with one request on its way."""

import re
import socket
from dataclasses import dataclass
from math import ceil
from selectors import EVENT_READ, DefaultSelector
from time import perf_counter

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
AT_LEAST = 3  # answers per connection, however long they take


@dataclass(frozen=True)
class Measured:
    """Milliseconds, and answers per second."""

    p50: float
    p95: float
    rate: float


class Connection:
    """One connection; `arrived` is called when there is something to read, and says whether the answer is whole."""

    def __init__(self, port: int, request: bytes) -> None:
        self.request = request
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer, self.whole, self.began = b"", 0, 0.0

    def ask(self) -> None:
        self.answer, self.whole, self.began = b"", 0, perf_counter()
        self.socket.sendall(self.request)

    def arrived(self) -> bool:
        came = self.socket.recv(1 << 20)
        if not came:
            raise SystemExit("the server closed a connection that should be kept alive")
        self.answer += came
        if not self.whole and (end := self.answer.find(b"\r\n\r\n")) >= 0:
            self.whole = end + 4 + int(LENGTH.findall(self.answer[:end])[0])
            if self.answer[9:12] not in (b"200", b"201"):
                raise SystemExit(f"{self.request[:200]!r} was answered with {self.answer[:1000]!r}")
        return 0 < self.whole <= len(self.answer)


def request_of(method: str, path: str, *, headers: dict[str, str], body: bytes = b"") -> bytes:
    """The bytes of a request."""
    lines = {"Host": "127.0.0.1", **headers, **({"Content-Length": str(len(body))} if body else {})}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


def measured(port: int, request: bytes, *, connections: int, seconds: float) -> Measured:
    """Requests one after the other on each connection, for so long."""
    waiting = DefaultSelector()
    kept = [Connection(port, request) for _ in range(connections)]
    for each in kept:
        waiting.register(each.socket, EVENT_READ, each)
        each.ask()
    took: list[float] = []
    start = perf_counter()
    while perf_counter() - start < seconds or len(took) < AT_LEAST * connections:
        for key, _events in waiting.select():
            connection: Connection = key.data
            if connection.arrived():
                took.append((perf_counter() - connection.began) * 1000)
                connection.ask()
    elapsed = perf_counter() - start
    for each in kept:
        each.socket.close()
    return told(took, elapsed)


def told(took: list[float], elapsed: float) -> Measured:
    """What these answers, given in so many seconds, come to."""
    at = [sorted(took)[ceil(len(took) * part) - 1] for part in (0.5, 0.95)]
    return Measured(at[0], at[1], len(took) / elapsed)
