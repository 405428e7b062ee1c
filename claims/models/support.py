"""Loads what `rules.roots` counts: a fixed number of queries for any number of claims."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Prefetch

from claims.models.carriage import Carriage, Hop
from claims.models.claim import Claim, ClaimUtterance
from claims.models.evidence import Evidence
from claims.models.party import Party, PartyRelation
from claims.models.source import Derivation, Source
from claims.models.utterance import UtteranceClaimant
from claims.rules.roots import (
    SUGGEST_DEPENDENCE,
    Dependence,
    EvidenceFact,
    HopFact,
    Node,
    RouteFact,
    Support,
    support_of,
)
from claims.vocabulary import Basis, Bearing, Directness, HopActor, RootKind


def attested_and_supported(claims: Iterable[Claim]) -> dict[int, Support]:
    """What stands behind each claim, by claim id. The claims are of one newsroom, read through `visible_to`."""
    wanted = list(claims)
    if not wanted:
        return {}
    ids = [claim.pk for claim in wanted]
    newsroom_id = wanted[0].newsroom_id
    stands_for = _stands_for(newsroom_id)
    dependence = Dependence(_pairs(newsroom_id, stands_for))
    utterances = _utterances_of(ids)
    claimants = _claimants_of(utterances, stands_for)
    evidence = _evidence_of(ids, stands_for)
    routes = _routes_of(utterances, stands_for)
    return {
        claim_id: support_of(claimants[claim_id], evidence[claim_id], routes[claim_id], dependence) for claim_id in ids
    }


def _stands_for(newsroom_id: int) -> dict[int, int]:
    merged = Party.objects.filter(newsroom_id=newsroom_id, merged_into__isnull=False)
    return dict(merged.values_list("id", "merged_into_id"))


def _pairs(newsroom_id: int, stands_for: dict[int, int]) -> list[tuple[Node, Node]]:
    relations = PartyRelation.objects.filter(newsroom_id=newsroom_id, kind__in=SUGGEST_DEPENDENCE)
    pairs: list[tuple[Node, Node]] = [
        (("party", stands_for.get(one, one)), ("party", stands_for.get(other, other)))
        for one, other in relations.values_list("party_id", "other_id")
    ]
    derivations = Derivation.objects.filter(newsroom_id=newsroom_id)
    pairs += [
        (("source", source), ("source", origin)) for source, origin in derivations.values_list("source_id", "origin_id")
    ]
    outlets = Source.objects.filter(newsroom_id=newsroom_id, outlet__isnull=False)
    pairs += [
        (("source", source), ("party", stands_for.get(outlet, outlet)))
        for source, outlet in outlets.values_list("id", "outlet_id")
        if outlet is not None
    ]
    return pairs


def _utterances_of(claim_ids: list[int]) -> dict[int, list[int]]:
    """Utterance id → ids of the claims that hang on it."""
    found: dict[int, list[int]] = defaultdict(list)
    for claim_id, utterance_id in ClaimUtterance.objects.filter(claim__in=claim_ids).values_list(
        "claim_id", "utterance_id"
    ):
        found[utterance_id].append(claim_id)
    return found


def _claimants_of(utterances: dict[int, list[int]], stands_for: dict[int, int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for utterance_id, party_id in UtteranceClaimant.objects.filter(utterance__in=utterances).values_list(
        "utterance_id", "party_id"
    ):
        for claim_id in utterances[utterance_id]:
            found[claim_id].add(stands_for.get(party_id, party_id))
    return defaultdict(frozenset, {claim_id: frozenset(parties) for claim_id, parties in found.items()})


def _evidence_of(claim_ids: list[int], stands_for: dict[int, int]) -> dict[int, list[EvidenceFact]]:
    found: dict[int, list[EvidenceFact]] = defaultdict(list)
    for row in Evidence.objects.current().filter(claim__in=claim_ids).select_related("root_party", "root_source"):
        party = row.root_party_id
        label = row.root_label or str(row.root_party or row.root_source or "")
        found[row.claim_id].append(
            EvidenceFact(
                id=row.pk,
                source=row.source_id,
                bearing=Bearing(row.bearing),
                root_kind=RootKind(row.root_kind),
                basis=Basis(row.basis),
                party=stands_for.get(party, party) if party else None,
                root_source=row.root_source_id,
                label=label,
                distinct_reason=row.distinct_reason,
            )
        )
    return found


def _routes_of(utterances: dict[int, list[int]], stands_for: dict[int, int]) -> dict[int, list[RouteFact]]:
    found: dict[int, list[RouteFact]] = defaultdict(list)
    carriages = Carriage.objects.filter(utterance__in=utterances).select_related("utterance")
    for carriage in carriages.prefetch_related(Prefetch("hops", queryset=Hop.objects.order_by("position"))):
        said = carriage.utterance
        route = RouteFact(
            source=carriage.source_id,
            hops=[
                HopFact(
                    kind=HopActor(hop.actor_kind),
                    directness=Directness(hop.directness),
                    party=stands_for.get(hop.party_id, hop.party_id) if hop.party_id else None,
                    label=hop.actor_label,
                )
                for hop in carriage.hops.all()
            ],
            speaker=said.speaker_id,
            speaker_label=said.speaker_label,
        )
        for claim_id in utterances[carriage.utterance_id]:
            found[claim_id].append(route)
    return found
