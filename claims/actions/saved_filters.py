"""Saved filters: kept, renamed and removed by the one they belong to. Bookkeeping: they leave no Change."""

from datetime import datetime

from django.db import transaction

from claims.actions._fields import checked
from claims.errors import NotVisible
from claims.models import SavedFilter, User
from claims.rules.actor import Actor
from claims.rules.roles import May, require
from claims.rules.saved_filters import check_name_free, check_room, kept_query, person
from claims.vocabulary import FilteredList


@transaction.atomic
def save_filter(*, of: FilteredList, name: str, query: str, by: Actor, at: datetime) -> SavedFilter:
    """Keep how a list is narrowed and sorted, under a name, for the person who asks and nobody else."""
    require(by, May.READ)
    user = User.objects.select_for_update(no_key=True).get(pk=person(by.user_id))
    values = checked(SavedFilter, {"of": of, "name": name}, now=at)
    mine = SavedFilter.objects.visible_to(by)
    check_room(mine.count())
    check_name_free(mine.filter(of=values["of"], name=values["name"]).exists(), name=values["name"])
    row = SavedFilter(newsroom_id=by.newsroom_id, user=user, query=kept_query(query), made_at=at, **values)
    row.save(force_insert=True)
    return row


@transaction.atomic
def rename_filter(*, saved: SavedFilter, name: str, by: Actor, at: datetime) -> SavedFilter:
    """Give it another name."""
    row = _own(saved, by)
    row.name = checked(SavedFilter, {"name": name}, now=at)["name"]
    others = SavedFilter.objects.visible_to(by).filter(of=row.of, name=row.name).exclude(pk=row.pk)
    check_name_free(others.exists(), name=row.name)
    row.save(update_fields=["name"])
    return row


@transaction.atomic
def remove_filter(*, saved: SavedFilter, by: Actor, at: datetime) -> None:
    """Keep it no longer. Nothing else hangs on it."""
    _own(saved, by).delete()


def _own(saved: SavedFilter, by: Actor) -> SavedFilter:
    row = SavedFilter.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=saved.pk).first()
    if row is None:
        raise NotVisible
    return row
