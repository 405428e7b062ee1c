"""A training exercise between invented parties: every answer state, a denial, a disputed figure, two pairs of eyes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from claims.actions.assessments import assess_claim
from claims.actions.drafts import AllegationDraft, CarriageDraft, ClaimDraft, FigureDraft, HopDraft
from claims.actions.evidence import add_evidence
from claims.actions.incidents import open_incident
from claims.actions.parties import add_contact_point, add_party, relate_parties
from claims.actions.questions import raise_question
from claims.actions.source_checks import record_source_check
from claims.actions.sources import add_source
from claims.actions.utterances import record_utterance
from claims.management.example import exercise_answers, exercise_judgements
from claims.management.example.exercise_judgements import Bench
from claims.management.example.people import Desk
from claims.models import Claim, Incident, Party, Question, Source
from claims.rules.actor import Actor
from claims.vocabulary import (
    AccusedRole,
    Basis,
    Bearing,
    Channel,
    CheckAspect,
    DatePrecision,
    Directness,
    HopActor,
    Metric,
    PartyKind,
    PartyRelationKind,
    PlacePrecision,
    Qualifier,
    QuestionKind,
    RootKind,
    Scope,
    SourceKind,
    Stance,
    Status,
    Verdict,
)

INVENTED = "Invented for the training exercise."
PARTIES = {
    "front": ("Northern Assembly Front", PartyKind.REBEL_COALITION),
    "force": ("Meridian Defence Force", PartyKind.STATE_FORCES),
    "sable": ("Sable Security Company", PartyKind.PRIVATE_MILITARY_COMPANY),
    "interior": ("Meridian Interior Ministry", PartyKind.MINISTRY),
    "harbour": ("Port Meridian Harbour Company", PartyKind.COMPANY),
    "coast_guard": ("Meridian Coast Guard", PartyKind.STATE_FORCES),
    "customs": ("Meridian Customs Service", PartyKind.GOVERNMENT),
    "westmark": ("Government of Westmark", PartyKind.GOVERNMENT),
    "port_authority": ("Port Meridian Authority", PartyKind.OTHER),
    "hospital": ("Harbour Hospital", PartyKind.OTHER),
    "monitors": ("Open Shore Monitors", PartyKind.NGO),
    "wire": ("Exercise Wire", PartyKind.MEDIA),
}
ACCUSED = (  # who, of what, in the front's words
    ("force", AccusedRole.CARRIED_OUT, "The Meridian Defence Force shelled the warehouse."),
    ("sable", AccusedRole.SUPPLIED, "Sable Security supplied the shells."),
    ("interior", AccusedRole.CONCEALED, "The Interior Ministry hid the list of the dead."),
    ("harbour", AccusedRole.FAILED_TO_PREVENT, "The Harbour Company stored munitions beside the market."),
    ("coast_guard", AccusedRole.OBSTRUCTED, "The Coast Guard turned rescue boats away."),
    ("customs", AccusedRole.CONCEALED, "The Customs Service removed the cargo papers."),
    ("westmark", AccusedRole.FINANCED_OR_TRAINED, "Westmark paid for the guns and trained their crews."),
    ("port_authority", AccusedRole.FAILED_TO_PREVENT, "The Port Authority was warned and did nothing."),
)


@dataclass(frozen=True)
class Stage:
    """The incident with its parties, questions and sources, and when it was all recorded."""

    incident: Incident
    parties: dict[str, Party]
    killed: Question
    responsible: Question
    happened: Question
    wire: Source
    at: datetime


def load(desk: Desk, *, now: datetime) -> None:
    """Record the exercise as if the newsroom had worked on it for four days."""
    at = now - timedelta(days=4)
    stage = _stage(desk.reporter, at)
    _front_speaks(stage, desk.reporter)
    warehouse = _others_speak(stage, desk.reporter)
    _two_roots(stage, warehouse, desk)
    exercise_answers.load(stage.incident, stage.parties, desk, now=now)
    exercise_judgements.load(Bench(stage.incident, stage.parties, stage.wire, desk, now))


def _stage(by: Actor, at: datetime) -> Stage:
    incident = open_incident(
        title="TRAINING EXERCISE: explosion in Port Meridian",
        summary="A training exercise. Place, parties and everything said are invented; nothing of it happened.",
        occurred_on=(at - timedelta(days=1)).date(),
        occurred_at=None,
        occurred_precision=DatePrecision.DAY,
        place_name="Port Meridian (invented)",
        place_precision=PlacePrecision.UNKNOWN,
        exercise=True,
        by=by,
        at=at,
    )
    parties = {
        key: add_party(name=name, kind=kind, description=INVENTED, by=by, at=at)
        for key, (name, kind) in PARTIES.items()
    }
    for key, party in parties.items():
        address = f"press@{key.replace('_', '-')}.example"
        add_contact_point(party=party, channel=Channel.EMAIL, address=address, label="Press office", by=by, at=at)
    relate_parties(
        party=parties["sable"],
        kind=PartyRelationKind.ALLIED_WITH,
        other=parties["force"],
        basis="So the exercise has it: the two fight together.",
        by=by,
        at=at,
    )

    def ask(kind: QuestionKind, text: str) -> Question:
        return raise_question(incident=incident, kind=kind, text=text, by=by, at=at)

    return Stage(
        incident=incident,
        parties=parties,
        killed=ask(QuestionKind.COUNT, "How many were killed?"),
        responsible=ask(QuestionKind.RESPONSIBILITY, "Who is responsible?"),
        happened=ask(QuestionKind.FACT, "What exploded?"),
        wire=add_source(
            kind=SourceKind.ARTICLE,
            title="Exercise Wire: dozens feared dead in Port Meridian",
            outlet=parties["wire"],
            language="en",
            published_on=at.date(),
            published_at=None,
            published_precision=DatePrecision.DAY,
            by=by,
            at=at,
        ),
        at=at,
    )


def _front_speaks(stage: Stage, by: Actor) -> None:
    accusations = [
        ClaimDraft(
            incident=stage.incident,
            question=stage.responsible,
            text=text,
            allegations=[AllegationDraft(accused=stage.parties[key], role=role)],
        )
        for key, role, text in ACCUSED
    ]
    _say(
        stage,
        "front",
        [
            _count(stage, "At least 40 people were killed.", Qualifier.AT_LEAST, 40, None),
            *accusations,
        ],
        by,
    )


def _others_speak(stage: Stage, by: Actor) -> Claim:
    """The force gives a lower figure, the hospital counts its own; returns the claim about the warehouse."""
    _say(
        stage,
        "force",
        [_count(stage, "Twelve people died, no more.", Qualifier.EXACTLY, 12, 12, stance=Stance.DISPUTES)],
        by,
    )
    _say(
        stage,
        "hospital",
        [
            _count(
                stage,
                "27 dead were brought to the Harbour Hospital.",
                Qualifier.EXACTLY,
                27,
                27,
                scope=Scope.PART,
                scope_label="in the Harbour Hospital",
            )
        ],
        by,
    )
    _say(
        stage,
        "port_authority",
        [ClaimDraft(incident=stage.incident, question=stage.happened, text="A warehouse on the north quay blew up.")],
        by,
    )
    return Claim.objects.get(incident=stage.incident, question=stage.happened)


def _two_roots(stage: Stage, claim: Claim, desk: Desk) -> None:
    """Hospital records and the monitors' look at satellite images, neither of which depends on the other."""
    satellite = add_source(
        kind=SourceKind.SATELLITE_IMAGE,
        title="Satellite image of the north quay, before and after",
        by=desk.reporter,
        at=stage.at,
    )
    record_source_check(
        source=satellite,
        aspect=CheckAspect.AUTHENTICITY,
        verdict=Verdict.AUTHENTIC,
        established_by=stage.parties["monitors"],
        how="Ordered from the operator by the monitors; two passes of the same satellite show the same quay.",
        by=desk.fact_checker,
        at=stage.at + timedelta(hours=4),
    )
    add_evidence(
        claim=claim,
        source=stage.wire,
        bearing=Bearing.SUPPORTS,
        root_kind=RootKind.PARTY,
        root_party=stage.parties["hospital"],
        basis=Basis.RECORDS,
        by=desk.reporter,
        at=stage.at,
    )
    add_evidence(
        claim=claim,
        source=satellite,
        bearing=Bearing.SUPPORTS,
        root_kind=RootKind.PARTY,
        root_party=stage.parties["monitors"],
        basis=Basis.EXAMINED_MATERIAL,
        by=desk.reporter,
        at=stage.at,
    )
    assess_claim(
        claim=claim,
        status=Status.CORROBORATED,
        rationale="The hospital’s admission records and the monitors’ comparison of satellite images agree.",
        by=desk.fact_checker,
        at=stage.at + timedelta(hours=5),
    )


