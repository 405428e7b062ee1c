"""`?as_of=`: an address read as known at an instant. What was known, the models say; who may see it, today's rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from rest_framework.request import Request

from claims.api.fields import Text
from claims.api.query import Nothing
from claims.errors import NotVisible
from claims.models import ApiToken
from claims.models.as_of import as_known_at
from claims.rules.as_of import EARLIEST, check_order, instant_of, not_known_yet

if TYPE_CHECKING:
    from claims.api.doors import Door

# Says of an answer that it is of the past, and of which instant.
HEADER = "On-Record-As-Of"


class AsOf(Nothing):
    """What an address takes that can show the past."""

    as_of = Text(
        required=False,
        help_text=(
            "As known at this instant (ISO 8601 with its offset), or at the end of this day in your zone; who sees it "
            "is judged today. The answer names the instant in the header `On-Record-As-Of`."
        ),
    )


class Since(AsOf):
    """What an address takes that compares two instants."""

    since = Text(required=False, help_text="The earlier instant, or day; left out, the beginning of the record.")


@contextmanager
def read_today(query: type[Nothing], door: Door, request: Request, address: dict[str, Any]) -> Iterator[list[Any]]:
    """The subject of the address; what `query` does not take is refused, `as_of` with it, rather than ignored."""
    subject = door.subject(address)
    door.asked = query.given(request, door.context)
    yield subject


@contextmanager
def read_as_asked(query: type[AsOf], door: Door, request: Request, address: dict[str, Any]) -> Iterator[list[Any]]:
    """The subject of the address as it is now, or as it was known at `as_of`; the door's `now` is then that instant."""
    subject = door.subject(address)  # seen today, or 404 whatever was asked
    door.asked = query.given(request, door.context)
    if (text := door.asked.get("as_of")) is None:
        yield subject
        return
    door.now = door.as_of = instant_of(text, zone=zone_of(request), now=door.now, field="as_of")
    with as_known_at(door.actor.newsroom_id, door.now):
        yield known_then(door, address)


def known_then(door: Door, address: dict[str, Any]) -> list[Any]:
    """The subject as it was. That it exists is known to the reader already, so that it may be said that it did not."""
    try:
        return list(door.subject(address))
    except NotVisible:
        raise not_known_yet() from None


def zone_of(request: Request) -> ZoneInfo:
    """The zone in which the reader's days end: a person's own, a token's newsroom's."""
    if isinstance(request.auth, ApiToken):
        return ZoneInfo(request.auth.newsroom.time_zone)
    user: Any = request.user
    return ZoneInfo(user.time_zone)


def since_of(door: Door) -> datetime:
    """The earlier of the two instants that are compared."""
    if "since" not in door.asked:
        return EARLIEST
    since = instant_of(door.asked["since"], zone=zone_of(door.request), now=timezone.now(), field="since")
    check_order(since, door.now)
    return since


def header_of(instant: datetime) -> str:
    """The instant as the header gives it; taken again as `as_of`."""
    return instant.isoformat().replace("+00:00", "Z")
