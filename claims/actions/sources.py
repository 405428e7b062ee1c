"""What can be done to sources."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._edits import merged, write
from claims.actions._fields import checked
from claims.actions._references import standing_parties
from claims.actions._rows import lock, lock_newsroom, require_seen
from claims.actions._voiding import recheck_sign_offs
from claims.errors import RuleBroken
from claims.errors import gettext_noop as _
from claims.models import Derivation, Source
from claims.rules.actor import Actor
from claims.rules.roles import May, require
from claims.rules.sources import path_between, refuse_circle
from claims.vocabulary import DerivationKind, SourceKind, Verb

REVISABLE = frozenset(
    {
        "title",
        "kind",
        "outlet",
        "author",
        "url",
        "language",
        "published_on",
        "published_at",
        "published_precision",
        "reliability",
        "note",
        "inferred",
    }
)


@transaction.atomic
def add_source(*, title: str, kind: SourceKind, by: Actor, at: datetime, **fields: Any) -> Source:
    """Add a source. `fields`: any of REVISABLE; outlet, address and date may be unknown."""
    require(by, May.RECORD)
    values = _checked_values({"title": title, "kind": kind, **fields}, by, at)
    source = Source(newsroom_id=by.newsroom_id, added_at=at, **values)
    source.save(force_insert=True)
    record_change(Verb.SOURCE_ADDED, source, by=by, at=at)
    return source


@transaction.atomic
def revise_source(*, source: Source, version: int, by: Actor, at: datetime, **fields: Any) -> Source:
    """Change the fields given, prepared on `version`; merges with what others changed since, or raises StaleEdit."""
    require(by, May.RECORD)
    if "outlet" in fields:
        lock_newsroom(by)  # a source and its outlet are one root
    source = lock(source, by)
    values = merged(source, version, _checked_values(fields, by, at))
    if values:
        write(source, values)
        record_change(Verb.SOURCE_REVISED, source, by=by, at=at)
    if "outlet" in values:
        recheck_sign_offs(by=by, at=at)
    return source


@transaction.atomic
def derive_source(
    *,
    source: Source,
    origin: Source,
    kind: DerivationKind = DerivationKind.COPIES,
    basis: str = "",
    by: Actor,
    at: datetime,
) -> Derivation:
    """Say that the source carries a copy of `origin`, or analyses it. Said again, kind and basis are replaced."""
    require(by, May.RECORD)
    lock_newsroom(by)
    source = lock(source, by)
    require_seen([origin], by, field="origin")
    values = checked(Derivation, {"kind": kind, "basis": basis}, now=at)
    _refuse_circle(source, origin, by)
    derivation = Derivation.objects.filter(source=source, origin=origin).first()
    if derivation and (derivation.kind, derivation.basis) == (values["kind"], values["basis"]):
        return derivation
    derivation = derivation or Derivation(newsroom_id=by.newsroom_id, source=source, origin=origin, derived_at=at)
    derivation.kind, derivation.basis = values["kind"], values["basis"]
    derivation.save()
    record_change(Verb.SOURCE_DERIVED, derivation, by=by, at=at)
    recheck_sign_offs(by=by, at=at)
    return derivation


def _checked_values(fields: dict[str, Any], by: Actor, at: datetime) -> dict[str, Any]:
    if unknown := fields.keys() - REVISABLE:
        raise TypeError(f"not fields of a source that a person sets: {sorted(unknown)}")
    values = checked(Source, fields, now=at)
    outlet = values.get("outlet")
    if outlet is not None:
        values["outlet"] = standing_parties([("outlet", outlet)], by)[outlet.pk]
    return values


def _refuse_circle(source: Source, origin: Source, by: Actor) -> None:
    if source.pk == origin.pk:
        raise RuleBroken("derives_from_itself", _("A source cannot derive from itself."), field="origin")
    way = path_between(origin.pk, source.pk, _origins_above(origin, by))
    if not way:
        return
    seen = dict(Source.objects.visible_to(by).filter(pk__in=way).values_list("pk", "title"))
    refuse_circle([source.title, *(seen.get(key, "…") for key in way)])


def _origins_above(source: Source, by: Actor) -> Mapping[int, Sequence[int]]:
    """Source → origins, for the source and everything that it derives from, one query per generation."""
    origins: dict[int, list[int]] = {}
    generation = {source.pk}
    while generation:
        origins.update((key, []) for key in generation)
        links = Derivation.objects.of(by).filter(source__in=generation).values_list("source_id", "origin_id")
        for derived, origin in links:
            origins[derived].append(origin)
        generation = {origin for _derived, origin in links} - origins.keys()
    return origins
