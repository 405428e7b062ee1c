"""Extensions of a deadline: by hand and with a reason. Nothing else moves a deadline that was stated to a party."""

from datetime import datetime

from django.db import transaction

from claims.actions._changes import record_change
from claims.actions._edits import write
from claims.actions._fields import checked, checked_reason
from claims.actions._rows import lock
from claims.models import CommentRequest, DeadlineExtension
from claims.rules.actor import Actor
from claims.rules.comment_requests import Step, check_step
from claims.rules.deadlines import check_extension
from claims.rules.roles import May, require
from claims.vocabulary import RequestState, Verb


@transaction.atomic
def extend_deadline(
    *,
    comment_request: CommentRequest,
    deadline: datetime,
    deadline_zone: str,
    reason: str,
    by: Actor,
    at: datetime,
) -> DeadlineExtension:
    """Give the party time until `deadline`, as stated to it in `deadline_zone`; also where the last one has passed."""
    require(by, May.ASK)
    request = lock(comment_request, by)
    check_step(Step.EXTEND, RequestState(request.state))
    assert request.deadline is not None  # a sent request has one: a check constraint holds it
    why = checked_reason(reason, required=True)
    stated = checked(DeadlineExtension, {"deadline": deadline, "deadline_zone": deadline_zone}, now=at)
    until = check_extension(stated["deadline"], stated["deadline_zone"], stands=request.deadline, now=at)
    extension = DeadlineExtension(
        newsroom_id=by.newsroom_id,
        comment_request=request,
        earlier=request.deadline,
        earlier_zone=request.deadline_zone,
        deadline=until,
        deadline_zone=stated["deadline_zone"],
        reason=why,
        by_user_id=by.user_id,
        by_token_id=by.token_id,
        at=at,
    )
    extension.save(force_insert=True)
    write(request, {"deadline": until, "deadline_zone": stated["deadline_zone"]})
    record_change(Verb.DEADLINE_EXTENDED, extension, by=by, at=at, reason=why)
    record_change(Verb.DEADLINE_EXTENDED, request, by=by, at=at, reason=why)
    return extension
