"""What can be done to a newsroom."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._fields import checked
from claims.actions._rows import lock_newsroom
from claims.errors import NotVisible
from claims.models import Newsroom
from claims.rules.actor import Actor
from claims.rules.newsrooms import check_hours, check_slug
from claims.rules.roles import May, require, require_command
from claims.vocabulary import Verb

HOURS = frozenset({"not_asked_after_hours", "channel_check_holds_hours"})
REVISABLE = HOURS | {"name", "time_zone", "language", "notices_by_mail"}


@transaction.atomic
def create_newsroom(
    *, slug: str, name: str, time_zone: str = "UTC", language: str = "en", by: Actor, at: datetime
) -> Newsroom:
    """Create a newsroom, empty of people. Only from the command line: no newsroom has a say over another."""
    require_command(by)
    given = {"slug": slug, "name": name, "time_zone": time_zone, "language": language}
    values = checked(Newsroom, given, now=at)
    check_slug(values["slug"], taken=Newsroom.objects.filter(slug=values["slug"]).exists())
    newsroom = Newsroom(created_at=at, **values)
    newsroom.save(force_insert=True)
    record_change(Verb.NEWSROOM_CREATED, newsroom, by=by, at=at)
    return newsroom


@transaction.atomic
def revise_newsroom(*, newsroom: Newsroom, by: Actor, at: datetime, **fields: Any) -> Newsroom:
    """Change the settings given: any of REVISABLE. They have no version: the last one to save is right."""
    require(by, May.MANAGE)
    if unknown := fields.keys() - REVISABLE:
        raise TypeError(f"not settings of a newsroom: {sorted(unknown)}")
    if newsroom.pk != by.newsroom_id:
        raise NotVisible
    lock_newsroom(by)
    newsroom = Newsroom.objects.get(pk=newsroom.pk)
    values = checked(Newsroom, fields, now=at)
    for name in values.keys() & HOURS:
        check_hours(values[name], field=name)
    changed = {name: value for name, value in values.items() if value != getattr(newsroom, name)}
    if changed:
        for name, value in changed.items():
            setattr(newsroom, name, value)
        newsroom.save(update_fields=list(changed))
        record_change(Verb.NEWSROOM_REVISED, newsroom, by=by, at=at)
    return newsroom
