"""How claims stand to one another: relations that people see, and contradictions found for them to judge."""

from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._fields import checked_reason
from claims.actions._references import seen
from claims.actions._rows import lock, lock_newsroom
from claims.actions._voiding import void_sign_offs
from claims.models import Claim, ClaimRelation, Dismissal
from claims.models.contradictions import Suggestion, contradictions_of
from claims.rules.actor import Actor
from claims.rules.claim_relations import (
    check_ends,
    check_material,
    check_once,
    check_stands,
    check_suggested,
    needed_for,
)
from claims.rules.roles import May, require
from claims.vocabulary import ClaimRelationKind, Discrepancy, Verb, VoidingCause


@transaction.atomic
def relate_claims(
    *,
    claim: Claim,
    kind: ClaimRelationKind,
    other: Claim,
    material: bool | None = None,
    reason: str,
    by: Actor,
    at: datetime,
) -> ClaimRelation:
    """Say how the claim stands to another. It leaves the standing and the status of both as they are.

    `material` is for contradictions alone, which take whoever may assess; a material one voids the sign-offs of both.
    The reason may be "" for the other kinds.
    """
    kind = ClaimRelationKind(kind)
    require(by, needed_for(kind))
    why = checked_reason(reason, required=kind == ClaimRelationKind.CONTRADICTS)
    claim, other = _both_locked(claim, other, by)
    check_ends(kind, claim.pk, other.pk, same_incident=claim.incident_id == other.incident_id)
    check_material(kind, material)
    relation = ClaimRelation(claim=claim, kind=kind, other=other, material=material, reason=why)
    return _write(relation, Verb.CLAIM_RELATED, by, at)


@transaction.atomic
def unrelate_claims(*, relation: ClaimRelation, reason: str, by: Actor, at: datetime) -> ClaimRelation:
    """Take a relation back, with the reason; that it was once seen stays on record."""
    require(by, needed_for(ClaimRelationKind(relation.kind)))
    why = checked_reason(reason, required=True)
    relation = lock(relation, by)
    check_stands(relation.withdrawn_at is not None)
    relation.withdrawn_at = at
    relation.save(update_fields=["withdrawn_at"])
    record_change(Verb.CLAIM_UNRELATED, relation, by=by, at=at, reason=why)
    return relation


@transaction.atomic
def confirm_contradiction(
    *, claim: Claim, other: Claim, discrepancy: Discrepancy, material: bool, reason: str, by: Actor, at: datetime
) -> ClaimRelation:
    """Judge that two claims in which a contradiction was found do contradict each other.

    A material contradiction voids the sign-offs of both.
    """
    require(by, May.ASSESS)
    why = checked_reason(reason)
    claim, other = _both_locked(claim, other, by)
    check_ends(ClaimRelationKind.CONTRADICTS, claim.pk, other.pk, same_incident=True)
    check_material(ClaimRelationKind.CONTRADICTS, material)
    found = _suggested(claim, other, discrepancy, by)
    relation = ClaimRelation(
        claim=claim,
        kind=ClaimRelationKind.CONTRADICTS,
        other=other,
        material=material,
        discrepancy=found.discrepancy,
        reason=why,
    )
    return _write(relation, Verb.CONTRADICTION_CONFIRMED, by, at)


@transaction.atomic
def dismiss_contradiction(
    *, claim: Claim, other: Claim, discrepancy: Discrepancy, reason: str, by: Actor, at: datetime
) -> Dismissal:
    """Judge that the two do not contradict each other; it is not suggested again until what it is made of changes."""
    require(by, May.ASSESS)
    why = checked_reason(reason, required=True)
    claim, other = _both_locked(claim, other, by)
    check_ends(ClaimRelationKind.CONTRADICTS, claim.pk, other.pk, same_incident=True)
    found = _suggested(claim, other, discrepancy, by)
    dismissal = Dismissal(
        newsroom_id=by.newsroom_id,
        claim_id=found.claim.pk,
        other_id=found.other.pk,
        discrepancy=found.discrepancy,
        fingerprint=found.fingerprint,
        reason=why,
        by_user_id=by.user_id,
        by_token_id=by.token_id,
        at=at,
    )
    dismissal.save(force_insert=True)
    record_change(Verb.CONTRADICTION_DISMISSED, dismissal, by=by, at=at, reason=why)
    return dismissal


def _both_locked(claim: Claim, other: Claim, by: Actor) -> tuple[Claim, Claim]:
    # Two people could otherwise relate the two from either end at the same moment, or revise one that is being judged.
    lock_newsroom(by)
    seen(Claim, [("other", other)], by)
    locked = {row.pk: lock(row, by) for row in sorted((claim, other), key=lambda row: row.pk)}
    return locked[claim.pk], locked[other.pk]


def _suggested(claim: Claim, other: Claim, discrepancy: Discrepancy, by: Actor) -> Suggestion:
    """The contradiction as it is found now, open to be judged."""
    known = contradictions_of(claim, actor=by).of(other)
    found = next((each for each in known.found if each.discrepancy == discrepancy), None)
    check_suggested(
        found=found is not None,
        confirmed=bool(known.confirmed),
        dismissed=found is not None and found.dismissal is not None,
    )
    assert found is not None
    return found


def _write(relation: ClaimRelation, verb: Verb, by: Actor, at: datetime) -> ClaimRelation:
    kind = ClaimRelationKind(relation.kind)
    standing = ClaimRelation.objects.of(by).current().filter(kind=kind)
    check_once(
        kind,
        already=standing.filter(claim=relation.claim, other=relation.other).exists(),
        from_other_end=standing.filter(claim=relation.other, other=relation.claim).exists(),
    )
    relation.newsroom_id, relation.related_at = by.newsroom_id, at
    relation.by_user_id, relation.by_token_id = by.user_id, by.token_id
    relation.save(force_insert=True)
    record_change(verb, relation, by=by, at=at, reason=relation.reason)
    if relation.material:
        void_sign_offs([relation.claim, relation.other], VoidingCause.CONTRADICTED, by=by, at=at)
    return relation
