"""What can be done with evidence."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._fields import checked, checked_reason
from claims.actions._references import seen, standing_parties
from claims.actions._rows import lock, lock_newsroom
from claims.actions._voiding import void_for_lost_evidence
from claims.models import Claim, Evidence, ProtectedIdentity, Source
from claims.rules.actor import Actor
from claims.rules.evidence import check_current, check_distinct_reason, check_root
from claims.rules.roles import May, require
from claims.vocabulary import Bearing, RootKind, Verb

LONGEST_REASON = 1000
FIELDS = frozenset(
    {
        "passage",
        "passage_prefix",
        "passage_suffix",
        "root_kind",
        "root_party",
        "root_source",
        "root_identity",
        "root_label",
        "basis",
        "distinct_reason",
    }
)
# The rows that a root can be.
ROOTS = ("root_party", "root_source", "root_identity")


@transaction.atomic
def add_evidence(*, claim: Claim, source: Source, bearing: Bearing, by: Actor, at: datetime, **fields: Any) -> Evidence:
    """Record what a source does to the claim, and the root behind it. `fields` are those of FIELDS.

    A `distinct_reason`, which makes an unnamed root count, is a judgement: it takes whoever may assess.
    """
    require(by, May.RECORD)
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"not fields of evidence that a person sets: {sorted(unknown)}")
    claim = lock(claim, by)
    evidence = Evidence(
        newsroom_id=by.newsroom_id,
        claim=claim,
        added_at=at,
        **_checked_rows(source, fields, by),
        **checked(Evidence, {"bearing": bearing, **_plain(fields)}, now=at),
    )
    root_kind = RootKind(evidence.root_kind)
    check_root(root_kind, [name for name in ROOTS if getattr(evidence, name) is not None])
    if evidence.distinct_reason:
        require(by, May.ASSESS)
        check_distinct_reason(root_kind, evidence.distinct_reason)
    evidence.save(force_insert=True)
    record_change(Verb.EVIDENCE_ADDED, evidence, by=by, at=at)
    return evidence


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, reason: str, by: Actor, at: datetime) -> Evidence:
    """Take evidence back: it stays on record with the reason, counts for nothing, and voids what was signed on it."""
    require(by, May.ASSESS)
    why = checked_reason(reason, required=True, longest=LONGEST_REASON)
    lock_newsroom(by)
    lock(evidence.claim, by)
    evidence = lock(evidence, by)
    check_current(withdrawn=evidence.withdrawn_at is not None)
    evidence.withdrawn_at, evidence.withdrawn_reason = at, why
    evidence.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    record_change(Verb.EVIDENCE_WITHDRAWN, evidence, by=by, at=at, reason=why)
    void_for_lost_evidence([evidence], by=by, at=at)
    return evidence


def _checked_rows(source: Source, fields: dict[str, Any], by: Actor) -> dict[str, Any]:
    party, origin, identity = (fields.get(name) for name in ROOTS)
    sources = seen(Source, [("source", source), ("root_source", origin)], by)
    parties = standing_parties([("root_party", party)], by)
    identities = seen(ProtectedIdentity, [("root_identity", identity)], by)
    return {
        "source": sources[source.pk],
        "root_source": sources[origin.pk] if origin else None,
        "root_party": parties[party.pk] if party else None,
        "root_identity": identities[identity.pk] if identity else None,
    }


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in ROOTS}
