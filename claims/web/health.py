"""`/healthz`: for whatever watches the server. No session, no sign-in, nothing about anybody's data.

200 while the database answers, 503 when it does not. A cache that is away is reported and is no failure: losing it
loses nothing. Neither is a late clock, which a restart of the web process would not mend: read `clock`.
"""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError

from claims.models import SetAside, Tick
from claims.web.doors import CLOCK, CLOCK_STOPPED_AFTER_SECONDS

OK, AWAY = "ok", "away"


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """{"database": "ok"|"away", "cache": "ok"|"away", "clock": {"last_tick": ISO 8601 or null, "late": bool|null,
    "set_aside": how many rows it could not look at, or null}}"""
    database, last_tick = _database()
    report: dict[str, Any] = {
        "database": database,
        "cache": _cache(),
        "clock": {
            "last_tick": last_tick and last_tick.isoformat(),
            "late": _late(last_tick) if database == OK else None,
            "set_aside": SetAside.objects.count() if database == OK else None,
        },
    }
    return JsonResponse(report, status=200 if database == OK else 503)


def _database() -> tuple[str, datetime | None]:
    try:
        connection.ensure_connection()
        return OK, Tick.objects.filter(name=CLOCK).values_list("at", flat=True).first()
    except DatabaseError:
        return AWAY, None


def _cache() -> str:
    try:
        cache.get("healthz")
    except (RedisError, OSError):
        return AWAY
    return OK


def _late(last_tick: datetime | None) -> bool:
    return last_tick is None or (timezone.now() - last_tick).total_seconds() > CLOCK_STOPPED_AFTER_SECONDS


urlpatterns = [path("healthz", healthz, name="healthz")]
