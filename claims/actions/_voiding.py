"""What a sign-off rested on is gone: it is voided, and the claim keeps its status with that said beside it.

Whoever calls `recheck_sign_offs` holds the newsroom (`lock_newsroom`), as does whoever signs: of two such actions at
once the later one sees what the earlier one did.
"""

from collections.abc import Iterable
from datetime import datetime

from claims.actions._changes import record_changes
from claims.models import Claim, Evidence, SignOff, Voiding
from claims.models.judgements import facts_of
from claims.rules.actor import Actor
from claims.rules.sign_offs import SignedFact, voided_by_loss
from claims.vocabulary import Status, Verb, VoidingCause


def void_sign_offs(claims: Iterable[Claim], cause: VoidingCause, *, by: Actor, at: datetime) -> list[Voiding]:
    """Void the sign-offs of these claims, whoever may see them; the claims without one are left alone."""
    ids = [claim.pk for claim in claims]
    return _void([(signed, cause) for signed in _signed(by, ids)], by=by, at=at) if ids else []


def void_for_lost_evidence(
    evidence: Iterable[Evidence], cause: VoidingCause = VoidingCause.EVIDENCE_LOST, *, by: Actor, at: datetime
) -> list[Voiding]:
    """Void the sign-offs that relied on the evidence: all that was on record when they were given is relied on."""
    first: dict[int, datetime] = {}
    for each in evidence:
        first[each.claim_id] = min(each.added_at, first.get(each.claim_id, each.added_at))
    relying = [signed for signed in _signed(by, first) if first[signed.assessment.claim_id] <= signed.at]
    return _void([(signed, cause) for signed in relying], by=by, at=at)


def recheck_sign_offs(
    claims: Iterable[Claim] | None = None, *, cause: VoidingCause | None = None, by: Actor, at: datetime
) -> list[Voiding]:
    """Void the sign-offs that rest on more roots or admissions than there are now, in a fixed number of queries.

    Of these claims, or of the whole newsroom; with the cause given, or the one that the rule finds.
    """
    signed = _signed(by, None if claims is None else [claim.pk for claim in claims])
    facts = facts_of([each.assessment.claim for each in signed])
    found: list[tuple[SignOff, VoidingCause]] = []
    for each in signed:
        fact = SignedFact(Status(each.assessment.status), each.roots, each.admissions)
        lost = voided_by_loss(fact, facts[each.assessment.claim_id])
        found += [(each, one) for one in ([cause] if lost and cause else lost)]
    return _void(found, by=by, at=at)


def recheck_admitted_by(claims: Iterable[Claim], *, by: Actor, at: datetime) -> list[Voiding]:
    """The claims changed that answer allegations: void the sign-offs that rested on their accepting them."""
    admitted = list(Claim.objects.of(by).filter(allegations__answers__claim__in=claims).distinct())
    return recheck_sign_offs(admitted, by=by, at=at) if admitted else []


def _signed(by: Actor, claim_ids: Iterable[int] | None) -> list[SignOff]:
    """The sign-offs under the status of a claim, void or not: every cause is kept.

    Also on claims that the actor does not see: what it did took their support away, too.
    """
    rows = SignOff.objects.of(by).under_a_status()
    if claim_ids is not None:
        rows = rows.filter(assessment__claim__in=list(claim_ids))
    ids = list(rows.values_list("assessment__claim", flat=True))
    # Two who void the same sign-off at once take turns at its claim; the second then sees what the first found.
    list(Claim.objects.of(by).filter(pk__in=ids).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return (
        list(
            rows.filter(assessment__claim__in=ids)
            .select_related("assessment__claim")
            .prefetch_related("voidings")
            .order_by("pk")
        )
        if ids
        else []
    )


def _void(found: list[tuple[SignOff, VoidingCause]], *, by: Actor, at: datetime) -> list[Voiding]:
    rows = [
        Voiding(newsroom_id=by.newsroom_id, sign_off=signed, cause=cause, at=at)
        for signed, cause in found
        if cause not in {voiding.cause for voiding in signed.voidings.all()}
    ]
    voidings = Voiding.objects.bulk_create(rows)
    record_changes(Verb.SIGN_OFF_VOIDED, voidings, by=by, at=at)
    return voidings
