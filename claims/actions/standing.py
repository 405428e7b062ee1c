"""Whether a claim still stands: superseded, retracted, misattributed or a duplicate. It is never deleted."""

from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._edits import write
from claims.actions._fields import checked_reason
from claims.actions._references import seen
from claims.actions._rows import lock, lock_newsroom
from claims.actions._voiding import recheck_admitted_by
from claims.models import Claim
from claims.rules.actor import Actor
from claims.rules.claims import check_live
from claims.rules.roles import May, require
from claims.rules.standing import check_other
from claims.vocabulary import Standing, Verb


@transaction.atomic
def supersede_claim(*, claim: Claim, other: Claim, reason: str, by: Actor, at: datetime) -> Claim:
    """The claimant's later claim takes this one's place (21 killed, then 27)."""
    return _replace(claim, other, Standing.SUPERSEDED, Verb.CLAIM_SUPERSEDED, reason, by, at)


@transaction.atomic
def mark_duplicate(*, claim: Claim, other: Claim, reason: str, by: Actor, at: datetime) -> Claim:
    """The other claim is the same one, recorded before."""
    return _replace(claim, other, Standing.DUPLICATE, Verb.CLAIM_DUPLICATED, reason, by, at)


@transaction.atomic
def retract_claim(*, claim: Claim, reason: str, by: Actor, at: datetime) -> Claim:
    """The claimant took it back."""
    return _set_standing(claim, None, Standing.RETRACTED, Verb.CLAIM_RETRACTED, reason, by, at)


@transaction.atomic
def mark_misattributed(*, claim: Claim, reason: str, by: Actor, at: datetime) -> Claim:
    """The claimant did not say this."""
    return _set_standing(claim, None, Standing.MISATTRIBUTED, Verb.CLAIM_MISATTRIBUTED, reason, by, at)


def _replace(claim: Claim, other: Claim, standing: Standing, verb: Verb, reason: str, by: Actor, at: datetime) -> Claim:
    require(by, May.CHANGE_STANDING)
    # Two claims could otherwise take each other's place at the same moment.
    lock_newsroom(by)
    seen(Claim, [("other", other)], by)
    check_other(claim.pk, other.pk, _after(other))
    return _set_standing(claim, other, standing, verb, reason, by, at)


def _set_standing(
    claim: Claim, other: Claim | None, standing: Standing, verb: Verb, reason: str, by: Actor, at: datetime
) -> Claim:
    require(by, May.CHANGE_STANDING)
    why = checked_reason(reason, required=True)
    lock_newsroom(by)  # an admission that it makes may carry somebody's sign-off
    claim = lock(claim, by)
    check_live(claim.standing)
    write(claim, {"standing": standing, "standing_reason": why, "standing_other": other})
    record_change(verb, claim, by=by, at=at, reason=why)
    recheck_admitted_by([claim], by=by, at=at)
    return claim


def _after(claim: Claim) -> list[int]:
    """The claims that stand for this one, in turn; they never form a circle."""
    ids: list[int] = []
    follower = Claim.objects.get(pk=claim.pk).standing_other
    while follower is not None:
        ids.append(follower.pk)
        follower = follower.standing_other
    return ids
