"""One server, spelt for libpq, Django, redis-py and Celery."""

from pathlib import Path

import pytest

from tracker import databases
from tracker.stack import addresses, place


@pytest.fixture
def here(tmp_path: Path) -> place.Place:
    (tmp_path / "var").mkdir()
    return place.Place(tmp_path / "var", tmp_path, Path("/tmp/x-Y_1"), Path("/tmp/x-Y_1/valkey.sock"))


def test_django_connects_where_the_address_says(here: place.Place) -> None:
    here.database_password.write_text("secret\n")
    database = databases.parse(addresses.database(here))
    assert (database["HOST"], database["NAME"], database["USER"]) == ("/tmp/x-Y_1", "onrecord", "postgres")
    assert database["PASSWORD"] == "secret"
    assert database["OPTIONS"] == {}


def test_options_of_a_database_of_ones_own_are_kept() -> None:
    database = databases.parse("postgresql://me:pw@db.example:5433/records?sslmode=require")
    assert (database["HOST"], database["PORT"]) == ("db.example", 5433)
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_an_address_without_a_stack_has_no_password_and_makes_none(here: place.Place) -> None:
    assert "postgres:@/" in addresses.database(here)
    assert list(here.var.iterdir()) == []


@pytest.mark.parametrize(
    ("url", "broker"),
    [
        ("unix:///tmp/x/valkey.sock?db=0", "redis+socket:///tmp/x/valkey.sock?virtual_host=0"),
        ("unix:///tmp/x/valkey.sock", "redis+socket:///tmp/x/valkey.sock"),
        ("redis://redis:6379/0", "redis://redis:6379/0"),
        ("rediss://:pw@redis:6380/1", "rediss://:pw@redis:6380/1"),
    ],
)
def test_celery_gets_its_own_scheme_for_unix_sockets(url: str, broker: str) -> None:
    assert addresses.broker(url) == broker
