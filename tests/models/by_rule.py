"""What the plain rule of `claims.rules.roots` says of claims, given everything in the newsroom as facts."""

from collections.abc import Iterable

from claims.models import (
    Carriage,
    Claim,
    Derivation,
    Independence,
    Party,
    PartyRelation,
    Source,
    SourceCheck,
    UtteranceClaimant,
)
from claims.rules.roots import EvidenceFact, Support, support_of
from claims.rules.routes import HopFact, RouteFact
from claims.rules.ties import Ties
from claims.vocabulary import Basis, Bearing, CheckAspect, Directness, HopActor, RootKind


def by_the_rule(claims: Iterable[Claim]) -> dict[int, Support]:
    """The support of each claim, by its id."""
    ties = _ties()
    return {each.pk: support_of(_claimants(each, ties), _facts(each), _routes(each, ties), ties) for each in claims}


def _ties() -> Ties:
    apart = list(Independence.objects.current().values_list("party", "other_party", "source", "origin"))
    checks = SourceCheck.objects.filter(aspect=CheckAspect.AUTHENTICITY).order_by("at", "id")
    return Ties(
        merged=dict(Party.objects.filter(merged_into__isnull=False).values_list("id", "merged_into")),
        relations=list(PartyRelation.objects.values_list("party", "kind", "other")),
        derivations=list(Derivation.objects.values_list("source", "origin")),
        outlets=dict(Source.objects.filter(outlet__isnull=False).values_list("id", "outlet")),
        parties_apart=[(one, two) for one, two, carrier, _origin in apart if carrier is None],
        origins_apart=[(carrier, origin) for _one, _two, carrier, origin in apart if origin is not None],
        outlets_apart=[(carrier, one) for one, two, carrier, _origin in apart if one and carrier],
        verdicts=dict(checks.values_list("source", "verdict")),
        titles=dict(Source.objects.values_list("id", "title")),
    )


def _claimants(claim: Claim, ties: Ties) -> set[int]:
    rows = UtteranceClaimant.objects.filter(utterance__links__claim=claim)
    return {ties.stands_for(row.party_id) for row in rows}


def _facts(claim: Claim) -> list[EvidenceFact]:
    rows = claim.evidence.current().select_related("root_party__merged_into", "root_identity")
    return [
        EvidenceFact(
            id=row.pk,
            source=row.source_id,
            bearing=Bearing(row.bearing),
            root_kind=RootKind(row.root_kind),
            basis=Basis(row.basis),
            party=row.root_party_id,
            root_source=row.root_source_id,
            identity=row.root_identity_id,
            root_label=row.root_label,
            name=str((row.root_party and (row.root_party.merged_into or row.root_party)) or row.root_identity or ""),
            distinct_reason=row.distinct_reason,
        )
        for row in rows
    ]


def _routes(claim: Claim, ties: Ties) -> list[RouteFact]:
    rows = Carriage.objects.filter(utterance__links__claim=claim).select_related("utterance")
    return [
        RouteFact(
            source=row.source_id,
            hops=[
                HopFact(
                    HopActor(hop.actor_kind),
                    Directness(hop.directness),
                    hop.party_id and ties.stands_for(hop.party_id),
                    hop.identity_id,
                    hop.actor_label,
                    hop.source_id,
                )
                for hop in row.hops.order_by("position")
            ],
            utterance=row.utterance_id,
            speaker=row.utterance.speaker_id and ties.stands_for(row.utterance.speaker_id),
            speaker_identity=row.utterance.speaker_identity_id,
            speaker_label=row.utterance.speaker_label,
        )
        for row in rows
    ]
