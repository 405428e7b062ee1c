"""Random newsrooms, small and tangled: parties, sources, chains and evidence, written as rows."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from claims.models import (
    Carriage,
    Claim,
    ClaimUtterance,
    Derivation,
    Evidence,
    Hop,
    Incident,
    Independence,
    Party,
    PartyRelation,
    ProtectedIdentity,
    Source,
    SourceCheck,
    Utterance,
    UtteranceClaimant,
)
from claims.vocabulary import (
    Basis,
    Bearing,
    CheckAspect,
    Directness,
    HopActor,
    PartyKind,
    PartyRelationKind,
    PlacePrecision,
    RootKind,
    SourceKind,
    Verdict,
)
from tests.factories import NOW

PARTIES, SOURCES, IDENTITIES, UTTERANCES, CLAIMS = 6, 6, 2, 2, 2
party, source, identity = st.integers(0, PARTIES - 1), st.integers(0, SOURCES - 1), st.integers(0, IDENTITIES - 1)
utterance, claim = st.integers(0, UTTERANCES - 1), st.integers(0, CLAIMS - 1)
label = st.sampled_from(["", "A man", "a MAN", "A woman"])


def two_of(places: int) -> Any:
    """Two different ones."""
    return st.integers(0, places * (places - 1) - 1).map(lambda n: (n // (places - 1), _other(n, places)))


def _other(n: int, places: int) -> int:
    one, two = divmod(n, places - 1)
    return two + (two >= one)


# Who is named in a chain: often a claimant, seldom nobody.
in_chain = st.one_of(party, party, party, st.none())


GRAPHS = st.fixed_dictionaries(
    {
        "merged": st.dictionaries(st.integers(4, PARTIES - 1), st.integers(0, 3), max_size=2),
        "relations": st.lists(st.tuples(two_of(PARTIES), st.sampled_from(PartyRelationKind)), max_size=4, unique=True),
        "outlets": st.dictionaries(source, party, max_size=4),
        "derivations": st.lists(two_of(SOURCES), max_size=5, unique=True),
        "apart": st.lists(
            st.tuples(
                st.one_of(
                    st.tuples(st.just("parties"), two_of(PARTIES)),
                    st.tuples(st.just("origin"), two_of(SOURCES)),
                    st.tuples(st.just("outlet"), st.tuples(source, party)),
                ),
                st.booleans(),
            ),
            max_size=5,
            unique_by=lambda row: row[0],
        ),
        "checks": st.lists(st.tuples(source, st.sampled_from([*Verdict, ""]), st.integers(0, 2)), max_size=3),
        "links": st.sets(st.tuples(claim, utterance), min_size=1, max_size=4),
        "claimants": st.sets(st.tuples(utterance, party), min_size=1, max_size=3),
        "speakers": st.dictionaries(utterance, st.one_of(st.tuples(party, st.none()), st.tuples(st.none(), identity))),
        "labels": st.dictionaries(utterance, label),
        "carriages": st.lists(
            st.tuples(
                utterance,
                st.integers(0, 3),
                st.lists(
                    st.tuples(
                        st.sampled_from(HopActor),
                        st.sampled_from([*[Directness.ON_THE_RECORD] * 3, Directness.SECOND_HAND]),
                        in_chain,
                        st.one_of(st.none(), identity),
                        label,
                        st.one_of(st.none(), st.none(), st.integers(0, 3)),
                    ),
                    min_size=1,
                    max_size=3,
                ),
            ),
            min_size=2,
            max_size=5,
            unique_by=lambda row: row[:2],
        ),
        "evidence": st.lists(
            st.tuples(
                claim,
                source,
                st.sampled_from([Bearing.SUPPORTS, Bearing.SUPPORTS, Bearing.CONTRADICTS, Bearing.COULD_NOT_VERIFY]),
                st.one_of(
                    st.tuples(st.just(RootKind.PARTY), party),
                    st.tuples(st.just(RootKind.SOURCE), source),
                    st.tuples(st.just(RootKind.SOURCE), source),
                    st.tuples(st.just(RootKind.PROTECTED), identity),
                    st.tuples(st.just(RootKind.ANONYMOUS), st.booleans()),
                    st.tuples(st.just(RootKind.UNKNOWN), st.booleans()),
                ),
                st.sampled_from([Basis.SAW_IT, Basis.UNSTATED]),
                st.sampled_from(["", "", "", "so called"]),
                st.sampled_from([False, False, False, True]),
            ),
            min_size=3,
            max_size=9,
        ),
    }
)


def written(graph: dict[str, Any], incident: Incident) -> list[Claim]:
    """The graph as rows of the incident's newsroom; its claims."""
    desk: dict[str, Any] = {"newsroom_id": incident.newsroom_id}
    parties = Party.objects.bulk_create(
        Party(**desk, name=f"Party {each}", kind=PartyKind.NGO, added_at=NOW) for each in range(PARTIES)
    )
    for one, into in graph["merged"].items():
        parties[one].merged_into = parties[into]
    Party.objects.bulk_update(parties, ["merged_into"])
    identities = ProtectedIdentity.objects.bulk_create(
        ProtectedIdentity(**desk, pseudonym=f"Witness {each}", added_at=NOW) for each in range(IDENTITIES)
    )
    sources = Source.objects.bulk_create(
        Source(
            **desk,
            title=f"Source {each}",
            kind=SourceKind.VIDEO,
            added_at=NOW,
            outlet=_nth(parties, graph["outlets"].get(each)),
        )
        for each in range(SOURCES)
    )
    _write_ties(graph, parties, sources, desk)
    return _write_claims(graph, incident, parties, sources, identities, desk)


