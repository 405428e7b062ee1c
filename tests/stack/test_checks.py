"""Trouble is one line."""

import socket

import pytest

from tracker.stack import checks, environment
from tracker.stack.errors import StackError


def test_a_busy_port_is_named_with_the_next_one() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(StackError, match=rf"^Port {port} is in use: .*PORT={port + 1}"):
            checks.port_is_free(port)


def test_a_free_port_is_left_free() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    checks.port_is_free(port)
    checks.port_is_free(port)


@pytest.mark.parametrize(("version", "found"), [(140012, "14.12"), (90624, "9.6.24"), (130000, "13.0")])
def test_too_old_a_postgresql_is_refused_by_name(version: int, found: str) -> None:
    with pytest.raises(StackError, match=rf"^PostgreSQL {found} at DATABASE_URL is too old: On Record needs 15"):
        checks.version_is_fit(version)


@pytest.mark.parametrize("version", [150000, 150018, 180006, 200000])
def test_postgresql_15_and_newer_will_do(version: int) -> None:
    checks.version_is_fit(version)


def test_a_database_that_does_not_answer_is_one_line_without_its_password() -> None:
    with pytest.raises(StackError) as refusal:
        checks.database_is_fit("postgresql://me:hush@127.0.0.1:1/records?sslmode=disable")
    line = str(refusal.value)
    assert line.startswith("DATABASE_URL (postgresql://me@127.0.0.1:1/records) cannot be used: ")
    assert "hush" not in line
    assert "\n" not in line


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "80.5"])
def test_an_impossible_port_is_refused(text: str) -> None:
    with pytest.raises(StackError, match=f"^PORT is “{text}”"):
        environment.port({"PORT": text})


@pytest.mark.parametrize(("given", "port"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "8001"}, 8001)])
def test_the_port_is_8000_unless_said_otherwise(given: dict[str, str], port: int) -> None:
    assert environment.port(given) == port


@pytest.mark.parametrize(
    ("hosts", "host"),
    [
        ("", "127.0.0.1"),
        ("*", "127.0.0.1"),
        (".record.example", "record.example"),
        ("a.example,b.example", "a.example"),
    ],
)
def test_we_ask_under_a_name_that_is_allowed(hosts: str, host: str) -> None:
    assert environment.host({"ALLOWED_HOSTS": hosts}) == host


def test_the_example_is_for_the_embedded_database_unless_asked() -> None:
    assert environment.wants_example({})
    assert not environment.wants_example({"DATABASE_URL": "postgresql://db/records"})
    assert environment.wants_example({"DATABASE_URL": "postgresql://db/records", "LOAD_EXAMPLE": "yes"})
