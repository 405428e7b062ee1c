"""Judging whether a claim is true."""

from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._edits import write
from claims.actions._fields import checked
from claims.actions._rows import lock
from claims.models import ApiToken, Assessment, Claim
from claims.models.judgements import facts_of
from claims.rules.actor import Actor
from claims.rules.assessments import check_assessable, check_assessment
from claims.rules.roles import May, require
from claims.rules.sign_offs import SECOND_PERSON, check_proposer
from claims.vocabulary import ClaimKind, Standing, Status, Verb


@transaction.atomic
def assess_claim(*, claim: Claim, status: Status, rationale: str, by: Actor, at: datetime) -> Assessment:
    """Give the claim a verification status, with a rationale. What each status needs stands in `rules.assessments`.

    One that needs a second person is a proposal: the claim keeps its status until `sign_off`.
    """
    require(by, May.ASSESS)
    claim = lock(claim, by)
    values = checked(Assessment, {"status": status, "rationale": rationale}, now=at)
    wanted = Status(values["status"])
    check_assessable(ClaimKind(claim.kind), Standing(claim.standing))
    check_assessment(wanted=wanted, rationale=values["rationale"], facts=facts_of([claim])[claim.pk])
    check_proposer(wanted, _person_behind(by))
    assessment = Assessment(
        newsroom_id=by.newsroom_id,
        claim=claim,
        claim_version=claim.version,
        by_user_id=by.user_id,
        by_token_id=by.token_id,
        at=at,
        **values,
    )
    assessment.save(force_insert=True)
    if wanted in SECOND_PERSON:
        record_change(Verb.ASSESSMENT_PROPOSED, assessment, by=by, at=at)
        return assessment
    write(claim, {"status": wanted})
    record_change(Verb.CLAIM_ASSESSED, assessment, by=by, at=at)
    record_change(Verb.CLAIM_ASSESSED, claim, by=by, at=at)
    return assessment


def _person_behind(by: Actor) -> int | None:
    """The person who judges: for a token, whoever issued it; None if nobody is known."""
    if by.token_id is None:
        return by.user_id
    return ApiToken.objects.filter(pk=by.token_id).values_list("issued_by", flat=True).first()
