"""Two incidents exactly as one news report has them: the state of that report, not of the world.

The report carries no date, outlet or address. Real parties say and withhold here only what it says of them; the demo
newsroom has asked nobody.
"""

from datetime import date, datetime
from decimal import Decimal

from claims.actions.drafts import AllegationDraft, CarriageDraft, ClaimDraft, FigureDraft, HopDraft
from claims.actions.incidents import open_incident, relate_incident
from claims.actions.parties import add_party, relate_parties
from claims.actions.questions import raise_question
from claims.actions.silences import record_reported_silence
from claims.actions.sources import add_source
from claims.actions.utterances import record_utterance
from claims.models import Incident, Party, Question, Source
from claims.rules.actor import Actor
from claims.vocabulary import (
    AccusedRole,
    Certainty,
    DatePrecision,
    Directness,
    HopActor,
    IncidentRelationKind,
    Metric,
    PartyKind,
    PartyRelationKind,
    PlacePrecision,
    Population,
    Qualifier,
    QuestionKind,
    SilenceKind,
    SourceKind,
    Stance,
)

REPORTS = HopDraft(actor_kind=HopActor.OUTLET, actor_label="The outlet of the report, not named", verb="reports")


def load(*, by: Actor, at: datetime) -> Incident:
    """Record both incidents; returns the strikes."""
    source = add_source(
        kind=SourceKind.ARTICLE,
        title="News report on drone strikes on Tinzaouaten",
        language="en",
        note="The copy we hold carries no date, outlet or address. Some may have commented since; it does not say.",
        by=by,
        at=at,
    )
    parties = _parties(source, by, at)
    strikes = _strikes(parties, source, by, at)
    fighting = _fighting(parties, source, by, at)
    relate_incident(incident=fighting, kind=IncidentRelationKind.PRECEDES, other=strikes, by=by, at=at)
    return strikes


def _parties(source: Source, by: Actor, at: datetime) -> dict[str, Party]:
    def add(name: str, kind: PartyKind, country: str, *aliases: str, description: str = "") -> Party:
        return add_party(name=name, kind=kind, country=country, aliases=aliases, description=description, by=by, at=at)

    parties = {
        "coalition": add(
            "CSP-DPA",
            PartyKind.REBEL_COALITION,
            "ML",
            "Strategic Framework for the Defence of the People of Azawad",
            description="Coalition of rebel groups in northern Mali.",
        ),
        "army": add("Mali’s army", PartyKind.STATE_FORCES, "ML", "Mali’s military"),
        "wagner": add("Wagner group", PartyKind.PRIVATE_MILITARY_COMPANY, "RU", "Wagner"),
        "ministry": add("Russian defence ministry", PartyKind.MINISTRY, "RU"),
        "burkina": add("Burkina Faso’s government", PartyKind.GOVERNMENT, "BF", "Burkina Faso"),
        "rebels": add("Tuareg rebels", PartyKind.UNNAMED_GROUP, "ML"),
    }
    relate_parties(
        party=parties["ministry"],
        kind=PartyRelationKind.ANSWERS_FOR,
        other=parties["wagner"],
        source=source,
        basis="Where Wagner is accused, the report names the ministry among those that have yet to comment.",
        by=by,
        at=at,
    )
    return parties


def _strikes(parties: dict[str, Party], source: Source, by: Actor, at: datetime) -> Incident:
    near = "The report names the town only; this is roughly where it lies."
    incident = open_incident(
        title="Drone strikes on Tinzaouaten",
        summary=(
            "Drone strikes hit Tinzaouaten, a town in northern Mali near the Algerian border, on a Sunday. "
            "Recorded as one report has it, on the state of that report alone."
        ),
        occurred_on=date(2024, 8, 25),
        occurred_at=None,
        occurred_precision=DatePrecision.DAY,
        place_name="Tinzaouaten, northern Mali",
        country="ML",
        latitude=Decimal("19.95"),
        longitude=Decimal("2.97"),
        place_precision=PlacePrecision.LOCALITY,
        inferred={
            "occurred_on": "The report says “Sunday” without a date; the strikes it describes fell on 25 August 2024.",
            "latitude": near,
            "longitude": near,
        },
        by=by,
        at=at,
    )
    killed = _ask(incident, QuestionKind.COUNT, "How many were killed?", by, at)
    carried_out = _ask(incident, QuestionKind.RESPONSIBILITY, "Who carried it out?", by, at)
    operated = _ask(incident, QuestionKind.RESPONSIBILITY, "Who operated the drone?", by, at)
    hit = _ask(incident, QuestionKind.FACT, "What was hit?", by, at)
    _coalition_speaks(incident, parties, source, (killed, carried_out, operated), by, at)
    _report_says_on_its_own(incident, source, hit, by, at)
    for name in ("army", "ministry", "burkina"):
        record_reported_silence(
            incident=incident,
            party=parties[name],
            source=source,
            kind=SilenceKind.YET_TO_COMMENT,
            wording="have yet to comment",
            by=by,
            at=at,
        )
    return incident


