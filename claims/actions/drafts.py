"""What a door hands to an action that writes several rows at once: plain shapes, not yet checked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from claims.models import Allegation, Incident, Party, ProtectedIdentity, Question, Source
from claims.vocabulary import (
    AccusedRole,
    Certainty,
    ClaimKind,
    DatePrecision,
    Directness,
    HopActor,
    Metric,
    Population,
    Position,
    Qualifier,
    Scope,
    Stance,
)


@dataclass(frozen=True, kw_only=True)
class FigureDraft:
    """A number inside a claim; `id` names the figure it revises, None a new one."""

    metric: Metric
    qualifier: Qualifier
    minimum: int | None = None
    maximum: int | None = None
    wording: str = ""
    metric_label: str = ""
    population: Population = Population.PEOPLE
    population_label: str = ""
    side: Party | None = None
    scope: Scope = Scope.WHOLE
    scope_label: str = ""
    id: int | None = None


@dataclass(frozen=True, kw_only=True)
class AllegationDraft:
    """Who is accused of what; `id` names the allegation it revises, None a new one."""

    accused: Party
    role: AccusedRole
    role_label: str = ""
    for_publication: bool = True
    id: int | None = None


@dataclass(frozen=True, kw_only=True)
class AnswerDraft:
    """What a claim or a reply says to one allegation."""

    allegation: Allegation
    position: Position


@dataclass(frozen=True, kw_only=True)
class ClaimDraft:
    """One thing that could be separately true."""

    incident: Incident
    text: str
    question: Question | None = None
    kind: ClaimKind = ClaimKind.FACT
    stance: Stance = Stance.ASSERTS
    certainty: Certainty = Certainty.FLAT
    hedge: str = ""
    figures: Sequence[FigureDraft] = field(default=())
    allegations: Sequence[AllegationDraft] = field(default=())
    answers: Sequence[AnswerDraft] = field(default=())


@dataclass(frozen=True, kw_only=True)
class HopDraft:
    """One step of a chain; its place in the sequence is its position."""

    actor_kind: HopActor
    party: Party | None = None
    identity: ProtectedIdentity | None = None
    actor_label: str = ""
    verb: str = ""
    directness: Directness = Directness.UNSTATED
    said_on: date | None = None
    said_at: datetime | None = None
    said_precision: DatePrecision = DatePrecision.UNKNOWN
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class CarriageDraft:
    """Where an utterance was carried, the passage, and the chain from that source back to the utterance."""

    source: Source
    passage: str = ""
    passage_prefix: str = ""
    passage_suffix: str = ""
    language: str = ""
    translation: str = ""
    machine_translated: bool = False
    hops: Sequence[HopDraft] = field(default=())
