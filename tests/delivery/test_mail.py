"""The mail transport against a real SMTP server: what is known of each letter, and what it looks like on arrival."""

import socket
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import settings as few
from hypothesis import strategies as st

from claims.delivery import mail
from claims.delivery._letter import as_bytes
from claims.delivery.mail import Fate, Letter, Mailbox
from tests.factories import NOW


def letter(**change) -> Letter:
    given = {"key": "test:1", "to": Mailbox("a@desk.example", "A"), "subject": "Hello", "text": "Text\n", "at": NOW}
    return Letter(**(given | change))


def parsed(**change):
    return message_from_bytes(as_bytes(letter(**change)), policy=default)


def fates(post, *to: str) -> list[Fate]:
    return [post.send(letter(to=Mailbox(address))).fate for address in to]


def test_a_letter_arrives_as_it_was_written(mailroom):
    text = ".begins with a dot\n" + "é=" * 200 + "\nlast line without a break"
    assert mail.send(letter(text=text, html="<p>é</p>", language="fr")).fate == Fate.ACCEPTED

    (got,) = mailroom.letters
    assert got.get_body(("plain",)).get_content().splitlines() == text.splitlines()
    assert got.get_body(("html",)).get_content().strip() == "<p>é</p>"
    assert (got["Content-Language"], got["Auto-Submitted"], got["Date"].datetime) == ("fr", "auto-generated", NOW)
    assert max(len(line) for line in mailroom.raw[0].split(b"\r\n")) <= 78


def test_a_batch_takes_one_connection_and_a_refusal_holds_nobody_up(mailroom):
    mailroom.rcpt = {"gone@desk.example": "550 no such user", "full@desk.example": "452 try later"}
    mailroom.data = {"spam@desk.example": "554 no thanks", "busy@desk.example": "451 later"}
    with mail.post() as post:
        got = fates(post, "a@x.example", *(f"{who}@desk.example" for who in ("gone", "full", "spam", "busy", "b")))

    refused, later = Fate.REFUSED, Fate.TEMPORARY
    assert got == [Fate.ACCEPTED, refused, later, refused, later, Fate.ACCEPTED]
    assert (mailroom.connections, len(mailroom.letters)) == (1, 2)


@pytest.mark.parametrize("misfortune", ["drop", "hang"])
def test_a_letter_that_was_sent_and_never_answered_is_uncertain_and_the_next_goes_out(mailroom, settings, misfortune):
    settings.EMAIL_TIMEOUT = 0.5
    mailroom.data = {"a@desk.example": misfortune}
    with mail.post() as post:
        assert fates(post, "a@desk.example") == [Fate.UNCERTAIN]
        settings.EMAIL_TIMEOUT = 10
        assert fates(post, "b@desk.example") == [Fate.ACCEPTED]


def test_a_server_that_closes_an_idle_connection_is_called_again(mailroom):
    with mail.post() as post:
        assert fates(post, "a@desk.example") == [Fate.ACCEPTED]
        post._wire._server.sock.shutdown(socket.SHUT_RDWR)
        assert fates(post, "b@desk.example") == [Fate.ACCEPTED]
    assert mailroom.connections == 2


def test_a_server_that_is_not_there_or_says_421_is_unavailable(mailroom, settings):
    mailroom.rcpt = {"a@desk.example": "421 shutting down"}
    assert mail.send(letter()).fate == Fate.UNAVAILABLE

    settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = 1, 1
    assert mail.send(letter()).fate == Fate.UNAVAILABLE


def test_a_server_that_takes_the_call_and_says_nothing_is_unavailable(mailroom, settings):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = silent.getsockname()[1], 0.3
        assert mail.send(letter()).fate == Fate.UNAVAILABLE


def test_a_server_without_the_encryption_or_the_login_asked_for_gets_nothing(mailroom, settings):
    settings.EMAIL_USE_TLS = True
    assert mail.send(letter()).fate == Fate.UNAVAILABLE

    settings.EMAIL_USE_TLS, settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = False, "us", "secret"
    assert mail.send(letter()).fate == Fate.UNAVAILABLE
    assert mailroom.letters == []


