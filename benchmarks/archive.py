"""An archive of realistic size around the incident that is measured: rows and their Changes, written in bulk."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from claims.actions._changes import record_changes
from claims.actions.numbering import number_changes
from claims.models import (
    Carriage,
    Claim,
    ClaimUtterance,
    Evidence,
    Incident,
    Party,
    Source,
    Utterance,
    UtteranceClaimant,
)
from claims.rules.actor import Actor
from claims.vocabulary import Basis, Bearing, PartyKind, RootKind, SourceKind, Verb

CLAIMS_IN_AN_INCIDENT = 200
CLAIMS_OF_AN_UTTERANCE = 5


def make_archive(by: Actor, at: datetime, *, claims: int, carriages: int, evidence: int) -> None:
    """Spread evenly over incidents, utterances and sources; all of it numbered."""
    made = _Maker(by, at)
    incidents = made.rows(
        Incident,
        claims // CLAIMS_IN_AN_INCIDENT,
        lambda n: {"reference": f"AR-{n:04}", "title": f"Archived incident {n}", "opened_at": at},
    )
    parties = made.rows(Party, 200, lambda n: {"name": f"Archived party {n}", "kind": PartyKind.NGO, "added_at": at})
    sources = made.rows(
        Source, 2000, lambda n: {"title": f"Archived source {n}", "kind": SourceKind.ARTICLE, "added_at": at}
    )
    spoken = made.rows(
        Utterance, claims // CLAIMS_OF_AN_UTTERANCE, lambda n: {"words": f"Words {n}", "recorded_at": at}
    )
    made.rows(UtteranceClaimant, len(spoken), lambda n: {"utterance": spoken[n], "party": parties[n % len(parties)]})
    said = made.rows(
        Claim,
        claims,
        lambda n: {"incident": incidents[n // CLAIMS_IN_AN_INCIDENT], "text": f"Archived claim {n}", "recorded_at": at},
    )
    made.rows(ClaimUtterance, claims, lambda n: {"claim": said[n], "utterance": spoken[n // CLAIMS_OF_AN_UTTERANCE]})
    made.rows(
        Carriage,
        carriages,
        lambda n: {
            "utterance": spoken[n % len(spoken)],
            "source": sources[(n + n // len(spoken)) % len(sources)],
            "added_at": at,
        },
    )
    made.rows(
        Evidence,
        evidence,
        lambda n: {
            "claim": said[n % claims],
            "source": sources[n % len(sources)],
            "bearing": Bearing.SUPPORTS,
            "root_kind": RootKind.PARTY,
            "root_party": parties[n % len(parties)],
            "basis": Basis.SAW_IT,
            "added_at": at,
        },
    )
    number_changes()


class _Maker:
    def __init__(self, by: Actor, at: datetime) -> None:
        self.by = by
        self.at = at

    def rows(self, model: Any, count: int, values: Any) -> Sequence[Any]:
        rows = model.objects.bulk_create(
            [model(newsroom_id=self.by.newsroom_id, **values(n)) for n in range(count)], batch_size=2000
        )
        record_changes(Verb.CLAIM_RECORDED, rows, by=self.by, at=self.at)
        return rows
