"""What is done about a reply since it came. The reply itself stays as it was recorded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions._changes import record_change, record_changes
from claims.actions._fields import checked, checked_reason
from claims.actions._rows import lock, require_seen
from claims.models import Correction, Reply, ReplyHandled, Utterance
from claims.rules.actor import Actor
from claims.rules.reply_trail import check_handling, corrected_fields
from claims.rules.roles import May, require
from claims.vocabulary import CorrectedField, Verb


@transaction.atomic
def correct_reply(
    *, reply: Reply, reason: str, shown: Mapping[str, str] | None = None, by: Actor, at: datetime, **fields: Any
) -> list[Correction]:
    """Put typing errors right in what was recorded of a reply: a row for each field that changes.

    `fields`: any of CorrectedField. `shown`: what stood there when the person read it; what somebody else corrected
    since is refused.
    """
    require(by, May.ASK)
    if unknown := fields.keys() - set(CorrectedField.values):
        raise TypeError(f"not fields of a reply that are corrected: {sorted(unknown)}")
    reply = lock(reply, by)
    why = checked_reason(reason, required=True)
    stands = {field: reply.read(field) for field in CorrectedField}
    wanted = {CorrectedField(name): value for name, value in checked(Reply, fields, now=at).items()}
    seen = {CorrectedField(name): value for name, value in (shown or {}).items()}
    changed = corrected_fields(stands, wanted, seen, machine_translated=reply.machine_translated)
    rows = [
        Correction(
            newsroom_id=by.newsroom_id,
            reply=reply,
            field=field,
            before=stands[field],
            after=wanted[field],
            reason=why,
            by_user_id=by.user_id,
            by_token_id=by.token_id,
            at=at,
        )
        for field in changed
    ]
    made = Correction.objects.bulk_create(rows)
    record_changes(Verb.REPLY_CORRECTED, made, by=by, at=at, reason=why)
    return made


@transaction.atomic
def handle_reply(
    *, reply: Reply, utterance: Utterance | None = None, note: str = "", by: Actor, at: datetime
) -> ReplyHandled:
    """Record that the reply was worked in: as this utterance, or, as the note says, without one.

    Nothing follows from it for the allegations: what a claim in the utterance answers, a person says there.
    """
    require(by, May.ASK)
    reply = lock(reply, by)
    values = checked(ReplyHandled, {"note": note}, now=at)
    handled = ReplyHandled.objects.filter(reply=reply).exists()
    check_handling(handled=handled, utterance=utterance is not None, note=values["note"])
    require_seen([utterance], by, field="utterance")
    row = ReplyHandled(
        newsroom_id=by.newsroom_id,
        reply=reply,
        utterance=utterance,
        by_user_id=by.user_id,
        by_token_id=by.token_id,
        at=at,
        **values,
    )
    row.save(force_insert=True)
    record_change(Verb.REPLY_HANDLED, row, by=by, at=at)
    return row
