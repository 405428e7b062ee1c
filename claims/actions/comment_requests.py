"""What can be done to a request for comment. A person writes to the party; On Record keeps that it was done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from claims.actions._asking import askable, usable_contact_point
from claims.actions._changes import record_change
from claims.actions._edits import merged, write
from claims.actions._fields import checked, checked_reason
from claims.actions._references import standing_parties
from claims.actions._request_parts import Parts, checked_questions, merged_parts, parts_of, write_parts
from claims.actions._rows import lock
from claims.errors import StaleEdit
from claims.models import Allegation, Attempt, CommentRequest, ContactPoint, Incident, Membership, Party
from claims.models.answering import resolved
from claims.rules.actor import Actor
from claims.rules.comment_requests import (
    Step,
    check_asks_something,
    check_nature,
    check_responsible,
    check_step,
    check_withdrawal,
)
from claims.rules.deadlines import check_deadline, check_sent_at, check_zone_stated
from claims.rules.roles import May, may, require
from claims.vocabulary import ActorKind, Channel, Outcome, Reached, RequestState, Role, Verb

REVISABLE = frozenset({"party", "contact_point", "nature", "text", "language", "deadline", "deadline_zone"})


@transaction.atomic
def draft_comment_request(
    *,
    incident: Incident,
    party: Party,
    text: str,
    nature: str = "",
    allegations: Sequence[Allegation] = (),
    questions: Sequence[str] = (),
    contact_point: ContactPoint | None = None,
    language: str = "",
    deadline: datetime | None = None,
    deadline_zone: str = "",
    responsible: Membership | None = None,
    by: Actor,
    at: datetime,
) -> CommentRequest:
    """Draft a request that puts allegations (and questions) to a party that is accused or answers for the accused.

    Who drafts it follows it up, unless `responsible` names another.
    """
    require(by, May.ASK)
    incident = lock(incident, by)
    fields: dict[str, Any] = {"nature": nature, "text": text, "language": language}
    fields |= {"deadline": deadline, "deadline_zone": deadline_zone}
    request = CommentRequest(
        newsroom_id=by.newsroom_id,
        incident=incident,
        party=standing_parties([("party", party)], by)[party.pk],
        contact_point=contact_point,
        responsible_id=_in_charge(responsible, incident, by) if responsible else by.user_id,
        drafted_at=at,
        **checked(CommentRequest, fields, now=at),
    )
    parts: Parts = {
        "allegations": _check(request, allegations, by=by, at=at),
        "questions": checked_questions(questions),
    }
    request.save(force_insert=True)
    write_parts(request, parts, Verb.REQUEST_DRAFTED, by=by, at=at)
    record_change(Verb.REQUEST_DRAFTED, request, by=by, at=at)
    return request


@transaction.atomic
def revise_comment_request(
    *,
    comment_request: CommentRequest,
    version: int,
    allegations: Sequence[Allegation] | None = None,
    questions: Sequence[str] | None = None,
    by: Actor,
    at: datetime,
    **fields: Any,
) -> CommentRequest:
    """Change the fields and lists given of a draft prepared on `version`; a list replaces the one before.

    Merges with what others changed since, or raises StaleEdit with every field in conflict.
    """
    require(by, May.ASK)
    if unknown := fields.keys() - REVISABLE:
        raise TypeError(f"not fields of a request that a person sets: {sorted(unknown)}")
    request = lock(comment_request, by)
    check_step(Step.REVISE, RequestState(request.state))
    if (party := fields.get("party")) is not None:
        fields["party"] = standing_parties([("party", party)], by)[party.pk]
    mine: Parts = {}
    if allegations is not None:
        mine["allegations"] = sorted({each.pk for each in allegations})
    if questions is not None:
        mine["questions"] = checked_questions(questions)
    values, parts = _merged(request, version, checked(CommentRequest, fields, now=at), mine)
    if not values and not parts:
        return request
    for name, value in values.items():
        setattr(request, name, value)
    _check(request, _asked(request) if "allegations" not in parts else allegations or (), by=by, at=at)
    write_parts(request, parts, Verb.REQUEST_REVISED, by=by, at=at)
    write(request, values)
    record_change(Verb.REQUEST_REVISED, request, by=by, at=at)
    return request


@transaction.atomic
def send_comment_request(
    *, comment_request: CommentRequest, channel: Channel, sent_at: datetime | None = None, by: Actor, at: datetime
) -> CommentRequest:
    """Record that a person sent it (now, unless `sent_at` says when), which is also the first attempt at the party."""
    require(by, May.ASK)
    request = lock(comment_request, by)
    check_step(Step.SEND, RequestState(request.state))
    sent_at = sent_at or at
    channel = Channel(checked(Attempt, {"channel": channel}, now=at)["channel"])
    check_sent_at(sent_at, drafted_at=request.drafted_at, now=at)
    check_deadline(request.deadline, request.deadline_zone, sent_at=sent_at)
    parts = parts_of(request)
    check_asks_something(len(parts["allegations"]), len(parts["questions"]))
    check_nature(request.nature)
    _check(request, _asked(request), by=by, at=at)
    _record_sending(request, channel, sent_at, by=by, at=at)
    write(request, {"state": RequestState.SENT, "sent_at": sent_at, "sent_by_id": by.user_id})
    record_change(Verb.REQUEST_SENT, request, by=by, at=at)
    return request


@transaction.atomic
def withdraw_comment_request(
    *, comment_request: CommentRequest, reason: str = "", by: Actor, at: datetime
) -> CommentRequest:
    """Withdraw a draft, or a request that was sent: then it no longer counts as asking."""
    require(by, May.ASK)
    request = lock(comment_request, by)
    check_step(Step.WITHDRAW, RequestState(request.state))
    why = checked_reason(reason)
    check_withdrawal(RequestState(request.state), why)
    write(request, {"state": RequestState.WITHDRAWN, "withdrawn_at": at, "withdrawn_reason": why})
    record_change(Verb.REQUEST_WITHDRAWN, request, by=by, at=at, reason=why)
    return request


@transaction.atomic
def assign_request(
    *, comment_request: CommentRequest, responsible: Membership, by: Actor, at: datetime
) -> CommentRequest:
    """Put a member in charge of following the request up."""
    require(by, May.ASK)
    request = lock(comment_request, by)
    check_step(Step.ASSIGN, RequestState(request.state))
    person = _in_charge(responsible, request.incident, by)
    if person != request.responsible_id:
        write(request, {"responsible_id": person})
        record_change(Verb.REQUEST_ASSIGNED, request, by=by, at=at)
    return request


def _in_charge(member: Membership, incident: Incident, by: Actor) -> int:
    """The id of the person, if the membership holds and the person may ask and sees the incident."""
    active = Membership.objects.visible_to(by).active().filter(pk=member.pk)
    found = active.select_for_update(of=("self",), no_key=True).first()
    person = Actor(ActorKind.USER, by.newsroom_id, Role(found.role), found.user_id) if found else None
    sees = person is not None and Incident.objects.visible_to(person).filter(pk=incident.pk).exists()
    check_responsible(active=person is not None, asks=person is not None and may(person, May.ASK), sees=sees)
    assert found is not None
    return found.user_id


def _check(request: CommentRequest, allegations: Sequence[Allegation], *, by: Actor, at: datetime) -> list[int]:
    """The ids of the allegations, once it is clear that the request may ask them of its party, at its contact point."""
    party = resolved(request.party)
    check_zone_stated(request.deadline, request.deadline_zone)
    usable_contact_point(request.contact_point, party=party, by=by, channel=None)
    asked = askable(allegations, party=party, incident_id=request.incident_id, on=at.date(), by=by)
    return sorted(each.pk for each in asked)


def _asked(request: CommentRequest) -> list[Allegation]:
    """Locked, so that nobody waives meanwhile what is being sent."""
    asked = Allegation.objects.filter(requests__comment_request=request)
    return list(asked.select_for_update(of=("self",), no_key=True).order_by("pk"))


def _merged(
    request: CommentRequest, version: int, fields: dict[str, Any], parts: Parts
) -> tuple[dict[str, Any], Parts]:
    """Fields and parts to be written. The conflicts of both are raised together: the page shows them side by side."""
    conflicts: dict[str, tuple[Any, Any, Any]] = {}
    values: dict[str, Any] = {}
    lists: Parts = {}
    try:
        values = merged(request, version, fields)
    except StaleEdit as stale:
        conflicts |= stale.fields
    try:
        lists = merged_parts(request, version, parts)
    except StaleEdit as stale:
        conflicts |= stale.fields
    if conflicts:
        raise StaleEdit(conflicts, request.version)
    return values, lists


def _record_sending(request: CommentRequest, channel: Channel, sent_at: datetime, *, by: Actor, at: datetime) -> None:
    point = request.contact_point
    attempt = Attempt(
        newsroom_id=by.newsroom_id,
        comment_request=request,
        contact_point=point if point and point.channel == channel else None,
        channel=channel,
        reached=Reached.OFFICE,
        outcome=Outcome.SENT,
        by_user_id=by.user_id,
        at=sent_at,
    )
    attempt.save(force_insert=True)
    record_change(Verb.ATTEMPT_RECORDED, attempt, by=by, at=at)
