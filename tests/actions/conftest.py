"""What the tests of actions have in common."""

from datetime import datetime, timedelta

import pytest

from claims.actions.assessments import assess_claim
from claims.actions.claims import revise_claim
from claims.actions.comment_requests import draft_comment_request, send_comment_request, withdraw_comment_request
from claims.actions.drafts import AllegationDraft, AnswerDraft, ClaimDraft
from claims.actions.evidence import add_evidence
from claims.actions.incidents import open_incident
from claims.actions.parties import add_contact_point, add_party, relate_parties
from claims.actions.sign_offs import sign_off
from claims.actions.utterances import record_utterance
from claims.models import Allegation, Assessment, Claim, CommentRequest, ContactPoint, Incident, Party, SignOff
from claims.rules.actor import Actor
from claims.vocabulary import (
    AccusedRole,
    Basis,
    Bearing,
    Channel,
    PartyKind,
    PartyRelationKind,
    Position,
    RootKind,
    Stance,
    Status,
)


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
        nature="a news report",
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


@pytest.fixture
def add_root(a_claim, source, reporter, now):
    """Evidence on `a_claim` from a named root of its own."""

    def added(name, bearing=Bearing.SUPPORTS, basis=Basis.SAW_IT, at=now):
        party = add_party(name=name, kind=PartyKind.WITNESS, by=reporter, at=now)
        return add_evidence(
            claim=a_claim,
            source=source,
            bearing=bearing,
            root_kind=RootKind.PARTY,
            root_party=party,
            basis=basis,
            by=reporter,
            at=at,
        )

    return added


@pytest.fixture
def propose(a_claim, fact_checker, now):
    """An assessment of `a_claim` by the fact-checker."""

    def proposed(status: Status = Status.ESTABLISHED, by: Actor = fact_checker, at: datetime = now) -> Assessment:
        claim = Claim.objects.get(pk=a_claim.pk)
        return assess_claim(claim=claim, status=status, rationale="What we looked at", by=by, at=at)

    return proposed


@pytest.fixture
def signed(propose, editor, now):
    """`a_claim` judged by the fact-checker and signed by the editor, on what is on record by then."""

    def made(status: Status = Status.ESTABLISHED, at: datetime = now) -> SignOff:
        return sign_off(assessment=propose(status, at=at), by=editor, at=at)

    return made


@pytest.fixture
def accept(incident, reporter, now):
    """The party says in public that it accepts an allegation."""

    def accepted(party: Party, allegation: Allegation, stance: Stance = Stance.ACCEPTS, at: datetime = now) -> Claim:
        answer = AnswerDraft(allegation=allegation, position=Position.ACCEPTS)
        draft = ClaimDraft(incident=incident, text="We did this", stance=stance, answers=[answer])
        said = record_utterance(claimants=[party], claims=[draft], words="We did this.", by=reporter, at=at)
        return Claim.objects.get(links__utterance=said)

    return accepted
