"""Judging whether a claim is true."""

from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._edits import write
from claims.actions._fields import checked
from claims.actions._rows import lock
from claims.models import Assessment, Claim
from claims.models.support import attested_and_supported
from claims.rules.actor import Actor
from claims.rules.assessments import check_assessable, check_assessment
from claims.rules.roles import May, require
from claims.vocabulary import ClaimKind, Standing, Status, Verb


@transaction.atomic
def assess_claim(*, claim: Claim, status: Status, rationale: str, by: Actor, at: datetime) -> Assessment:
    """Give the claim a verification status, with a rationale. What each status needs stands in `rules.assessments`."""
    require(by, May.ASSESS)
    claim = lock(claim, by)
    values = checked(Assessment, {"status": status, "rationale": rationale}, now=at)
    check_assessable(ClaimKind(claim.kind), Standing(claim.standing))
    check_assessment(
        now=Status(claim.status),
        wanted=Status(values["status"]),
        rationale=values["rationale"],
        support=attested_and_supported([claim])[claim.pk],
    )
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
    write(claim, {"status": values["status"]})
    record_change(Verb.CLAIM_ASSESSED, assessment, by=by, at=at)
    record_change(Verb.CLAIM_ASSESSED, claim, by=by, at=at)
    return assessment
