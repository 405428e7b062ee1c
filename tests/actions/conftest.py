"""What the tests of actions have in common."""

from datetime import datetime, timedelta

import pytest

from claims.actions.claims import revise_claim
from claims.actions.comment_requests import draft_comment_request, send_comment_request, withdraw_comment_request
from claims.actions.drafts import AllegationDraft, ClaimDraft
from claims.actions.incidents import open_incident
from claims.actions.parties import add_contact_point, add_party, relate_parties
from claims.actions.utterances import record_utterance
from claims.models import Allegation, CommentRequest, ContactPoint, Incident, Party
from claims.rules.actor import Actor
from claims.vocabulary import AccusedRole, Channel, PartyKind, PartyRelationKind


@pytest.fixture
def simple(question):
    return ClaimDraft(incident=question.incident, question=question, text="At least 21 people were killed")


@pytest.fixture
def revise(a_claim, reporter, now):
    """Revise `a_claim` on its first version, as the reporter."""

    def revised(version=1, by=reporter, at=now, **changes):
        return revise_claim(claim=a_claim, version=version, by=by, at=at, **changes)

    return revised


@pytest.fixture
def ministry(army: Party, reporter: Actor, now: datetime) -> Party:
    """It answers for the army."""
    party = add_party(name="Ministry of defence", kind=PartyKind.MINISTRY, country="ML", by=reporter, at=now)
    relate_parties(party=party, kind=PartyRelationKind.ANSWERS_FOR, other=army, by=reporter, at=now)
    return party


@pytest.fixture
def elsewhere(reporter: Actor, now: datetime) -> Incident:
    """Another incident of the newsroom."""
    return open_incident(title="A shooting in the capital", by=reporter, at=now)


@pytest.fixture
def press_office(army: Party, reporter: Actor, now: datetime) -> ContactPoint:
    return add_contact_point(party=army, channel=Channel.EMAIL, address="press@army.example", by=reporter, at=now)


def alleged(
    incident: Incident, claimant: Party, accused: Party, *, by: Actor, at: datetime, for_publication: bool = True
) -> Allegation:
    """A further claim of the claimant against the accused, with its one allegation."""
    draft = AllegationDraft(accused=accused, role=AccusedRole.ORDERED, for_publication=for_publication)
    utterance = record_utterance(
        claimants=[claimant],
        claims=[ClaimDraft(incident=incident, text=f"{accused.name} ordered it", allegations=[draft])],
        words="They ordered it.",
        by=by,
        at=at,
    )
    return Allegation.objects.get(claim__links__utterance=utterance)


@pytest.fixture
def other_allegation(incident: Incident, coalition: Party, army: Party, reporter: Actor, now: datetime) -> Allegation:
    """A second allegation against the army in the same incident."""
    return alleged(incident, coalition, army, by=reporter, at=now)


@pytest.fixture
def a_draft(incident: Incident, army: Party, allegation: Allegation, reporter: Actor, now: datetime) -> CommentRequest:
    """Asks the army about the first allegation, by tomorrow noon."""
    return draft_comment_request(
        incident=incident,
        party=army,
        text="The coalition says that the army carried out the strikes. What do you say?",
        allegations=[allegation],
        deadline=now + timedelta(days=1),
        deadline_zone="Africa/Bamako",
        by=reporter,
        at=now,
    )


@pytest.fixture
def a_request(a_draft: CommentRequest, reporter: Actor, now: datetime) -> CommentRequest:
    """The draft, sent by e-mail."""
    return send_comment_request(comment_request=a_draft, channel=Channel.EMAIL, by=reporter, at=now)


@pytest.fixture
def a_withdrawn_request(a_request: CommentRequest, reporter: Actor, now: datetime) -> CommentRequest:
    return withdraw_comment_request(comment_request=a_request, reason="Sent to the wrong address", by=reporter, at=now)
