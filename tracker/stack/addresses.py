"""Under which addresses and with which secrets this clone's own servers answer. Starts and writes nothing."""

from pathlib import Path
from urllib.parse import quote, urlencode

from tracker.stack.place import Place

DATABASE = "onrecord"
MAINTENANCE = "postgres"


def database(place: Place, name: str = DATABASE) -> str:
    """A URL that libpq, psycopg and django-environ all understand."""
    password = _text(place.database_password)
    return f"postgresql://postgres:{quote(password)}@/{name}?{urlencode({'host': str(place.postgres_socket)})}"


def redis(place: Place) -> str:
    """A URL as redis-py reads it."""
    return f"unix://{place.valkey_socket}?db=0"


def broker(url: str) -> str:
    """The same server as Celery's transport reads it, which has its own scheme for Unix sockets."""
    scheme, _, rest = url.partition("://")
    if scheme != "unix":
        return url
    path, _, query = rest.partition("?")
    return f"redis+socket://{path}" + (f"?{query.replace('db=', 'virtual_host=')}" if query else "")


def secret_key(place: Place) -> str:
    """What the stack or manage.py made for this clone, or nothing."""
    return _text(place.secret_key)


def record_key(place: Place) -> str:
    """What signs the record's heads: made for this clone by the stack or manage.py, or nothing."""
    return _text(place.record_key)


def _text(path: Path) -> str:
    """Empty where no stack has run yet, or another user's has: the server that refuses it says so."""
    try:
        return path.read_text().strip()
    except OSError:
        return ""
