"""What can be done to parties."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from claims.actions._aliases import aliases_at, aliases_of, set_aliases
from claims.actions._changes import record_change, record_changes
from claims.actions._edits import merged, write
from claims.actions._fields import checked, checked_reason
from claims.actions._references import standing_parties
from claims.actions._rows import lock, lock_newsroom, require_seen
from claims.actions._voiding import recheck_sign_offs
from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import ContactPoint, Party, PartyAlias, PartyRelation, Source
from claims.rules.actor import Actor
from claims.rules.parties import (
    check_contact_address,
    check_merge,
    check_not_merged,
    check_relation,
    clean_aliases,
    distinct_names,
    merged_aliases,
    refuse_second,
)
from claims.rules.roles import May, require
from claims.vocabulary import Channel, PartyKind, PartyRelationKind, Verb

TELLING_APART = frozenset({"name", "kind", "country"})
REVISABLE = TELLING_APART | {"description", "time_zone"}


@transaction.atomic
def add_party(
    *,
    name: str,
    kind: PartyKind,
    country: str = "",
    description: str = "",
    time_zone: str = "",
    aliases: Sequence[str] = (),
    by: Actor,
    at: datetime,
) -> Party:
    """Add a person or body. One that already goes by the name, with the same kind and country, is refused."""
    require(by, May.RECORD)
    lock_newsroom(by)
    fields = {"name": name, "kind": kind, "country": country, "description": description, "time_zone": time_zone}
    values = checked(Party, fields, now=at)
    names = clean_aliases(aliases, name=values["name"])
    _check_unused(values, by)
    party = Party(newsroom_id=by.newsroom_id, added_at=at, **values)
    party.save(force_insert=True)
    set_aliases(party, names, Verb.PARTY_ADDED, by=by, at=at)
    record_change(Verb.PARTY_ADDED, party, by=by, at=at)
    return party


@transaction.atomic
def revise_party(
    *, party: Party, version: int, aliases: Sequence[str] | None = None, by: Actor, at: datetime, **fields: Any
) -> Party:
    """Change the fields given, prepared on `version`; `aliases` are all of them, None leaves them as they are.

    Merges with what others changed since, or raises StaleEdit.
    """
    require(by, May.RECORD)
    if unknown := fields.keys() - REVISABLE:
        raise TypeError(f"not fields of a party that a person sets: {sorted(unknown)}")
    if fields.keys() & TELLING_APART:
        lock_newsroom(by)
    party = lock(party, by)
    check_not_merged(party.name, party.merged_into_id is not None)
    values = merged(party, version, checked(Party, fields, now=at))
    if values.keys() & TELLING_APART:
        result = {name: values.get(name, getattr(party, name)) for name in TELLING_APART}
        _check_unused(result, by, but=party)
    names = _names_after(party, version, aliases, name=values.get("name", party.name))
    renamed = set_aliases(party, names, Verb.PARTY_REVISED, by=by, at=at)
    if values or renamed:
        write(party, values)
        record_change(Verb.PARTY_REVISED, party, by=by, at=at)
    return party


@transaction.atomic
def merge_parties(*, party: Party, into: Party, reason: str, by: Actor, at: datetime) -> Party:
    """Let `into` stand for `party`, and for all that were merged into it before; it takes over their names.

    None of their rows is rewritten: reads resolve `merged_into`, which is never more than one step.
    """
    require(by, May.MERGE_PARTIES)
    why = checked_reason(reason, required=True)
    check_merge(party.pk, into.pk)
    require_seen([into], by, field="into")
    lock_newsroom(by)
    party, into = lock(party, by), lock(into, by)
    check_not_merged(party.name, party.merged_into_id is not None)
    check_not_merged(into.name, into.merged_into_id is not None, field="into")
    names = distinct_names([*aliases_of(into), party.name, *aliases_of(party)], but=into.name)
    set_aliases(into, names, Verb.PARTY_MERGED, by=by, at=at)
    before = Party.objects.of(by).filter(merged_into=party).select_for_update().order_by("pk")
    gone = [*before, party]
    for each in gone:
        write(each, {"merged_into": into})
    write(into, {})
    record_changes(Verb.PARTY_MERGED, [*gone, into], by=by, at=at, reason=why)
    recheck_sign_offs(by=by, at=at)
    return into


@transaction.atomic
def relate_parties(
    *,
    party: Party,
    kind: PartyRelationKind,
    other: Party,
    since: date | None = None,
    until: date | None = None,
    source: Source | None = None,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> PartyRelation:
    """Say how one party hangs together with another. Said again with the same beginning, the rest is replaced."""
    require(by, May.RECORD)
    lock_newsroom(by)  # two roots of a sign-off may turn out to be one
    party = lock(party, by)
    other = standing_parties([("other", other)], by)[other.pk]
    require_seen([source], by, field="source")
    told = {"kind": kind, "since": since, "until": until, "source": source, "basis": basis}
    values = checked(PartyRelation, told, now=at)
    check_not_merged(party.name, party.merged_into_id is not None)
    check_relation(party.pk, other.pk, since, until)
    rest = {name: values.pop(name) for name in ("until", "source", "basis")}
    relation = PartyRelation.objects.filter(party=party, other=other, **values).first()
    if relation and all(getattr(relation, name) == value for name, value in rest.items()):
        return relation
    relation = relation or PartyRelation(newsroom_id=by.newsroom_id, party=party, other=other, related_at=at, **values)
    for name, value in rest.items():
        setattr(relation, name, value)
    relation.save()
    record_change(Verb.PARTY_RELATED, relation, by=by, at=at)
    recheck_sign_offs(by=by, at=at)
    return relation


@transaction.atomic
def add_contact_point(
    *, party: Party, channel: Channel, address: str, label: str = "", by: Actor, at: datetime
) -> ContactPoint:
    """Add a way to reach the party."""
    require(by, May.RECORD)
    party = lock(party, by)
    check_not_merged(party.name, party.merged_into_id is not None)
    values = checked(ContactPoint, {"channel": channel, "address": address, "label": label}, now=at)
    check_contact_address(Channel(values["channel"]), values["address"])
    known = ContactPoint.objects.filter(party=party, retired_at__isnull=True)
    if known.filter(channel=values["channel"], address__iexact=values["address"]).exists():
        raise RuleBroken("contact_point_known", _("The party already has this contact point."), field="address")
    point = ContactPoint(newsroom_id=by.newsroom_id, party=party, **values)
    point.save(force_insert=True)
    record_change(Verb.CONTACT_POINT_ADDED, point, by=by, at=at)
    return point


def _check_unused(values: dict[str, Any], by: Actor, but: Party | None = None) -> None:
    """Against those that the actor sees: a refusal must not tell what a restricted incident holds."""
    alike = Party.objects.visible_to(by).not_merged().filter(kind=values["kind"], country=values["country"])
    named = Q(name__iexact=values["name"]) | Exists(
        PartyAlias.objects.filter(party=OuterRef("pk"), name__iexact=values["name"])
    )
    other = alike.filter(named).exclude(pk__in=[but.pk] if but else []).first()
    if other:
        refuse_second(values["name"], other.name, other.pk)


def _names_after(party: Party, version: int, mine: Sequence[str] | None, *, name: str) -> list[str]:
    theirs = aliases_of(party)
    if mine is None:
        return distinct_names(theirs, but=name)
    return merged_aliases(aliases_at(party, version), theirs, clean_aliases(mine, name=name))
