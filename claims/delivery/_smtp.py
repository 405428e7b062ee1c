"""Letters to an SMTP server, step by step: it is known whether one was taken, except where the answer is lost."""

import re
import smtplib
import ssl
from enum import StrEnum
from typing import Any, NamedTuple

from django.conf import settings
from django.core.mail.utils import DNS_NAME

LONGEST_SAID = 300
NOT_AVAILABLE = 421
LEADING_DOT = re.compile(rb"(?m)^\.")


class Fate(StrEnum):
    """What became of a letter."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # for good, and for this recipient or letter
    TEMPORARY = "temporary"  # the server will perhaps take it later
    UNAVAILABLE = "unavailable"  # it was not taken, and no other letter would be now
    UNCERTAIN = "uncertain"  # all of it was sent and the answer never came: perhaps taken


class Answer(NamedTuple):
    """`said` is what the server said, or what went wrong on the way."""

    fate: Fate
    said: str = ""


class SmtpPost:
    """One connection for many letters; opened when it is needed, and once more if the server closed it in between."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None

    def send(self, sender: str, to: str, letter: bytes) -> Answer:
        try:
            used_before = self._server is not None
            answer = self._envelope(self._connected(), sender, to)
            if answer.fate == Fate.UNAVAILABLE and used_before:
                self.close()
                answer = self._envelope(self._connected(), sender, to)
            if answer.fate == Fate.ACCEPTED:
                answer = self._content(self._connected(), letter)
        except (smtplib.SMTPException, OSError) as error:
            answer = Answer(Fate.UNAVAILABLE, _said(error))
        if answer.fate in (Fate.UNAVAILABLE, Fate.UNCERTAIN):
            self._drop()
        return answer

    def close(self) -> None:
        """Say goodbye; what the server answers to that is of no interest."""
        if self._server is not None:
            try:
                self._server.quit()
            except (smtplib.SMTPException, OSError):
                self._drop()
            self._server = None

    def _drop(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    def _connected(self) -> smtplib.SMTP:
        if self._server is not None:
            return self._server
        where: dict[str, Any] = {
            "host": settings.EMAIL_HOST,
            "port": settings.EMAIL_PORT,
            "timeout": settings.EMAIL_TIMEOUT,
        }
        context = ssl.create_default_context()
        if settings.EMAIL_USE_SSL:
            server: smtplib.SMTP = smtplib.SMTP_SSL(**where, local_hostname=DNS_NAME.get_fqdn(), context=context)
        else:
            server = smtplib.SMTP(**where, local_hostname=DNS_NAME.get_fqdn())
        self._server = server
        if settings.EMAIL_USE_TLS:
            server.starttls(context=context)
        if settings.EMAIL_HOST_USER and settings.EMAIL_HOST_PASSWORD:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        server.ehlo_or_helo_if_needed()
        return server

    def _envelope(self, server: smtplib.SMTP, sender: str, to: str) -> Answer:
        """Up to where the letter itself would follow. Whoever refuses us as a sender refuses every letter."""
        try:
            code, words = server.mail(sender)
            if code >= 400:
                return self._over(server, Fate.UNAVAILABLE if code >= 500 else _fate(code), code, words)
            code, words = server.rcpt(to)
            if code < 400:
                code, words = server.docmd("DATA")
            return Answer(Fate.ACCEPTED) if code < 400 else self._over(server, _fate(code), code, words)
        except (smtplib.SMTPException, OSError) as error:
            return Answer(Fate.UNAVAILABLE, _said(error))

    def _content(self, server: smtplib.SMTP, letter: bytes) -> Answer:
        # Without its last line, no server takes a letter; with it, any may have, whatever we hear.
        server.send(LEADING_DOT.sub(b"..", letter.removesuffix(b"\r\n")) + b"\r\n")
        try:
            server.send(b".\r\n")
            code, words = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return Answer(Fate.UNCERTAIN, _said(error))
        if code < 0:
            return Answer(Fate.UNCERTAIN, _text(words))
        return Answer(Fate.ACCEPTED if code < 400 else _fate(code), f"{code} {_text(words)}")

    def _over(self, server: smtplib.SMTP, fate: Fate, code: int, words: bytes) -> Answer:
        """Not this letter; the connection is ready for the next one."""
        try:
            server.rset()
        except (smtplib.SMTPException, OSError):
            self._drop()
        return Answer(fate, f"{code} {_text(words)}")


def _fate(code: int) -> Fate:
    if code == NOT_AVAILABLE:
        return Fate.UNAVAILABLE
    return Fate.REFUSED if code >= 500 else Fate.TEMPORARY


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:LONGEST_SAID]


def _text(words: bytes) -> str:
    return words.decode("utf-8", "replace").replace("\n", " ")[:LONGEST_SAID]
