"""DATABASE_URL as Django wants it."""

from typing import Any

import environ


def parse(url: str) -> dict[str, Any]:
    """One entry of DATABASES. The host may be in the query, where libpq takes a socket's directory from."""
    database: dict[str, Any] = environ.Env.db_url_config(url)
    options: dict[str, Any] = database.setdefault("OPTIONS", {})
    for name in ("host", "port", "user", "password"):
        if name in options:
            database[name.upper()] = str(options.pop(name))
    return database
