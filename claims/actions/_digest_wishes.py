"""What somebody wants of the digest, checked and kept."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from claims.actions._fields import checked
from claims.actions._rows import require_seen
from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import DigestFollow, DigestSubscription, Incident, Party
from claims.rules.actor import Actor
from claims.rules.digests import check_pause, check_wishes
from claims.rules.text import check_country
from claims.vocabulary import DigestSection

NOBODY = 0


def checked_wishes(
    weekday: int,
    hour: int,
    time_zone: str,
    language: str,
    everything: bool,
    followed: Sequence[Incident | Party],
    countries: Iterable[str],
    sections_off: Iterable[DigestSection],
    paused_until: date | None,
    *,
    by: Actor,
    at: datetime,
) -> dict[str, Any]:
    """The columns as they are kept, or RuleBroken on the first that cannot be."""
    codes = [] if everything else sorted(set(countries))
    for code in codes:
        check_country(code, field="countries")
    values = checked(DigestSubscription, {"time_zone": time_zone, "language": language}, now=at)
    if language not in dict(settings.LANGUAGES):
        raise RuleBroken("unknown_language", _("On Record does not speak this language."), field="language")
    off = list(dict.fromkeys(DigestSection(each) for each in sections_off))
    check_wishes(weekday, hour, off, everything=everything, follows=len(followed) + len(codes) + _hidden(by).count())
    check_pause(paused_until, today=at.astimezone(ZoneInfo(time_zone)).date())
    if not everything:
        require_seen([row for row in followed if isinstance(row, Incident)], by, field="incidents")
        require_seen([row for row in followed if isinstance(row, Party)], by, field="parties")
    return {
        **values,
        "weekday": weekday,
        "hour": hour,
        "everything": everything,
        "countries": codes,
        "sections_off": [each.value for each in off],
        "paused_until": paused_until,
    }


def follow(subscription: DigestSubscription, followed: Sequence[Incident | Party], *, by: Actor) -> None:
    """Follow these and nothing else; what is hidden from them for now, nobody could have chosen again, and it stays."""
    subscription.follows.exclude(pk__in=_hidden(by).values("pk")).delete()
    rows = [
        DigestFollow(
            newsroom_id=subscription.newsroom_id,
            subscription=subscription,
            incident=row if isinstance(row, Incident) else None,
            party=row if isinstance(row, Party) else None,
        )
        for row in dict.fromkeys(followed)
    ]
    DigestFollow.objects.bulk_create(rows)


def _hidden(by: Actor) -> QuerySet[DigestFollow]:
    """What they follow and may not see at present."""
    theirs = DigestFollow.objects.filter(
        newsroom_id=by.newsroom_id, subscription__membership__user_id=by.user_id or NOBODY
    )
    seen = Q(incident__in=Incident.objects.visible_to(by)) | Q(party__in=Party.objects.visible_to(by))
    return theirs.exclude(seen)