def _coalition_speaks(
    incident: Incident,
    parties: dict[str, Party],
    source: Source,
    questions: tuple[Question, Question, Question],
    by: Actor,
    at: datetime,
) -> None:
    killed, carried_out, operated = questions

    def accuse(name: str, text: str, question: Question, role: AccusedRole) -> ClaimDraft:
        allegation = AllegationDraft(accused=parties[name], role=role)
        return ClaimDraft(incident=incident, question=question, text=text, allegations=[allegation])

    def count(text: str, population: Population, qualifier: Qualifier, number: int) -> ClaimDraft:
        figure = FigureDraft(
            metric=Metric.KILLED,
            population=population,
            qualifier=qualifier,
            minimum=number,
            maximum=number if qualifier == Qualifier.EXACTLY else None,
        )
        return ClaimDraft(incident=incident, question=killed, text=text, figures=[figure])

    record_utterance(
        claimants=[parties["coalition"]],
        speaker_label="a spokesperson for the coalition",
        carriage=CarriageDraft(
            source=source,
            hops=[
                REPORTS,
                HopDraft(
                    actor_kind=HopActor.PARTY,
                    party=parties["coalition"],
                    actor_label="a spokesperson for the coalition",
                    verb="says",
                    directness=Directness.ON_THE_RECORD,
                ),
            ],
        ),
        claims=[
            count("At least 21 people were killed.", Population.PEOPLE, Qualifier.AT_LEAST, 21),
            count("11 children were among those killed.", Population.CHILDREN, Qualifier.EXACTLY, 11),
            ClaimDraft(incident=incident, question=killed, text="The manager of a pharmacy was among those killed."),
            accuse("army", "Mali’s army carried out the strikes.", carried_out, AccusedRole.CARRIED_OUT),
            accuse("wagner", "The Wagner group carried out the strikes.", carried_out, AccusedRole.CARRIED_OUT),
            accuse("burkina", "Burkina Faso operated the drone.", operated, AccusedRole.OPERATED),
        ],
        by=by,
        at=at,
    )


def _report_says_on_its_own(incident: Incident, source: Source, hit: Question, by: Actor, at: datetime) -> None:
    record_utterance(
        claimants=[],
        carriage=CarriageDraft(source=source, hops=[REPORTS]),
        claims=[
            ClaimDraft(
                incident=incident,
                question=hit,
                text="The strikes hit a pharmacy and gatherings of civilians.",
                certainty=Certainty.POSSIBLE,
                hedge="reportedly",
            )
        ],
        by=by,
        at=at,
    )


def _fighting(parties: dict[str, Party], source: Source, by: Actor, at: datetime) -> Incident:
    incident = open_incident(
        title="Heavy fighting around Tinzaouaten",
        summary="Heavy fighting in the area about a month before the drone strikes, as the same report has it.",
        occurred_on=date(2024, 7, 25),
        occurred_at=None,
        occurred_precision=DatePrecision.MONTH,
        place_name="The area of Tinzaouaten, northern Mali",
        country="ML",
        place_precision=PlacePrecision.DISTRICT,
        inferred={
            "occurred_on": "The report says “a month earlier”; counted back from the inferred day of the strikes."
        },
        by=by,
        at=at,
    )
    killed = _ask(incident, QuestionKind.COUNT, "How many soldiers and fighters were killed?", by, at)
    record_utterance(
        claimants=[parties["rebels"]],
        carriage=CarriageDraft(
            source=source,
            hops=[REPORTS, HopDraft(actor_kind=HopActor.PARTY, party=parties["rebels"], verb="say")],
        ),
        claims=[
            ClaimDraft(
                incident=incident,
                question=killed,
                stance=Stance.CLAIMS_RESPONSIBILITY,
                text="They killed over 130 Malian soldiers and Wagner fighters.",
                figures=[
                    FigureDraft(
                        metric=Metric.KILLED,
                        population=Population.SOLDIERS_AND_FIGHTERS,
                        qualifier=Qualifier.MORE_THAN,
                        minimum=130,
                        wording="over 130",
                    )
                ],
            )
        ],
        by=by,
        at=at,
    )
    return incident


def _ask(incident: Incident, kind: QuestionKind, text: str, by: Actor, at: datetime) -> Question:
    return raise_question(incident=incident, kind=kind, text=text, by=by, at=at)
