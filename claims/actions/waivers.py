"""Decisions not to ask a party about an allegation."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from claims.actions._asking import answering_parties, askable_of
from claims.actions._changes import record_change
from claims.actions._fields import checked_reason
from claims.actions._references import standing_parties
from claims.actions._rows import lock
from claims.models import Allegation, Answer, Party, RequestedAllegation, Waiver
from claims.rules.actor import Actor
from claims.rules.comment_requests import check_askable
from claims.rules.roles import May, require
from claims.rules.waivers import check_by_a_person, check_waivable
from claims.vocabulary import RequestState, Standing, Verb


@transaction.atomic
def waive(*, allegation: Allegation, party: Party, reason: str, by: Actor, at: datetime) -> Waiver:
    """Decide not to ask the party about the allegation. One who asks after all simply sends a request."""
    require(by, May.WAIVE)
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
    waiver = Waiver(
        newsroom_id=by.newsroom_id, allegation=allegation, party=party, reason=why, by_user_id=by.user_id, at=at
    )
    waiver.save(force_insert=True)
    record_change(Verb.ALLEGATION_WAIVED, waiver, by=by, at=at, reason=why)
    return waiver


def _check_waivable(allegation: Allegation, party: Party) -> None:
    requests = RequestedAllegation.objects.filter(allegation=allegation, comment_request__state=RequestState.SENT)
    answers = Answer.objects.current().filter(allegation=allegation)
    waivers = Waiver.objects.filter(allegation=allegation)
    check_waivable(
        asked=requests.filter(Q(comment_request__party=party) | Q(comment_request__party__merged_into=party)).exists(),
        answered=answers.filter(Q(claim__isnull=True) | Q(claim__standing=Standing.LIVE)).exists(),
        waived=waivers.filter(Q(party=party) | Q(party__merged_into=party)).exists(),
    )
