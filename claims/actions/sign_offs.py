"""The second person: signing a proposed assessment off, or sending it back."""

from datetime import datetime
from typing import cast

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._edits import write
from claims.actions._fields import checked, checked_reason
from claims.actions._rows import lock, lock_newsroom
from claims.models import Assessment, Claim, SendBack, SignOff
from claims.models.judgements import Judged, facts_of, proposal_of
from claims.rules.actor import Actor
from claims.rules.assessments import check_assessable
from claims.rules.roles import May, require
from claims.rules.sign_offs import (
    ProposalFact,
    admissions_behind,
    check_second_person,
    check_still_met,
    check_unchanged,
    roots_behind,
)
from claims.vocabulary import ClaimKind, Standing, Verb


@transaction.atomic
def sign_off(*, assessment: Assessment, note: str = "", by: Actor, at: datetime) -> SignOff:
    """Sign what somebody else proposed: the claim takes its status, if everything that this needs still holds."""
    require(by, May.SIGN_OFF)
    # What the signature rests on may be taken away by actions on other rows; they take turns with it.
    lock_newsroom(by)
    claim, proposal, signer = _proposed(assessment, by)
    values = checked(SignOff, {"note": note}, now=at)
    check_assessable(ClaimKind(claim.kind), Standing(claim.standing))
    check_unchanged(proposal, claim.version)
    facts = facts_of([claim])[claim.pk]
    check_still_met(proposal.status, facts)
    signed = SignOff(
        newsroom_id=by.newsroom_id,
        assessment=assessment,
        by_user_id=signer,
        roots=roots_behind(proposal.status, facts.support),
        admissions=admissions_behind(proposal.status, facts),
        at=at,
        **values,
    )
    signed.save(force_insert=True)
    write(claim, {"status": proposal.status})
    record_change(Verb.ASSESSMENT_SIGNED_OFF, signed, by=by, at=at)
    record_change(Verb.ASSESSMENT_SIGNED_OFF, claim, by=by, at=at)
    return signed


@transaction.atomic
def send_back(*, assessment: Assessment, reason: str, by: Actor, at: datetime) -> SendBack:
    """Refuse to sign what somebody else proposed, and say why; the claim keeps its status."""
    require(by, May.SIGN_OFF)
    _claim, _proposal, signer = _proposed(assessment, by)
    why = checked_reason(reason, required=True)
    returned = SendBack(newsroom_id=by.newsroom_id, assessment=assessment, by_user_id=signer, reason=why, at=at)
    returned.save(force_insert=True)
    record_change(Verb.ASSESSMENT_SENT_BACK, returned, by=by, at=at, reason=why)
    return returned


def _proposed(assessment: Assessment, by: Actor) -> tuple[Claim, ProposalFact, int]:
    """The claim, locked, the proposal, and the id of the person who acts and may decide on it."""
    claim = lock(assessment.claim, by)
    judged = Judged(list(Assessment.objects.filter(claim=claim).with_signing()))
    current = next(each for each in judged.assessments if each.pk == assessment.pk)
    proposal = proposal_of(current, judged)
    check_second_person(proposal, by=by)
    return claim, proposal, cast(int, by.user_id)
