"""Processes of their own on a test's database, to be killed."""

import os
from urllib.parse import quote, urlencode

from django.db import connection


def environment(**more: str) -> dict[str, str]:
    """What makes a process use the test's database, whatever else it is to know."""
    found = connection.settings_dict
    # The host may be the directory of a Unix socket, which only fits into an address as a parameter.
    where = urlencode({name.lower(): found[name] for name in ("HOST", "PORT") if found[name]})
    database = f"postgresql://{quote(found['USER'])}:{quote(found['PASSWORD'])}@/{found['NAME']}?{where}"
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "tracker.settings", "DATABASE_URL": database, **more}


def mailing(settings) -> dict[str, str]:
    """The same for one that sends mail to the test's server."""
    return environment(EMAIL_URL=f"smtp://{settings.EMAIL_HOST}:{settings.EMAIL_PORT}")
