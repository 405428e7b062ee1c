"""Redaction: an admin and an editor together destroy a personal value, in its row and wherever the record keeps it."""

from datetime import datetime
from typing import Any, cast

import pgtrigger
from django.db import models, transaction

from claims.actions._changes import record_change
from claims.actions._fields import checked_reason
from claims.actions._redacting import lock_subject, raise_version_of_request, signed_words, void_for_destroyed
from claims.actions._rows import lock
from claims.actions.once import destroy_answers
from claims.models import Change, Correction, Redaction, RedactionApproval, Reply, RequestedQuestion
from claims.rules.actor import Actor
from claims.rules.record import REASON, REDACTED_TEXT, Entry, is_destroyed, without
from claims.rules.redaction import (
    REDACTABLE,
    check_by_a_person,
    check_not_done,
    check_not_proposed,
    check_reason_is_silent,
    check_redactable,
    check_second_person,
    check_something_to_destroy,
    check_taken_off,
)
from claims.rules.roles import May, require
from claims.vocabulary import CorrectedField, Role, Verb


@transaction.atomic
def propose_redaction(*, subject: models.Model, field: str, reason: str, by: Actor, at: datetime) -> Redaction:
    """Propose that what stands in the field, and stood there before, is destroyed. Nothing happens to it yet."""
    require(by, May.REDACT)
    check_by_a_person(by.kind)
    kind = str(subject._meta.model_name)
    check_redactable(kind, field)
    why = checked_reason(reason, required=True)
    subject, gone = lock_subject(subject, by)
    check_taken_off(kind, gone=gone)
    values = _values(subject, field)
    check_something_to_destroy(values)
    check_reason_is_silent(why, values)
    proposals = Redaction.objects.open().filter(newsroom=by.newsroom_id, subject_type=kind, subject_id=subject.pk)
    check_not_proposed(proposals.filter(field=field).exists())
    assert by.user_id is not None
    redaction = Redaction(
        newsroom_id=by.newsroom_id,
        subject_type=kind,
        subject_id=subject.pk,
        field=field,
        reason=why,
        by_user_id=by.user_id,
        by_role=by.role,
        at=at,
    )
    redaction.save(force_insert=True)
    record_change(Verb.REDACTION_PROPOSED, redaction, by=by, at=at)
    return redaction


@transaction.atomic
def approve_redaction(*, redaction: Redaction, by: Actor, at: datetime) -> RedactionApproval:
    """As the second person, destroy the value. It cannot be brought back."""
    require(by, May.REDACT)
    check_by_a_person(by.kind)
    assert by.user_id is not None
    redaction = lock(redaction, by)
    check_not_done(RedactionApproval.objects.filter(redaction=redaction).exists())
    check_second_person(
        proposer=redaction.by_user_id,
        proposed_as=Role(redaction.by_role),
        approver=by.user_id,
        approves_as=by.role,
    )
    subject, gone = lock_subject(redaction.subject(), by)
    places = [(subject, redaction.field), *_repeated(subject, redaction.field)]
    values = sorted({value for row, field in places for value in _values(row, field)})
    signed = signed_words(subject, redaction.field)
    for row, field in places:
        _destroy_in_row(row, field)
    destroy_answers(by.newsroom_id)
    approval = RedactionApproval(
        newsroom_id=by.newsroom_id,
        redaction=redaction,
        by_user_id=by.user_id,
        destroyed=_destroy_in_record(places, values),
        at=at,
    )
    approval.save(force_insert=True)
    for row in dict.fromkeys(row for row, _field in places if not isinstance(row, Change)):
        record_change(Verb.REDACTION_DONE, row, by=by, at=at, reason=redaction.reason)
    if signed:
        void_for_destroyed(*signed, reason=redaction.reason, by=by, at=at)
    if isinstance(subject, RequestedQuestion) and not gone:
        raise_version_of_request(subject, reason=redaction.reason, by=by, at=at)
    record_change(Verb.REDACTION_DONE, approval, by=by, at=at)
    return approval


def _repeated(subject: models.Model, field: str) -> list[tuple[models.Model, str]]:
    """Where else the value is kept: in the corrections of what was recorded of a reply."""
    if not isinstance(subject, Reply) or field not in CorrectedField.values:
        return []
    rows = Correction.objects.filter(reply=subject, field=field)
    return [(row, name) for row in rows for name in ("before", "after")]


def _values(subject: models.Model, field: str) -> list[str]:
    """Every value of the field that can still be read, in the row and in the record."""
    kept = Change.objects.about(subject).values_list(f"after__{field}", flat=True)
    found = [getattr(subject, field), *kept.filter(after__has_key=field)]
    return sorted({value for value in found if isinstance(value, str) and value not in ("", REDACTED_TEXT)})


def _destroy_in_row(subject: models.Model, field: str) -> None:
    row = cast(Any, subject)
    if getattr(row, field) in ("", REDACTED_TEXT) or isinstance(subject, Change):
        return
    setattr(row, field, REDACTABLE[str(subject._meta.model_name)][field])
    names = [field]
    if hasattr(row, "version"):
        row.version += 1
        names.append("version")
    with pgtrigger.ignore(*_append_only(type(subject))):
        row.save(update_fields=names)


def _destroy_in_record(places: list[tuple[models.Model, str]], values: list[str]) -> dict[str, list[str]]:
    """Take the values out of every Change of the rows, and out of each reason that repeats one of them."""
    destroyed: dict[str, set[str]] = {}
    for subject, field in places:
        for change, names in _destroy_in_changes(subject, field, values).items():
            destroyed.setdefault(change, set()).update(names)
    return {change: sorted(names) for change, names in destroyed.items()}


def _destroy_in_changes(subject: models.Model, field: str, values: list[str]) -> dict[str, list[str]]:
    newsroom = cast(Any, subject).newsroom_id
    of_subject = Change.objects.about(subject).filter(after__has_key=field)
    repeating = Change.objects.filter(newsroom=newsroom, reason__in=values)
    destroyed: dict[str, list[str]] = {}
    for change in Change.objects.filter(newsroom=newsroom).filter(
        models.Q(pk__in=of_subject.values("pk")) | models.Q(pk__in=repeating.values("pk"))
    ):
        names = {REASON} if change.reason in values else set()
        after = change.after or {}
        if (change.subject_type, change.subject_id) == (subject._meta.model_name, subject.pk) and after.get(field):
            names |= set() if is_destroyed(field, after[field]) else {field}
        if names:
            _rewrite(change, names)
            destroyed[str(change.pk)] = sorted(names)
    return destroyed


def _rewrite(change: Change, names: set[str]) -> None:
    """The only place where a Change is ever altered; its leaf in the sealed record stays the same."""
    entry = without(Entry({}, change.reason, change.after, change.salt, change.kept), names)
    written: dict[str, Any] = {"reason": entry.reason, "salt": None, "kept": entry.kept}
    if entry.after is not None:
        written["after"] = entry.after
    with pgtrigger.ignore(*_append_only(Change)):
        Change.objects.filter(pk=change.pk).update(**written)


def _append_only(model: type[models.Model]) -> list[str]:
    """The trigger that keeps the table's rows from being updated, if it has one."""
    triggers: list[Any] = getattr(model._meta, "triggers", [])
    return [f"claims.{model.__name__}:{trigger.name}" for trigger in triggers if trigger.name == "append_only"]
