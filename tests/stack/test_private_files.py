"""Secrets are made once and are nobody else's."""

import base64
import threading
from pathlib import Path

import pytest

from tracker.stack import addresses, environment, place, private_files
from tracker.stack.errors import StackError


def test_a_secret_is_made_once_and_is_private(tmp_path: Path) -> None:
    first = private_files.read_or_create(tmp_path / "secret")
    assert len(first) >= 32
    assert private_files.read_or_create(tmp_path / "secret") == first
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_keys_that_were_not_given_are_made_for_this_clone_and_given_ones_are_not(tmp_path: Path) -> None:
    here = place.compute(tmp_path, uid=1000)
    here.var.mkdir()

    environment.complete({"SECRET_KEY": "given"}, here)
    first = addresses.record_key(here)
    environment.complete({}, here)

    assert len(base64.urlsafe_b64decode(first + "=")) == 32
    assert addresses.record_key(here) == first
    assert addresses.secret_key(here) not in {"", first}
    assert here.record_key.stat().st_mode & 0o777 == 0o600


def test_a_given_secret_is_kept_over_a_later_one(tmp_path: Path) -> None:
    assert private_files.read_or_create(tmp_path / "secret", "preset") == "preset"
    assert private_files.read_or_create(tmp_path / "secret", "other") == "preset"


def test_those_who_come_at_once_agree_and_leave_nothing_else(tmp_path: Path) -> None:
    texts: list[str] = []
    threads = [
        threading.Thread(target=lambda: texts.append(private_files.read_or_create(tmp_path / "secret")))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(texts)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_an_unreadable_secret_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    with pytest.raises(StackError, match="secret cannot be read"):
        private_files.read_or_create(tmp_path / "secret")
