"""A large newsroom: 10,000 claims, 40,000 carriages and 40,000 evidences, written in bulk.

Reproducible: the same numbers each time. Parties hang together in small groups, a third of the sources derive from
another, and roots are of every kind.
"""

from collections.abc import Iterable
from datetime import datetime
from random import Random
from typing import Any

from django.db import models

from claims.models import (
    Allegation,
    Carriage,
    Claim,
    ClaimUtterance,
    Derivation,
    Evidence,
    Figure,
    Hop,
    Incident,
    Independence,
    Party,
    PartyRelation,
    Question,
    Source,
    SourceCheck,
    Utterance,
    UtteranceClaimant,
)
from claims.vocabulary import (
    AccusedRole,
    Basis,
    Bearing,
    CheckAspect,
    Directness,
    HopActor,
    Metric,
    PartyKind,
    PartyRelationKind,
    Qualifier,
    QuestionKind,
    RootKind,
    SourceKind,
    Verdict,
)

CLAIMS, PER_INCIDENT, QUESTIONS = 10_000, 200, 10
EACH = 4  # carriages and evidences of a claim
PARTIES, SOURCES, BATCH = 2_000, 20_000, 5_000


def make_large_newsroom(newsroom_id: int, at: datetime) -> Incident:
    """Fill the newsroom; one of its incidents, as large as the others."""
    chance, desk = Random(7), {"newsroom_id": newsroom_id}
    parties = _kept(Party(**desk, name=f"Body {n}", kind=PartyKind.NGO, added_at=at) for n in range(PARTIES))
    sources = _kept(
        Source(
            **desk,
            title=f"Source {n}",
            kind=SourceKind.VIDEO if n % 10 == 0 else SourceKind.ARTICLE,
            outlet=parties[chance.randrange(300)] if n % 2 else None,
            added_at=at,
        )
        for n in range(SOURCES)
    )
    _tie(parties, sources, chance, desk, at)
    return _claims(parties, sources, chance, desk, at)


def _tie(parties: list[Any], sources: list[Any], chance: Random, desk: dict[str, Any], at: datetime) -> None:
    kinds = list(PartyRelationKind)
    _kept(
        PartyRelation(**desk, party=parties[n], kind=kinds[n % len(kinds)], other=parties[n - n % 5], related_at=at)
        for n in range(PARTIES)
        if n % 5
    )
    _kept(
        Derivation(**desk, source=sources[n], origin=sources[chance.randrange(n)], derived_at=at)
        for n in range(1, SOURCES, 3)
    )
    _kept(
        SourceCheck(
            **desk,
            source=sources[n],
            aspect=CheckAspect.AUTHENTICITY,
            verdict=chance.choice(list(Verdict)),
            how="compared with others",
            at=at,
        )
        for n in range(0, SOURCES, 10)
    )
    _kept(
        Independence(
            **desk, party=parties[n + 1], other_party=parties[n], reason="rivals in all but name", stated_at=at
        )
        for n in range(0, PARTIES, 50)
    )


def _claims(parties: list[Any], sources: list[Any], chance: Random, desk: dict[str, Any], at: datetime) -> Incident:
    incidents = _kept(
        Incident(**desk, reference=f"B{n:05}", title=f"Incident {n}", opened_at=at)
        for n in range(CLAIMS // PER_INCIDENT)
    )
    questions = _kept(
        Question(**desk, incident=each, kind=QuestionKind.OTHER, text=f"Question {n}?", position=n + 1)
        for each in incidents
        for n in range(QUESTIONS)
    )
    said = _kept(Utterance(**desk, recorded_at=at) for _n in range(CLAIMS))
    claims = _kept(
        Claim(
            **desk,
            incident=incidents[n // PER_INCIDENT],
            question=questions[n // PER_INCIDENT * QUESTIONS + n % QUESTIONS],
            text=f"Claim {n}",
            recorded_at=at,
        )
        for n in range(CLAIMS)
    )
    speakers = [parties[(n // PER_INCIDENT * 20 + n % 20) % PARTIES] for n in range(CLAIMS)]
    _kept(ClaimUtterance(**desk, claim=claims[n], utterance=said[n]) for n in range(CLAIMS))
    _kept(UtteranceClaimant(**desk, utterance=said[n], party=speakers[n]) for n in range(CLAIMS))
    _kept(
        Figure(**desk, claim=each, metric=Metric.KILLED, qualifier=Qualifier.AT_LEAST, minimum=each.pk % 50 + 1)
        for each in claims
    )
    _kept(
        Allegation(
            **desk, claim=claims[n], accused=speakers[n - n % 20 + (n + 1) % 20], at=at, role=AccusedRole.CARRIED_OUT
        )
        for n in range(CLAIMS)
    )
    carriages = _kept(
        Carriage(**desk, utterance=said[n], source=source, passage="they said", added_at=at)
        for n in range(CLAIMS)
        for source in chance.sample(sources, EACH)
    )
    _kept(hop for n, each in enumerate(carriages) for hop in _hops(each, speakers[n // EACH], parties, chance, desk))
    _kept(_evidence(claims[n // EACH], parties, sources, chance, desk, at) for n in range(CLAIMS * EACH))
    return incidents[len(incidents) // 2]


def _hops(carriage: Any, speaker: Any, parties: list[Any], chance: Random, desk: dict[str, Any]) -> Iterable[Any]:
    agency = parties[chance.randrange(300)]
    yield Hop(**desk, carriage=carriage, position=1, actor_kind=HopActor.OUTLET, actor_label="An outlet")
    yield Hop(**desk, carriage=carriage, position=2, actor_kind=HopActor.OUTLET, party=agency, verb="quotes")
    yield Hop(
        **desk,
        carriage=carriage,
        position=3,
        actor_kind=HopActor.PARTY,
        party=speaker,
        directness=Directness.ON_THE_RECORD,
    )


def _evidence(
    claim: Any, parties: list[Any], sources: list[Any], chance: Random, desk: dict[str, Any], at: datetime
) -> Evidence:
    kind = chance.choice([RootKind.PARTY, RootKind.SOURCE, RootKind.SOURCE, RootKind.UNKNOWN])
    return Evidence(
        **desk,
        claim=claim,
        source=chance.choice(sources),
        bearing=chance.choice([Bearing.SUPPORTS, Bearing.SUPPORTS, Bearing.CONTRADICTS]),
        root_kind=kind,
        root_party=chance.choice(parties) if kind == RootKind.PARTY else None,
        root_source=chance.choice(sources) if kind == RootKind.SOURCE else None,
        basis=chance.choice(list(Basis)),
        added_at=at,
    )


def _kept(rows: Iterable[models.Model]) -> list[Any]:
    made = list(rows)
    manager: Any = type(made[0])._default_manager
    return list(manager.bulk_create(made, batch_size=BATCH))
