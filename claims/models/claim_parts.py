"""The parts of many claims: what `with_parts` loads, by statements that are kept.

`prefetch_related` writes its statements anew each time and makes a query for every row that something hangs on. Of the
matrix of 200 claims that was nearly half.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from django.db import models
from django.db.models import F, prefetch_related_objects

from claims.models.allegation import Allegation
from claims.models.answer import Answer
from claims.models.assessment import Assessment
from claims.models.claim import Claim, ClaimUtterance
from claims.models.figure import Figure
from claims.models.prepared import Given, WrittenRows
from claims.models.seen_rows import KEPT, OneOf
from claims.models.utterance import UtteranceClaimant
from claims.rules.actor import Actor

Hung = tuple[str, WrittenRows[Any]]


def load_parts(claims: Sequence[Claim], reader: Actor) -> None:
    """Hang on the claims what `with_parts(reader)` does, all but the incident and the question that they name."""
    said, spoken, others = _parts(reader)
    links = _hang(claims, said)
    _hang([link.utterance for link in links], spoken)
    for each in others:
        _hang(claims, each)
    signed = [assessment for claim in claims for assessment in claim.assessments.all()]
    prefetch_related_objects(signed, "sign_off__voidings")


@lru_cache(maxsize=KEPT)
def _parts(reader: Actor) -> tuple[Hung, Hung, list[Hung]]:
    """What hangs on a claim, each with its statement: its utterances; what hangs on these; the rest."""
    said = ClaimUtterance.objects.told_to(reader).select_related("utterance").order_by("pk")
    spoken = UtteranceClaimant.objects.told_to(reader).select_related("party__merged_into").order_by("pk")
    others = [
        _written("figures", Figure.objects.select_related("side"), "claim_id"),
        _written("allegations", Allegation.objects.select_related("accused__merged_into"), "claim_id"),
        _written("answers", Answer.objects.select_related("allegation"), "claim_id"),
        _written("assessments", Assessment.objects.with_signing(), "claim_id"),
    ]
    return _written("links", said, "claim_id"), _written("claimants", spoken, "utterance_id"), others


def _written(name: str, rows: models.QuerySet[Any], key: str) -> Hung:
    return name, WrittenRows(rows.filter(OneOf(F(key), Given("keys"))))


def _hang(holders: Collection[Any], hung: Hung) -> list[Any]:
    """Read the rows that hang on the holders under this name; there they are found from then on."""
    if not holders:
        return []
    name, written = hung
    by_key = {holder.pk: holder for holder in holders}
    field = next(iter(holders))._meta.get_field(name).field
    below: dict[int, list[Any]] = {key: [] for key in by_key}
    found = written.all(keys=list(by_key))
    for row in found:
        key = getattr(row, field.attname)
        field.set_cached_value(row, by_key[key])
        below[key].append(row)
    # Cut, so that nobody can narrow them: that would ask for the rows of all holders.
    rows: Any = field.model._default_manager.all()[: len(found)]
    for holder in holders:
        own = type(rows)(model=rows.model, query=rows.query, using=rows.db)
        own._result_cache, own._prefetch_done = below[holder.pk], True
        holder.__dict__.setdefault("_prefetched_objects_cache", {})[name] = own
    return found