def test_an_address_that_is_none_is_refused_without_a_word_to_the_server(mailroom):
    with mail.post() as post:
        assert fates(post, "a@b\r\nRCPT TO:<c@d.example>", "no address", "ü@desk.example") == [Fate.REFUSED] * 3
    assert mailroom.connections == 0


def test_without_a_mail_server_each_letter_is_a_file_that_mail_programs_open(settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = mail.FILE_BACKEND, str(tmp_path / "mail")
    assert mail.send(letter()).fate == Fate.ACCEPTED

    (path,) = Path(settings.EMAIL_FILE_PATH).glob("*.eml")
    assert message_from_bytes(path.read_bytes(), policy=default)["Subject"] == "Hello"


def test_the_same_key_gives_the_same_message_id_and_another_key_another():
    assert letter().message_id == letter(subject="Other").message_id != letter(key="test:2").message_id
    assert parsed()["Message-ID"] == letter().message_id


@pytest.mark.parametrize(
    "name",
    [
        "Smith, John",
        'A" <evil@x.example>',
        "a\r\nBcc: evil@x.example",
        "الجيش المالي الوطني الكبير جدا",
        "🎉" * 40,
        "é" * 99,
    ],
)
def test_a_name_is_one_name_and_brings_no_address_and_no_header(name):
    got = parsed(to=Mailbox("a@desk.example", name))

    assert [each.addr_spec for each in got["To"].addresses] == ["a@desk.example"]
    assert got["Bcc"] is None
    assert got.defects == []
    assert got["To"].defects == ()


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("one\r\nBcc: evil@x.example", "one Bcc: evil@x.example"),
        ("a\u2028b\0c", "a b c"),
        ("t" * 5000, "t" * 149 + "…"),
        ("=?utf-8?q?Bcc=3A?= x", "=?utf-8?q?Bcc=3A?= x"),
        ("الجيش لم يجب منذ 6 أيام 🎉 — " + "é" * 60, "الجيش لم يجب منذ 6 أيام 🎉 — " + "é" * 60),
    ],
)
def test_a_subject_is_one_line_that_is_read_as_it_was_written(subject, shown):
    got = parsed(subject=subject)

    assert (str(got["Subject"]), got["Bcc"]) == (shown, None)


def test_headers_of_ours_are_one_plain_line():
    assert parsed(headers={"List-Unsubscribe": "<https://x.example/>"})["List-Unsubscribe"] == "<https://x.example/>"
    for name, value in [("X-A", "a\r\nB: c"), ("X A", "b"), ("Subject", "b"), ("X-A", "é"), ("Content-Type", "a/b")]:
        with pytest.raises(ValueError, match="not a header"):
            as_bytes(letter(headers={name: value}))


@few(max_examples=25)
@given(text=st.text(max_size=120), name=st.text(max_size=80))
def test_whatever_people_write_the_letter_has_its_own_headers_and_no_others(text, name):
    got = parsed(subject=text, to=Mailbox("a@desk.example", name), text=text)

    assert len(got.keys()) == len(set(got.keys())) == len(parsed().keys())
    assert str(got["Subject"]) == mail.one_line(text).strip()
    assert [each.addr_spec for each in got["To"].addresses] == ["a@desk.example"]
    assert all(len(line) <= 78 for line in as_bytes(letter(subject=text, text=text)).split(b"\r\n"))


def test_the_sender_is_the_one_of_the_settings(settings):
    settings.DEFAULT_FROM_EMAIL = "Le Registre é <on-record@record.example>"
    (box,) = parsed()["From"].addresses
    assert SimpleNamespace(name=box.display_name, address=box.addr_spec) == SimpleNamespace(
        name="Le Registre é", address="on-record@record.example"
    )
