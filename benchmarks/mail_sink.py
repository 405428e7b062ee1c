"""A mail server that takes every letter and keeps none, in a process of its own: `python -m benchmarks.mail_sink`."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.conf import settings

from claims.delivery.mail import SMTP_BACKEND


class _AnyPort(Controller):
    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def taking_all() -> Iterator[None]:
    """Within, our letters go there, and nobody waits for a turn."""
    command = [sys.executable, "-m", "benchmarks.mail_sink"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        settings.EMAIL_BACKEND, settings.EMAIL_HOST = SMTP_BACKEND, "127.0.0.1"
        settings.EMAIL_PORT, settings.EMAIL_LETTERS_PER_MINUTE = int(server.stdout.readline()), 0
        try:
            yield
        finally:
            server.stdin.close()


def main() -> None:
    """Serve until standard input is closed; the port is the first line of standard output."""
    server = _AnyPort(Sink(), hostname="127.0.0.1", port=0)
    server.start()
    print(server.port, flush=True)
    sys.stdin.read()
    server.stop()


if __name__ == "__main__":
    main()
