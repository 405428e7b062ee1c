"""A query that takes too long is given up, and whoever asked is told what to do about it."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.urls import path
from rest_framework import serializers

from claims.api.doors import Door
from claims.api.methods import reads
from tests.api.conftest import Caller, refusal
from tests.architecture.code import ROOT


class Nothing(serializers.Serializer):
    """Nothing at all."""


class SlowView(Door):
    @reads(Nothing)
    def get(self):
        """Takes its time."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")
        return {}


urlpatterns = [path("slow/", SlowView.as_view())]


@pytest.mark.urls(__name__)
def test_a_query_that_takes_too_long_is_given_up(token_of, db):
    call = Caller(token=token_of())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '30ms'")

    answer = call.get("/slow/")

    assert refusal(answer, 503)[0] == "query_timeout"


def shown(module: str, **variables: str) -> str:
    """What a process that begins with this module tells the database about itself."""
    script = (
        f"import {module}; from django.conf import settings; print(settings.DATABASES['default']['OPTIONS']['options'])"
    )
    given = {"DJANGO_SETTINGS_MODULE": "tracker.settings"} | os.environ | variables
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=given, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_only_who_serves_people_and_tools_is_in_a_hurry():
    assert shown("tracker.wsgi").endswith("-c statement_timeout=10s")
    assert shown("tracker.asgi", WEB_QUERY_SECONDS="3").endswith("-c statement_timeout=3s")
    assert "statement_timeout" not in shown("tracker.celery")