def _say(stage: Stage, key: str, claims: list[ClaimDraft], by: Actor) -> None:
    party = stage.parties[key]
    said = HopDraft(actor_kind=HopActor.PARTY, party=party, verb="said", directness=Directness.ON_THE_RECORD)
    heard = HopDraft(actor_kind=HopActor.OUTLET, party=stage.parties["wire"], verb="reports")
    record_utterance(
        claimants=[party],
        speaker_label="a spokesperson",
        said_on=stage.at.date(),
        said_at=None,
        said_precision=DatePrecision.DAY,
        carriage=CarriageDraft(source=stage.wire, hops=[heard, said]),
        claims=claims,
        by=by,
        at=stage.at,
    )


def _count(
    stage: Stage,
    text: str,
    qualifier: Qualifier,
    minimum: int | None,
    maximum: int | None,
    *,
    stance: Stance = Stance.ASSERTS,
    scope: Scope = Scope.WHOLE,
    scope_label: str = "",
) -> ClaimDraft:
    figure = FigureDraft(
        metric=Metric.KILLED,
        qualifier=qualifier,
        minimum=minimum,
        maximum=maximum,
        scope=scope,
        scope_label=scope_label,
    )
    return ClaimDraft(incident=stage.incident, question=stage.killed, text=text, stance=stance, figures=[figure])
