"""What a redaction gets hold of before it destroys, and the sign-off that rested on what was destroyed."""

from datetime import datetime
from typing import Any, cast

from django.db import models

from claims.actions._changes import record_change
from claims.actions._edits import write
from claims.actions._rows import lock
from claims.actions._voiding import void_sign_offs
from claims.errors import NotVisible
from claims.models import Allegation, Change, Claim, CommentRequest, Figure, RequestedQuestion
from claims.rules.actor import Actor
from claims.rules.record import REDACTED_TEXT
from claims.rules.redaction import voided_by
from claims.vocabulary import Verb, VoidingCause

PARTS = (Allegation, Figure)


def lock_subject(subject: models.Model, by: Actor) -> tuple[models.Model, bool]:
    """The subject, locked, and whether it is gone; of one that is gone the record alone tells.

    A part's claim, or request, is locked before it, as in every edit of these.
    """
    if isinstance(subject, RequestedQuestion):
        for request in CommentRequest.objects.filter(questions=subject.pk):
            lock(request, by)
    if isinstance(subject, PARTS):
        for claim in Claim.objects.filter(**{f"{subject._meta.model_name}s": subject.pk}):
            lock(claim, by)
    try:
        return lock(subject, by), False
    except NotVisible:
        about = Change.objects.about(subject)
        last = about.visible_to(by).newest_first().first()
        if last is None or last.after is not None or about.newest_first().first() != last:
            raise
    cast(Any, subject).newsroom_id = by.newsroom_id
    return subject, True


def signed_words(subject: models.Model, field: str) -> tuple[Claim, VoidingCause, bool] | None:
    """The claim of which these words are part as they stand, why a sign-off of it falls with them, and whether they are
    words of the claim itself; None if they are not, or are gone already.
    """
    row = cast(Any, subject)
    cause = voided_by(str(subject._meta.model_name), field)
    if cause is None or getattr(row, field) in ("", REDACTED_TEXT) or getattr(row, "withdrawn_at", None):
        return None
    return (row, cause, True) if isinstance(subject, Claim) else (row.claim, cause, False)


def void_for_destroyed(
    claim: Claim, cause: VoidingCause, itself: bool, *, reason: str, by: Actor, at: datetime
) -> None:
    """What was signed is the claim as it was worded. A part that changed raises the claim's version, as in an edit."""
    if not itself:
        write(claim, {})
        record_change(Verb.REDACTION_DONE, claim, by=by, at=at, reason=reason)
    void_sign_offs([claim], cause, by=by, at=at)


def raise_version_of_request(question: RequestedQuestion, *, reason: str, by: Actor, at: datetime) -> None:
    """A question is part of the request that asks it: a request with other words is another version of it."""
    request = lock(question.comment_request, by)
    write(request, {})
    record_change(Verb.REDACTION_DONE, request, by=by, at=at, reason=reason)
