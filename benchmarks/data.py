"""Rows to measure on, made through the actions."""

from datetime import datetime

from claims.actions.drafts import AllegationDraft, CarriageDraft, ClaimDraft, FigureDraft, HopDraft
from claims.actions.incidents import open_incident
from claims.actions.members import add_member
from claims.actions.newsrooms import create_newsroom
from claims.actions.parties import add_party
from claims.actions.questions import raise_question
from claims.actions.sources import add_source
from claims.actions.utterances import record_utterance
from claims.models import Incident
from claims.rules.actor import Actor, command
from claims.vocabulary import (
    AccusedRole,
    ActorKind,
    Directness,
    HopActor,
    Metric,
    PartyKind,
    Qualifier,
    QuestionKind,
    Role,
    SourceKind,
)


def make_reporter(at: datetime, slug: str = "bench") -> Actor:
    """A reporter in a newsroom of their own."""
    newsroom = create_newsroom(slug=slug, name=slug.title(), by=command("bench"), at=at)
    by = command("bench", newsroom.pk)
    member = add_member(
        newsroom=newsroom,
        email=f"reporter@{slug}.example",
        name="Reporter",
        role=Role.REPORTER,
        password=None,
        by=by,
        at=at,
    )
    return Actor(kind=ActorKind.USER, newsroom_id=newsroom.pk, role=Role.REPORTER, id=member.user_id)


def make_incident(by: Actor, at: datetime, *, parties: int, questions: int, claims: int) -> Incident:
    """An incident whose claims are spread evenly: every party speaks, a figure and an allegation in each claim."""
    incident = open_incident(title="A large incident", by=by, at=at)
    asked = [
        raise_question(incident=incident, kind=QuestionKind.OTHER, text=f"Question {number}?", by=by, at=at)
        for number in range(questions)
    ]
    speaking = [add_party(name=f"Party {number}", kind=PartyKind.NGO, by=by, at=at) for number in range(parties)]
    source = add_source(kind=SourceKind.ARTICLE, title="A report", by=by, at=at)
    for number, party in enumerate(speaking):
        hops = [
            HopDraft(actor_kind=HopActor.OUTLET, actor_label="An outlet", verb="reports"),
            HopDraft(actor_kind=HopActor.PARTY, party=party, verb="said", directness=Directness.ON_THE_RECORD),
        ]
        record_utterance(
            claimants=[party],
            carriage=CarriageDraft(source=source, hops=hops),
            claims=[
                ClaimDraft(
                    incident=incident,
                    question=asked[(number + each) % questions],
                    text=f"Claim {each} of party {number}.",
                    figures=[FigureDraft(metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=each)],
                    allegations=[
                        AllegationDraft(accused=speaking[(number + 1) % parties], role=AccusedRole.CARRIED_OUT)
                    ],
                )
                for each in range(claims // parties)
            ],
            by=by,
            at=at,
        )
    return incident
