"""The names by which a party goes: kept as rows of their own, edited as one list of the party's."""

from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter

from claims.actions._changes import record_changes
from claims.actions._edits import change_at_version
from claims.models import Change, Party, PartyAlias
from claims.rules.actor import Actor
from claims.vocabulary import Verb


def aliases_of(party: Party) -> list[str]:
    """In the order in which they were given."""
    return list(PartyAlias.objects.filter(party=party).order_by("pk").values_list("name", flat=True))


def aliases_at(party: Party, version: int) -> list[str]:
    """As the record keeps them: parts are recorded before the party whose version they raise."""
    if version == party.version:
        return aliases_of(party)
    before = Change.objects.filter(
        party=party, subject_type=PartyAlias._meta.model_name, pk__lt=change_at_version(party, version).pk
    )
    latest = before.order_by("subject_id", "-pk").distinct("subject_id").values_list("after", flat=True)
    rows = sorted((after for after in latest if after is not None), key=itemgetter("id"))
    return [row["name"] for row in rows]


def set_aliases(party: Party, names: Sequence[str], verb: Verb, *, by: Actor, at: datetime) -> bool:
    """Let the party go by these names and no others; whether that changed anything."""
    there = {alias.name: alias for alias in PartyAlias.objects.filter(party=party)}
    dropped = [alias for name, alias in there.items() if name not in names]
    added = [PartyAlias(newsroom_id=party.newsroom_id, party=party, name=name) for name in names if name not in there]
    record_changes(verb, dropped, by=by, at=at, gone=True)
    PartyAlias.objects.filter(pk__in=[alias.pk for alias in dropped]).delete()
    record_changes(verb, PartyAlias.objects.bulk_create(added), by=by, at=at)
    return bool(dropped or added)
