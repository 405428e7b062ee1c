"""Contradictions of an incident: those confirmed, and those found; loads what `rules.contradictions` compares."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from claims.models.allegation import Allegation
from claims.models.answering import resolved
from claims.models.claim import Claim
from claims.models.claim_parts import load_parts
from claims.models.claim_relation import ClaimRelation, Dismissal
from claims.models.figure import Figure
from claims.models.incident import Incident
from claims.models.matrix import claimants_of
from claims.models.party import Party, PartyRelation
from claims.rules.actor import Actor
from claims.rules.bodies import SAME_BODY
from claims.rules.contradictions import AccusationFact, ClaimFact, FigureFact, Found, contradictions
from claims.rules.figures import closed_bounds, counted, gives_number
from claims.vocabulary import (
    AccusedRole,
    ClaimKind,
    ClaimRelationKind,
    Discrepancy,
    Position,
    Qualifier,
    Scope,
    Stance,
    Standing,
)

REPLACING = (ClaimRelationKind.SUPERSEDES, ClaimRelationKind.RETRACTS)


@dataclass(frozen=True)
class Blame:
    """Whom the two claims blame for one part in what happened, merges resolved."""

    role: AccusedRole
    parties: list[Party]
    others: list[Party]


@dataclass(frozen=True)
class Suggestion:
    """A contradiction that was found, with what it is made of; of each pair the part of `claim` comes first.

    `confirmed`: the pair contradicts each other already, by somebody's judgement. `dismissal`: somebody looked at just
    this and did not share it.
    """

    claim: Claim
    other: Claim
    discrepancy: Discrepancy
    fingerprint: str
    figures: list[tuple[Figure, Figure]]
    denied: list[Allegation]
    blamed: list[Blame]
    confirmed: bool
    dismissal: Dismissal | None

    @property
    def open(self) -> bool:
        """Whether somebody has yet to look at it."""
        return not self.confirmed and self.dismissal is None

    def other_than(self, claim: Claim) -> Claim:
        """The claim at the other end."""
        return self.other if self.claim.pk == claim.pk else self.claim


@dataclass(frozen=True)
class Contradictions:
    """What contradicts what among some live claims."""

    confirmed: list[ClaimRelation]
    found: list[Suggestion]

    @cached_property
    def suggested(self) -> list[Suggestion]:
        """Those that somebody has yet to look at."""
        return [each for each in self.found if each.open]

    @cached_property
    def dismissed(self) -> list[Suggestion]:
        return [each for each in self.found if not each.confirmed and each.dismissal is not None]

    def of(self, claim: Claim) -> "Contradictions":
        """Those that the claim has a part in."""
        return Contradictions(
            [each for each in self.confirmed if claim.pk in (each.claim_id, each.other_id)],
            [each for each in self.found if claim.pk in (each.claim.pk, each.other.pk)],
        )

    def on(self, question_id: int | None) -> "Contradictions":
        """Those with a claim on the question."""
        return self._by_question.get(question_id) or Contradictions([], [])

    @cached_property
    def _by_question(self) -> dict[int | None, "Contradictions"]:
        found: dict[int | None, Contradictions] = defaultdict(lambda: Contradictions([], []))
        for relation in self.confirmed:
            for question in {relation.claim.question_id, relation.other.question_id}:
                found[question].confirmed.append(relation)
        for suggestion in self.found:
            for question in {suggestion.claim.question_id, suggestion.other.question_id}:
                found[question].found.append(suggestion)
        return found


def contradictions_in(incident: Incident, *, actor: Actor) -> Contradictions:
    """Everything that contradicts something among the live claims of an incident that the actor may see."""
    claims = list(Claim.objects.visible_to(actor).filter(incident=incident).live().order_by("id"))
    load_parts(claims, actor)
    return contradictions_among(claims, actor=actor)


def contradictions_of(claim: Claim, *, actor: Actor) -> Contradictions:
    """What contradicts this claim; only claims that could are read."""
    near = Q(pk=claim.pk) | Q(answers__allegation__claim=claim) | Q(allegations__answers__claim=claim)
    if claim.question_id is not None:
        near |= Q(question=claim.question_id)
    rows = Claim.objects.visible_to(actor).filter(near, incident=claim.incident_id).live().distinct().with_parts(actor)
    return contradictions_among(rows.order_by("id"), actor=actor).of(claim)


def contradictions_among(claims: Iterable[Claim], *, actor: Actor) -> Contradictions:
    """The same for live claims of one incident loaded `with_parts`, in a fixed number of queries."""
    known = _Known(claims, actor)
    found = contradictions(
        [_fact(claim) for claim in known.claims.values()], belongs=known.belongs(), replaced=known.replaced
    )
    return Contradictions(known.confirmed, [known.suggestion(each) for each in found])


def contradicted(reader: Actor) -> Q:
    """The condition on claims that, as somebody confirmed, contradict another; both live and seen by the reader."""
    live = {"claim__standing": Standing.LIVE, "other__standing": Standing.LIVE}
    judged = ClaimRelation.objects.visible_to(reader).current().filter(kind=ClaimRelationKind.CONTRADICTS, **live)
    return Q(pk__in=judged.values("claim")) | Q(pk__in=judged.values("other"))


class _Known:
    """Claims and their parts by id, and what people have said about pairs of them."""

    def __init__(self, claims: Iterable[Claim], actor: Actor) -> None:
        self.actor = actor
        self.claims = {claim.pk: claim for claim in claims}
        self.figures = {figure.pk: figure for claim in self.claims.values() for figure in claim.figures.all()}
        self.allegations = {row.pk: row for claim in self.claims.values() for row in claim.allegations.all()}
        relations = self._relations()
        self.confirmed = [row for row in relations if row.kind == ClaimRelationKind.CONTRADICTS]
        self.contradicting = {frozenset({row.claim_id, row.other_id}) for row in self.confirmed}
        self.replaced = {frozenset({row.claim_id, row.other_id}) for row in relations if row.kind in REPLACING}
        dismissed = Dismissal.objects.of(actor).filter(claim__in=self.claims, other__in=self.claims)
        self.dismissals = {row.fingerprint: row for row in dismissed.select_related("by_user", "by_token")}

    def _relations(self) -> list[ClaimRelation]:
        rows = ClaimRelation.objects.of(self.actor).current()
        rows = rows.filter(kind__in=[ClaimRelationKind.CONTRADICTS, *REPLACING])
        rows = rows.filter(claim__in=self.claims, other__in=self.claims).select_related("by_user", "by_token")
        found = list(rows.order_by("id"))
        for row in found:  # the claims as they are loaded already, with their parts
            row.claim, row.other = self.claims[row.claim_id], self.claims[row.other_id]
        return found

    def belongs(self) -> list[tuple[int, int]]:
        rows = PartyRelation.objects.of(self.actor).filter(kind__in=SAME_BODY)
        ends = rows.values_list("party_id", "party__merged_into_id", "other_id", "other__merged_into_id")
        return [(party_into or party, other_into or other) for party, party_into, other, other_into in ends]

    def suggestion(self, found: Found) -> Suggestion:
        return Suggestion(
            claim=self.claims[found.claim],
            other=self.claims[found.other],
            discrepancy=found.discrepancy,
            fingerprint=found.fingerprint,
            figures=[(self.figures[one], self.figures[other]) for one, other in found.figures],
            denied=[self.allegations[each] for each in found.denied],
            blamed=[Blame(role, self._accused(its), self._accused(theirs)) for role, its, theirs in found.blamed],
            confirmed=frozenset({found.claim, found.other}) in self.contradicting,
            dismissal=self.dismissals.get(found.fingerprint),
        )

    def _accused(self, allegations: Sequence[int]) -> list[Party]:
        parties = [resolved(self.allegations[each].accused) for each in allegations]
        return list({party.pk: party for party in parties}.values())


def _fact(claim: Claim) -> ClaimFact:
    """The claim as the rule sees it; one that no longer stands says nothing."""
    if claim.standing != Standing.LIVE:
        return ClaimFact(claim.pk)
    return ClaimFact(
        id=claim.pk,
        question=claim.question_id,
        claimants=frozenset(party.pk for party in claimants_of(claim)),
        figures=_figures(claim),
        accusations=[
            AccusationFact(row.pk, row.accused.merged_into_id or row.accused_id, AccusedRole(row.role))
            for row in claim.allegations.all()
            if row.withdrawn_at is None
        ],
        denies=frozenset(
            answer.allegation_id
            for answer in claim.answers.all()
            if answer.withdrawn_at is None and answer.position == Position.DENIES
        ),
    )


def _figures(claim: Claim) -> list[FigureFact]:
    denied = claim.stance == Stance.DENIES
    if not denied and not gives_number(ClaimKind(claim.kind), Stance(claim.stance)):
        return []
    return [
        FigureFact(
            id=figure.pk,
            counted=counted(
                figure.metric, figure.metric_label, figure.population, figure.population_label, _side(figure)
            ),
            bounds=closed_bounds(Qualifier(figure.qualifier), figure.minimum, figure.maximum),
            denied=denied,
        )
        for figure in claim.figures.all()
        if figure.withdrawn_at is None and figure.scope == Scope.WHOLE and figure.qualifier != Qualifier.IN_WORDS
    ]


def _side(figure: Figure) -> int | None:
    return figure.side.merged_into_id or figure.side_id if figure.side else None
