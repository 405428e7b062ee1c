"""Decisions not to ask a party about an allegation: proposed by one person, decided by another."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from claims.actions._asking import answering_parties, askable_of
from claims.actions._changes import record_change
from claims.actions._fields import checked_reason
from claims.actions._references import standing_parties
from claims.actions._rows import lock
from claims.models import Allegation, Answer, Party, RequestedAllegation, Waiver, WaiverDecision
from claims.models.answering import resolved
from claims.rules.actor import Actor
from claims.rules.comment_requests import check_askable, check_current
from claims.rules.roles import May, require
from claims.rules.waivers import (
    check_by_a_person,
    check_not_proposed,
    check_second_person,
    check_undecided,
    check_waivable,
)
from claims.vocabulary import RequestState, Standing, Verb


@transaction.atomic
def waive(*, allegation: Allegation, party: Party, reason: str, by: Actor, at: datetime) -> Waiver:
    """Propose not to ask the party about the allegation. It counts for nothing until somebody else approves it."""
    require(by, May.ASK)
    check_by_a_person(by.kind)
    assert by.user_id is not None
    why = checked_reason(reason, required=True)
    allegation = lock(allegation, by)
    party = standing_parties([("party", party)], by)[party.pk]
    answering = answering_parties([allegation], on=at.date())
    check_askable(
        askable_of(allegation, answering, allegation.claim.incident_id),
        party=party.pk,
        party_name=party.name,
        field="party",
    )
    _check_waivable(allegation, party)
    _check_not_proposed(allegation, party)
    waiver = Waiver(
        newsroom_id=by.newsroom_id, allegation=allegation, party=party, reason=why, by_user_id=by.user_id, at=at
    )
    waiver.save(force_insert=True)
    record_change(Verb.ALLEGATION_WAIVED, waiver, by=by, at=at, reason=why)
    return waiver


@transaction.atomic
def approve_waiver(*, waiver: Waiver, by: Actor, at: datetime) -> WaiverDecision:
    """As a second person, decide that the party is not asked. One who asks after all simply sends a request."""
    waiver, decider = _undecided(waiver, by)
    check_current(withdrawn=waiver.allegation.withdrawn_at is not None, field="waiver")
    _check_waivable(waiver.allegation, resolved(waiver.party))
    return _decide(waiver, decider, Verb.WAIVER_APPROVED, by=by, at=at)


@transaction.atomic
def refuse_waiver(*, waiver: Waiver, reason: str, by: Actor, at: datetime) -> WaiverDecision:
    """As a second person, decide that the party is to be asked all the same; it may be proposed again."""
    waiver, decider = _undecided(waiver, by)
    why = checked_reason(reason, required=True)
    return _decide(waiver, decider, Verb.WAIVER_REFUSED, why, by=by, at=at)


def _undecided(waiver: Waiver, by: Actor) -> tuple[Waiver, int]:
    """The proposal, nobody else deciding on it meanwhile, and the id of the person who may."""
    require(by, May.WAIVE)
    check_by_a_person(by.kind)
    assert by.user_id is not None
    allegation = lock(waiver.allegation, by)
    waiver = lock(waiver, by)
    waiver.allegation = allegation
    check_undecided(WaiverDecision.objects.filter(waiver=waiver).exists())
    check_second_person(proposer=waiver.by_user_id, decider=by.user_id)
    return waiver, by.user_id


def _decide(waiver: Waiver, decider: int, verb: Verb, reason: str = "", *, by: Actor, at: datetime) -> WaiverDecision:
    decision = WaiverDecision(
        newsroom_id=by.newsroom_id,
        waiver=waiver,
        approved=verb == Verb.WAIVER_APPROVED,
        reason=reason,
        by_user_id=decider,
        at=at,
    )
    decision.save(force_insert=True)
    record_change(verb, decision, by=by, at=at, reason=reason)
    return decision


def _check_waivable(allegation: Allegation, party: Party) -> None:
    requests = RequestedAllegation.objects.filter(allegation=allegation, comment_request__state=RequestState.SENT)
    answers = Answer.objects.current().filter(allegation=allegation)
    check_waivable(
        asked=requests.filter(Q(comment_request__party=party) | Q(comment_request__party__merged_into=party)).exists(),
        answered=answers.filter(Q(claim__isnull=True) | Q(claim__standing=Standing.LIVE)).exists(),
    )


def _check_not_proposed(allegation: Allegation, party: Party) -> None:
    earlier = Waiver.objects.filter(allegation=allegation).filter(Q(party=party) | Q(party__merged_into=party))
    check_not_proposed(waits=earlier.undecided().exists(), approved=earlier.approved().exists())
