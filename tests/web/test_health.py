"""`/healthz`, as whatever watches the server sees it."""

import socket
from datetime import timedelta

import pytest
from django.db import connections

from claims.models import Tick
from claims.web.doors import CLOCK
from tests.web.conftest import LATER, Browser

pytestmark = pytest.mark.django_db


def test_it_reports_database_cache_and_clock_to_anybody(as_nobody: Browser, ticking):
    answer = as_nobody.get("/healthz")

    assert answer.status_code == 200
    assert answer.json() == {
        "database": "ok",
        "cache": "ok",
        "clock": {"last_tick": LATER.isoformat(), "late": False, "set_aside": 0},
    }
    assert "no-store" in answer["Cache-Control"]


def test_a_clock_that_never_ticked_is_reported_and_no_failure(as_nobody: Browser):
    answer = as_nobody.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["clock"] == {"last_tick": None, "late": True, "set_aside": 0}


def test_a_clock_that_stands_still_for_five_minutes_is_late(as_nobody: Browser):
    Tick.objects.create(name=CLOCK, at=LATER - timedelta(minutes=5, seconds=1))

    assert as_nobody.get("/healthz").json()["clock"]["late"] is True


def test_a_cache_that_is_away_is_reported_and_no_failure(as_nobody: Browser, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": f"redis://127.0.0.1:{_closed_port()}/0",
        }
    }
    answer = as_nobody.get("/healthz")

    assert answer.status_code == 200
    assert answer.json()["cache"] == "away"


def test_a_database_that_is_away_is_a_failure(as_nobody: Browser, django_db_blocker):
    default = connections["default"]
    here = default.settings_dict["PORT"]
    default.close()
    default.settings_dict["PORT"] = str(_closed_port())
    try:
        answer = as_nobody.get("/healthz")
    finally:
        default.settings_dict["PORT"] = here
        default.close()

    assert answer.status_code == 503
    assert answer.json()["database"] == "away"


def test_it_answers_without_https_because_probes_come_from_within(client):
    assert client.get("/healthz").status_code == 200


def test_it_is_for_looking_only(as_nobody: Browser):
    assert as_nobody.post("/healthz").status_code == 405


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
