"""A real SMTP server on this machine, which answers as a test tells it to."""

import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

from claims.delivery.mail import SMTP_BACKEND


class Mailroom:
    """What came in, and how the next letters are answered: `answers` by recipient, else everything is taken."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.rcpt: dict[str, str] = {}
        self.data: dict[str, str] = {}
        self.connections = 0
        self.got_all = threading.Event()
        self.may_go_on = threading.Event()

    async def handle_EHLO(self, server: SMTP, session: Any, envelope: Any, hostname: str, responses: list[str]) -> Any:  # noqa: N802
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        answer = self.rcpt.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        answer = self.data.get(envelope.rcpt_tos[0], "250 taken")
        self.got_all.set()
        if answer == "drop":
            cast(Any, server).transport.close()
            return "250 nobody hears this"
        if answer == "hang":
            await server.loop.run_in_executor(None, self.may_go_on.wait, 20)
            return "250 nobody waits for this"
        if answer.startswith("250"):
            self.raw.append(envelope.original_content)
            self.letters.append(cast(EmailMessage, message_from_bytes(envelope.original_content, policy=default)))
        return answer


class AnyPort(Controller):
    """Takes whichever port is free, and knows afterwards which it was."""

    def _trigger_server(self) -> None:
        server: Any = self.server
        self.port = server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mailroom(settings: Any) -> Iterator[Mailroom]:
    """The server that the settings name."""
    room = Mailroom()
    controller = AnyPort(room, hostname="127.0.0.1", port=0, ready_timeout=20)
    controller.start()
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP_BACKEND, "127.0.0.1", controller.port
    settings.EMAIL_TIMEOUT, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = 10, "", ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield room
    room.may_go_on.set()
    controller.stop()
