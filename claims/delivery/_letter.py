"""A letter, and the bytes that it is on the wire.

Names and titles come from people: in a header they are one line of plain text, cut to a length, and encoded by us.
Python's own folding of encoded words loses spaces and quotes in some versions, so it folds nothing that people wrote.
"""

import hashlib
import re
import unicodedata
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from django.conf import settings

# RFC 2047: an encoded word is at most 75 characters long; base64 in UTF-8 leaves this many bytes.
WORD_BYTES = 45
# The first one stands beside the name of its header.
BESIDE_THE_NAME = 9
LONGEST_SUBJECT = 150
LONGEST_PLAIN = 60
LONGEST_LINE = 990
# What ends a quoted name, and what could begin an encoded word.
QUOTING = re.compile(r'["\\=?]+')
# What has a meaning of its own in an address; readers decode first and look for these afterwards.
SPECIALS = re.compile(r'[()<>\[\]:;@\\,."=?]+')
ADDRESS = re.compile(r"[!-;A-Z^-~=?]{1,64}@[A-Za-z0-9.-]{1,255}\Z")
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*\Z")
OURS = frozenset({"from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version"})


@dataclass(frozen=True)
class Mailbox:
    """An address with the name of whose it is."""

    address: str
    name: str = ""


@dataclass(frozen=True)
class Letter:
    """One letter to one person. `key` names it for good: the same key gives the same Message-ID, also years later.

    `headers` are further ones, such as List-Unsubscribe; they are written by us and refused if they are not one plain
    line. `html` says the same as `text` and is left out where plain text is enough. `sent_by` is the name beside our
    address, where it is another than that of the settings.
    """

    key: str
    to: Mailbox
    subject: str
    text: str
    at: datetime
    language: str = "en"
    html: str = ""
    sent_by: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def message_id(self) -> str:
        """Not to be guessed from the key by whoever does not know our secret."""
        digest = hashlib.sha256(f"mail:{settings.SECRET_KEY}:{self.key}".encode()).hexdigest()[:40]
        return f"<{digest}@{sender().address.rpartition('@')[2]}>"


def sender() -> Mailbox:
    """Who we are: DEFAULT_FROM_EMAIL."""
    given = str(settings.DEFAULT_FROM_EMAIL)
    name, opened, address = given.rpartition("<")
    return Mailbox(address.rstrip("> "), name.strip(' "')) if opened else Mailbox(given.strip())


def as_bytes(letter: Letter) -> bytes:
    """The letter as it is sent; ValueError where an address or a header of ours is no such thing."""
    lines = {
        "From": _mailbox(Mailbox(sender().address, letter.sent_by or sender().name)),
        "To": _mailbox(letter.to),
        "Subject": _words(_cut(one_line(letter.subject), LONGEST_SUBJECT)),
        "Date": format_datetime(letter.at),
        "Message-ID": letter.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": letter.language,
        **{name: _checked(name, value) for name, value in letter.headers.items()},
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return head.encode("ascii") + _body(letter)


def one_line(text: str) -> str:
    """White space and control characters, line breaks among them, as single spaces."""
    plain = "".join(" " if unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp") else each for each in text)
    return " ".join(plain.split())


def _body(letter: Letter) -> bytes:
    message = EmailMessage(policy=SMTP)
    message.set_content(_clean(letter.text), charset="utf-8", cte="quoted-printable")
    if letter.html:
        message.add_alternative(_clean(letter.html), subtype="html", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _mailbox(box: Mailbox) -> str:
    if not ADDRESS.match(box.address):
        raise ValueError("no address that mail can be sent to")
    name = one_line(QUOTING.sub(" ", box.name))
    if not name:
        return f"<{box.address}>"
    if name.isascii():
        return f'"{_cut(name, LONGEST_PLAIN, "...")}" <{box.address}>'
    # One word and no more: between two of them, some readers show a space.
    name = one_line(SPECIALS.sub(" ", name))
    while len(name.encode()) > WORD_BYTES:
        name = _cut(name, len(name) - 1)
    return f"{_encoded(name)}\r\n <{box.address}>" if name else f"<{box.address}>"


def _words(text: str) -> str:
    """Plain where it is short and plain, else encoded words, one to a line."""
    if text.isascii() and len(text) <= LONGEST_PLAIN and "=?" not in text:
        return text
    chunks, size = [""], BESIDE_THE_NAME
    for each in text:
        size += len(each.encode())
        if size > WORD_BYTES:
            chunks.append("")
            size = len(each.encode())
        chunks[-1] += each
    return "\r\n ".join(_encoded(chunk) for chunk in chunks)


def _encoded(text: str) -> str:
    return f"=?utf-8?b?{b64encode(text.encode()).decode()}?="


def _cut(text: str, longest: int, mark: str = "…") -> str:
    """At most so many characters, the mark included; no accent or joiner is left behind without its letter."""
    if len(text) <= longest:
        return text
    end = longest - len(mark)
    while end and (unicodedata.combining(text[end]) or text[end] in "\u200d\ufe0f" or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip() + mark


def _checked(name: str, value: str) -> str:
    plain = value.isascii() and value.isprintable() and len(value) <= LONGEST_LINE
    if not plain or not HEADER_NAME.match(name) or name.lower() in OURS or name.lower().startswith("content-"):
        raise ValueError(f"not a header that a letter may have: {name}")
    return value
