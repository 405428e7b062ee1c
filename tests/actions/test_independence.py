"""Two that hang together count separately once a fact-checker says so, and again as one when it is taken back."""

import pytest

from claims.actions.evidence import add_evidence
from claims.actions.independence import state_independence, withdraw_independence
from claims.actions.parties import add_party, merge_parties, relate_parties
from claims.actions.sources import add_source, derive_source
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Independence
from claims.models.support import attested_and_supported
from claims.vocabulary import Basis, Bearing, PartyKind, PartyRelationKind, RootKind, SourceKind, Verb

WHY = "They fell out in 2019 and count on their own."


@pytest.fixture
def two(reporter, now):
    """A hospital and its monitors, recorded as allied."""
    pair = [add_party(name=name, kind=PartyKind.NGO, by=reporter, at=now) for name in ("A hospital", "Monitors")]
    relate_parties(party=pair[0], kind=PartyRelationKind.ALLIED_WITH, other=pair[1], by=reporter, at=now)
    return pair


@pytest.fixture
def both_say_so(two, a_claim, source, reporter, now):
    for party in two:
        add_evidence(
            claim=a_claim,
            source=source,
            bearing=Bearing.SUPPORTS,
            root_kind=RootKind.PARTY,
            root_party=party,
            basis=Basis.SAW_IT,
            by=reporter,
            at=now,
        )
    return a_claim


def roots(claim):
    return attested_and_supported([claim])[claim.pk].supported_by


def test_two_parties_count_separately_until_it_is_taken_back(both_say_so, two, fact_checker, now):
    assert roots(both_say_so) == 1
    cut = state_independence(party=two[1], other_party=two[0], reason=WHY, by=fact_checker, at=now)
    assert roots(both_say_so) == 2
    withdraw_independence(independence=cut, reason="They made up.", by=fact_checker, at=now)
    assert roots(both_say_so) == 1
    verbs = Change.objects.about(cut).order_by("pk").values_list("verb", "reason", "party_id")
    assert list(verbs) == [
        (Verb.INDEPENDENCE_STATED, WHY, two[1].pk),
        (Verb.INDEPENDENCE_WITHDRAWN, "They made up.", two[1].pk),
    ]


def test_a_source_counts_separately_from_its_origin_and_from_its_outlet(a_claim, army, fact_checker, reporter, now):
    origin, copy = (
        add_source(title=title, kind=SourceKind.VIDEO, outlet=army, by=reporter, at=now) for title in ("First", "Copy")
    )
    derive_source(source=copy, origin=origin, by=reporter, at=now)
    for source in (origin, copy):
        add_evidence(
            claim=a_claim,
            source=source,
            bearing=Bearing.SUPPORTS,
            root_kind=RootKind.SOURCE,
            root_source=source,
            by=reporter,
            at=now,
        )
    assert roots(a_claim) == 1
    state_independence(source=copy, origin=origin, reason="Filmed from another roof.", by=fact_checker, at=now)
    assert roots(a_claim) == 1  # both are still of one outlet
    state_independence(source=copy, party=army, reason="A soldier's own account.", by=fact_checker, at=now)
    assert roots(a_claim) == 2


def test_it_is_said_once_in_either_order_and_under_any_name(two, editor, reporter, fact_checker, now, snapshot):
    twin = add_party(name="The clinic", kind=PartyKind.NGO, by=reporter, at=now)
    merge_parties(party=twin, into=two[0], reason="the same", by=editor, at=now)
    state_independence(party=twin, other_party=two[1], reason=WHY, by=fact_checker, at=now)
    assert Independence.objects.get().party == two[0]
    before = snapshot()
    for one, other in (two, two[::-1], (twin, two[1])):
        with pytest.raises(RuleBroken) as refused:
            state_independence(party=one, other_party=other, reason="Again.", by=fact_checker, at=now)
        assert refused.value.code == "independent_already"
    assert snapshot() == before
    withdraw_independence(independence=Independence.objects.get(), reason="No.", by=fact_checker, at=now)
    state_independence(party=two[0], other_party=two[1], reason="After all.", by=fact_checker, at=now)


def test_state_independence_refused_leaves_no_trace(
    two, source, army, coalition, fact_checker, reporter, viewer, stranger, now, snapshot
):
    agency = add_source(title="Agency", kind=SourceKind.ARTICLE, by=reporter, at=now)
    relate_parties(party=army, kind=PartyRelationKind.ANSWERS_FOR, other=coalition, by=reporter, at=now)
    theirs = add_party(name="Theirs", kind=PartyKind.NGO, by=stranger, at=now)
    before = snapshot()
    for given, code, field in (
        ({"party": two[0], "other_party": army}, "nothing_suggests_dependence", "other_party"),
        ({"party": army, "other_party": coalition}, "nothing_suggests_dependence", "other_party"),
        ({"source": source, "origin": agency}, "nothing_suggests_dependence", "origin"),
        ({"source": source, "party": army}, "nothing_suggests_dependence", "party"),
        ({"party": two[0]}, "not_a_pair", "other_party"),
        ({"source": source}, "not_a_pair", "origin"),
        ({}, "not_a_pair", "party"),
        ({"party": two[0], "other_party": theirs}, "unknown_reference", "other_party"),
        ({"party": two[0], "other_party": two[1], "reason": " "}, "required", "reason"),
        ({"party": two[0], "other_party": two[1], "reason": "x" * 1001}, "too_long", "reason"),
    ):
        with pytest.raises(RuleBroken) as refused:
            state_independence(**{"reason": WHY, **given}, by=fact_checker, at=now)
        assert (refused.value.code, refused.value.field) == (code, field)
    for who in (viewer, reporter):
        with pytest.raises(NotPermitted):
            state_independence(party=two[0], other_party=two[1], reason=WHY, by=who, at=now)
    assert snapshot() == before


def test_withdraw_independence_refused_leaves_no_trace(two, fact_checker, reporter, stranger, now, snapshot):
    cut = state_independence(party=two[0], other_party=two[1], reason=WHY, by=fact_checker, at=now)
    before = snapshot()
    with pytest.raises(NotPermitted):
        withdraw_independence(independence=cut, reason="No.", by=reporter, at=now)
    with pytest.raises(NotVisible):
        withdraw_independence(independence=cut, reason="No.", by=stranger, at=now)
    with pytest.raises(RuleBroken) as refused:
        withdraw_independence(independence=cut, reason="", by=fact_checker, at=now)
    assert refused.value.field == "reason"
    assert snapshot() == before
    withdraw_independence(independence=cut, reason="No.", by=fact_checker, at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        withdraw_independence(independence=cut, reason="No.", by=fact_checker, at=now)
    assert refused.value.code == "independence_withdrawn"
    assert snapshot() == before


def test_said_twice_at_once_it_is_on_record_once(overlapping, two, fact_checker, editor, now):
    _first, second = overlapping(
        lambda: state_independence(party=two[0], other_party=two[1], reason=WHY, by=fact_checker, at=now),
        lambda: state_independence(party=two[1], other_party=two[0], reason=WHY, by=editor, at=now),
    )
    assert isinstance(second, RuleBroken)
    assert second.code == "independent_already"
