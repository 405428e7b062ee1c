"""The mail transport: letters to a mail server, or, where there is none, to files in a folder.

`EMAIL_URL` says where to. A channel opens the post for a batch, hands over one letter after another and keeps what
became of each; nothing here is tried again, and nothing is sent inside a transaction.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from claims.delivery._letter import Letter, Mailbox, as_bytes, one_line, sender
from claims.delivery._smtp import Answer, Fate, SmtpPost

__all__ = ["Answer", "Fate", "Letter", "Mailbox", "Post", "one_line", "post", "send"]

SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
FILE_BACKEND = "django.core.mail.backends.filebased.EmailBackend"

log = logging.getLogger(__name__)


class Wire(Protocol):
    def send(self, sender: str, to: str, letter: bytes) -> Answer: ...

    def close(self) -> None: ...


class Post:
    """Takes letters, one after another."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    def send(self, letter: Letter) -> Answer:
        """What became of the letter. The log has what the server said otherwise, without letter and address."""
        try:
            content = as_bytes(letter)
        except ValueError as error:
            answer = Answer(Fate.REFUSED, str(error))
        else:
            answer = self._wire.send(sender().address, letter.to.address, content)
        if answer.fate != Fate.ACCEPTED:
            log.warning("mail %s: %s", answer.fate, answer.said.replace(letter.to.address, "(the address)"))
        return answer


@contextmanager
def post() -> Iterator[Post]:
    """The post as the settings have it; one connection for all letters of the block."""
    wires: dict[str, type[Any]] = {SMTP_BACKEND: SmtpPost, FILE_BACKEND: _Folder}
    wire: Wire = wires.get(settings.EMAIL_BACKEND, _Django)()
    try:
        yield Post(wire)
    finally:
        wire.close()


def send(letter: Letter) -> Answer:
    """One letter on its own."""
    with post() as open_post:
        return open_post.send(letter)


class _Folder:
    """A file per letter, as any mail program opens it: for machines without a mail server."""

    def send(self, sender: str, to: str, letter: bytes) -> Answer:
        folder = Path(settings.EMAIL_FILE_PATH)  # type: ignore[misc]
        name = f"{message_from_bytes(letter, policy=SMTP)['Date'].datetime:%Y%m%d-%H%M%S}"
        digest = hashlib.sha256(letter).hexdigest()[:12]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}-{digest}.eml").write_bytes(letter)
        except OSError as error:
            return Answer(Fate.UNAVAILABLE, str(error))
        return Answer(Fate.ACCEPTED)

    def close(self) -> None:
        return None


class _Ready(EmailMessage):
    """Our bytes in Django's clothes, for its backends that keep letters in memory or print them."""

    ready: bytes

    def message(self, *_: Any, **__: Any) -> Any:
        return message_from_bytes(self.ready, policy=SMTP)


class _Django:
    def send(self, sender: str, to: str, letter: bytes) -> Answer:
        parsed = message_from_bytes(letter, policy=SMTP)
        text = parsed.get_body(("plain",))
        body = str(text.get_content()) if text is not None else ""
        handed = _Ready(subject=str(parsed["Subject"]), body=body, from_email=sender, to=[to])
        handed.ready = letter
        get_connection().send_messages([handed])
        return Answer(Fate.ACCEPTED)

    def close(self) -> None:
        return None