def _write_ties(graph: dict[str, Any], parties: list[Party], sources: list[Source], desk: dict[str, Any]) -> None:
    PartyRelation.objects.bulk_create(
        PartyRelation(**desk, party=parties[one], kind=kind, other=parties[two], related_at=NOW)
        for (one, two), kind in graph["relations"]
    )
    Derivation.objects.bulk_create(
        Derivation(**desk, source=sources[one], origin=sources[two], derived_at=NOW)
        for one, two in graph["derivations"]
    )
    Independence.objects.bulk_create(
        Independence(
            **desk,
            **_ends(kind, one, two, parties, sources),
            reason="known",
            stated_at=NOW,
            withdrawn_at=NOW if withdrawn else None,
        )
        for (kind, (one, two)), withdrawn in graph["apart"]
    )
    SourceCheck.objects.bulk_create(
        SourceCheck(
            **desk,
            source=sources[one],
            at=NOW + timedelta(hours=hour),
            how="looked",
            **(
                {"aspect": CheckAspect.AUTHENTICITY, "verdict": verdict}
                if verdict
                else {"aspect": CheckAspect.PLACE, "place": "a square", "place_precision": PlacePrecision.EXACT}
            ),
        )
        for one, verdict, hour in graph["checks"]
    )


def _ends(kind: str, one: int, two: int, parties: list[Party], sources: list[Source]) -> dict[str, Any]:
    return {
        "parties": lambda: {"party": parties[one], "other_party": parties[two]},
        "origin": lambda: {"source": sources[one], "origin": sources[two]},
        "outlet": lambda: {"source": sources[one], "party": parties[two]},
    }[kind]()


def _write_claims(
    graph: dict[str, Any], incident: Incident, parties: Any, sources: Any, identities: Any, desk: dict[str, Any]
) -> list[Claim]:
    claims = Claim.objects.bulk_create(
        Claim(**desk, incident=incident, text=f"Claim {each}", recorded_at=NOW) for each in range(CLAIMS)
    )
    utterances = []
    for each in range(UTTERANCES):
        speaker, who = graph["speakers"].get(each, (None, None))
        spoken = {"speaker": _nth(parties, speaker), "speaker_identity": _nth(identities, who)}
        utterances.append(Utterance(**desk, **spoken, speaker_label=graph["labels"].get(each, ""), recorded_at=NOW))
    Utterance.objects.bulk_create(utterances)
    ClaimUtterance.objects.bulk_create(
        ClaimUtterance(**desk, claim=claims[one], utterance=utterances[two]) for one, two in sorted(graph["links"])
    )
    UtteranceClaimant.objects.bulk_create(
        UtteranceClaimant(**desk, utterance=utterances[one], party=parties[two])
        for one, two in sorted(graph["claimants"])
    )
    for said, carrier, hops in graph["carriages"]:
        carriage = Carriage.objects.create(**desk, utterance=utterances[said], source=sources[carrier], added_at=NOW)
        Hop.objects.bulk_create(_hops(carriage, hops, parties, sources, identities, desk))
    Evidence.objects.bulk_create(_evidence(graph["evidence"], claims, parties, sources, identities, desk))
    return claims


def _hops(
    carriage: Carriage, hops: Any, parties: Any, sources: Any, identities: Any, desk: dict[str, Any]
) -> Iterable[Hop]:
    for position, (kind, directness, named, witness, label, read_in) in enumerate(hops, start=1):
        protected = witness if kind == HopActor.PROTECTED_PERSON else None
        who = named if protected is None else None
        called = label or ("Somebody" if kind in (HopActor.PARTY, HopActor.OUTLET) and who is None else "")
        yield Hop(
            **desk,
            carriage=carriage,
            position=position,
            actor_kind=kind,
            directness=directness,
            party=_nth(parties, who),
            identity=_nth(identities, protected),
            actor_label=called,
            source=_nth(sources, read_in),
        )


def _evidence(
    rows: Any, claims: Any, parties: Any, sources: Any, identities: Any, desk: dict[str, Any]
) -> Iterable[Evidence]:
    for about, carrier, bearing, (kind, root), basis, called, withdrawn in rows:
        named = {
            RootKind.PARTY: lambda root=root: {"root_party": parties[root]},
            RootKind.SOURCE: lambda root=root: {"root_source": sources[root]},
            RootKind.PROTECTED: lambda root=root: {"root_identity": identities[root]},
        }.get(kind, lambda root=root: {"distinct_reason": "met elsewhere" if root else ""})
        taken_back = {"withdrawn_at": NOW, "withdrawn_reason": "a slip"} if withdrawn else {}
        yield Evidence(
            **desk,
            **named(),
            **taken_back,
            claim=claims[about],
            source=sources[carrier],
            bearing=bearing,
            root_kind=kind,
            root_label=called,
            basis=basis,
            added_at=NOW,
        )


def _nth(rows: list[Any], place: int | None) -> Any:
    return None if place is None else rows[place]
