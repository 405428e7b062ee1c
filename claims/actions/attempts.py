"""Attempts at reaching a party with a request for comment."""

from datetime import datetime

from django.db import transaction

from claims.actions._asking import usable_contact_point
from claims.actions._changes import record_change
from claims.actions._fields import checked
from claims.actions._rows import lock
from claims.models import Attempt, CommentRequest, ContactPoint
from claims.models.answering import resolved
from claims.rules.actor import Actor
from claims.rules.comment_requests import Step, check_attempt, check_step
from claims.rules.deadlines import check_happened, check_not_before_sending
from claims.rules.roles import May, require
from claims.vocabulary import Channel, Outcome, Reached, RequestState, Verb


@transaction.atomic
def record_attempt(
    *,
    comment_request: CommentRequest,
    channel: Channel,
    reached: Reached,
    outcome: Outcome,
    note: str = "",
    contact_point: ContactPoint | None = None,
    tried_at: datetime | None = None,
    by: Actor,
    at: datetime,
) -> Attempt:
    """Record one try (now, unless `tried_at` says when): by which channel, whom it reached, what came of it."""
    require(by, May.ASK)
    request = lock(comment_request, by)
    check_step(Step.TRY, RequestState(request.state))
    tried_at = tried_at or at
    values = checked(Attempt, {"channel": channel, "reached": reached, "outcome": outcome, "note": note}, now=at)
    check_attempt(Reached(values["reached"]), Outcome(values["outcome"]))
    check_happened(tried_at, now=at, field="tried_at")
    if request.sent_at is not None:
        check_not_before_sending(tried_at, sent_at=request.sent_at, field="tried_at")
    party, by_channel = resolved(request.party), Channel(values["channel"])
    usable_contact_point(contact_point, party=party, by=by, channel=by_channel)
    attempt = Attempt(
        newsroom_id=by.newsroom_id,
        comment_request=request,
        contact_point=contact_point,
        by_user_id=by.user_id,
        at=tried_at,
        **values,
    )
    attempt.save(force_insert=True)
    record_change(Verb.ATTEMPT_RECORDED, attempt, by=by, at=at)
    return attempt
