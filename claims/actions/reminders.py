"""Personal reminders: set, done or withdrawn by the one they belong to. Bookkeeping: they leave no Change."""

from datetime import datetime

from django.db import transaction

from claims.actions._fields import checked
from claims.actions._rows import require_seen
from claims.errors import NotPermitted, NotVisible
from claims.errors import gettext_noop as _
from claims.models import Claim, CommentRequest, Incident, Reminder, User
from claims.rules.actor import Actor
from claims.rules.notices import remind_at
from claims.rules.roles import May, require
from claims.vocabulary import ReminderState, RemindWhen

ABOUT: dict[type[Incident | Claim | CommentRequest], str] = {
    Incident: "incident",
    Claim: "claim",
    CommentRequest: "comment_request",
}


@transaction.atomic
def set_reminder(
    *,
    about: Incident | Claim | CommentRequest,
    when: RemindWhen,
    reminded_at: datetime | None = None,
    note: str = "",
    by: Actor,
    at: datetime,
) -> Reminder:
    """Remind the person who asks for it, and nobody else."""
    require(by, May.READ)
    if by.user_id is None:
        raise NotPermitted("people_only", _("Only a person can be reminded."))
    require_seen([about], by, field="about")
    person = User.objects.get(pk=by.user_id)
    deadline = about.deadline if isinstance(about, CommentRequest) else None
    due = remind_at(when, reminded_at, deadline=deadline, zone=person.time_zone, now=at)
    reminder = Reminder(
        newsroom_id=by.newsroom_id,
        user=person,
        at=due,
        made_at=at,
        **checked(Reminder, {"note": note}, now=at),
        **{ABOUT[type(about)]: about},
    )
    reminder.save(force_insert=True)
    return reminder


def reminder_done(*, reminder: Reminder, by: Actor, at: datetime) -> Reminder:
    """The person did what they wanted to be reminded of."""
    return _close(reminder, ReminderState.DONE, by, at)


def withdraw_reminder(*, reminder: Reminder, by: Actor, at: datetime) -> Reminder:
    """The person no longer wants to be reminded."""
    return _close(reminder, ReminderState.WITHDRAWN, by, at)


@transaction.atomic
def _close(reminder: Reminder, state: ReminderState, by: Actor, at: datetime) -> Reminder:
    """Once; what was closed before stays as it was."""
    row = Reminder.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=reminder.pk).first()
    if row is None:
        raise NotVisible
    if row.state == ReminderState.WAITING:
        row.state, row.closed_at = state, at
        row.save(update_fields=["state", "closed_at"])
    return row
