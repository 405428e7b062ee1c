from typing import Any

import pytest

from claims.actions.evidence import add_evidence
from claims.actions.parties import add_party, merge_parties
from claims.actions.sources import add_source
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Change, Evidence, ProtectedIdentity
from claims.models.support import attested_and_supported
from claims.vocabulary import Basis, Bearing, PartyKind, RootKind, SourceKind, Verb


def test_add_evidence_records_bearing_root_and_basis(a_claim, source, reporter, editor, now):
    old = add_party(name="Hospital", kind=PartyKind.OTHER, by=reporter, at=now)
    hospital = add_party(name="Regional hospital", kind=PartyKind.OTHER, by=reporter, at=now)
    merge_parties(party=old, into=hospital, reason="The same", by=editor, at=now)
    evidence = add_evidence(
        claim=a_claim,
        source=source,
        bearing=Bearing.SUPPORTS,
        passage="The hospital's register lists 21 dead",
        root_kind=RootKind.PARTY,
        root_party=old,
        basis=Basis.RECORDS,
        by=reporter,
        at=now,
    )
    evidence.refresh_from_db()
    assert (evidence.root_party, evidence.basis, evidence.claim) == (hospital, Basis.RECORDS, a_claim)
    change = Change.objects.about(evidence).get()
    assert (change.verb, change.incident_id) == (Verb.EVIDENCE_ADDED, a_claim.incident_id)


def test_a_source_can_be_the_root_itself(a_claim, source, reporter, now):
    image = add_source(title="Satellite image", kind=SourceKind.SATELLITE_IMAGE, by=reporter, at=now)
    evidence = add_evidence(
        claim=a_claim,
        source=source,
        bearing=Bearing.CONTRADICTS,
        root_kind=RootKind.SOURCE,
        root_source=image,
        basis=Basis.EXAMINED_MATERIAL,
        by=reporter,
        at=now,
    )
    assert evidence.root_source == image


def test_a_protected_person_can_be_the_root_under_their_pseudonym(a_claim, source, reporter, now):
    nurse = ProtectedIdentity.objects.create(newsroom_id=reporter.newsroom_id, pseudonym="The nurse", added_at=now)
    add_evidence(
        claim=a_claim,
        source=source,
        bearing=Bearing.SUPPORTS,
        root_kind=RootKind.PROTECTED,
        root_identity=nurse,
        basis=Basis.SAW_IT,
        by=reporter,
        at=now,
    )
    support = attested_and_supported([a_claim])[a_claim.pk]
    assert [(root.label, root.firm) for root in support.roots] == [("The nurse", True)]


def test_another_newsrooms_protected_person_is_no_root(a_claim, source, reporter, stranger, now, snapshot):
    theirs = ProtectedIdentity.objects.create(newsroom_id=stranger.newsroom_id, pseudonym="Theirs", added_at=now)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        add_evidence(
            claim=a_claim,
            source=source,
            bearing=Bearing.SUPPORTS,
            root_kind=RootKind.PROTECTED,
            root_identity=theirs,
            by=reporter,
            at=now,
        )
    assert (refused.value.code, refused.value.field) == ("unknown_reference", "root_identity")
    assert snapshot() == before


def test_an_unknown_root_is_the_default(a_claim, source, reporter, now):
    evidence = add_evidence(claim=a_claim, source=source, bearing=Bearing.COULD_NOT_VERIFY, by=reporter, at=now)
    assert (evidence.root_kind, evidence.basis) == (RootKind.UNKNOWN, Basis.UNSTATED)


def test_why_an_unnamed_root_is_distinct_is_for_those_who_assess(
    a_claim, source, reporter, fact_checker, now, snapshot
):
    anonymous: dict[str, Any] = {
        "bearing": Bearing.SUPPORTS,
        "root_kind": RootKind.ANONYMOUS,
        "basis": Basis.SAW_IT,
        "distinct_reason": "Known to us, stood elsewhere",
    }
    before = snapshot()
    with pytest.raises(NotPermitted):
        add_evidence(claim=a_claim, source=source, by=reporter, at=now, **anonymous)
    assert snapshot() == before
    evidence = add_evidence(claim=a_claim, source=source, by=fact_checker, at=now, **anonymous)
    assert Evidence.objects.get() == evidence


REFUSED = [
    ({"bearing": "proves"}, "unknown_choice", "bearing"),
    ({"basis": "hunch"}, "unknown_choice", "basis"),
    ({"root_kind": RootKind.PARTY}, "root_missing", "root_party"),
    ({"root_kind": RootKind.SOURCE}, "root_missing", "root_source"),
    ({"root_kind": RootKind.PROTECTED}, "root_missing", "root_identity"),
    ({"root_kind": "oracle"}, "unknown_choice", "root_kind"),
    ({"passage": "x" * 5001}, "too_long", "passage"),
    ({"passage": "<p>21</p>"}, "markup", "passage"),
    ({"root_label": "\u202eecnedive"}, "reordering_character", "root_label"),
]


@pytest.mark.parametrize(("fields", "code", "field"), REFUSED)
def test_add_evidence_refused_leaves_no_trace(fields, code, field, a_claim, source, fact_checker, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        add_evidence(claim=a_claim, source=source, by=fact_checker, at=now, **{"bearing": Bearing.SUPPORTS, **fields})
    assert (refused.value.code, refused.value.field) == (code, field)
    assert snapshot() == before


def test_a_root_that_does_not_fit_or_is_not_ours_is_refused(
    a_claim, source, army, fact_checker, viewer, stranger, now, snapshot
):
    theirs = add_party(name="Theirs", kind=PartyKind.NGO, by=stranger, at=now)
    their_source = add_source(title="Theirs", kind=SourceKind.POST, by=stranger, at=now)
    before = snapshot()
    for fields, code, field in [
        ({"root_party": army}, "root_not_taken", "root_party"),
        ({"root_source": source}, "root_not_taken", "root_source"),
        ({"root_kind": RootKind.PARTY, "root_party": theirs}, "unknown_reference", "root_party"),
        ({"root_kind": RootKind.SOURCE, "root_source": their_source}, "unknown_reference", "root_source"),
        (
            {"root_kind": RootKind.PARTY, "root_party": army, "distinct_reason": "Because"},
            "distinct_reason_not_taken",
            "distinct_reason",
        ),
    ]:
        with pytest.raises(RuleBroken) as refused:
            add_evidence(claim=a_claim, source=source, bearing=Bearing.SUPPORTS, by=fact_checker, at=now, **fields)
        assert (refused.value.code, refused.value.field) == (code, field)
    with pytest.raises(RuleBroken) as refused:
        add_evidence(claim=a_claim, source=their_source, bearing=Bearing.SUPPORTS, by=fact_checker, at=now)
    assert (refused.value.code, refused.value.field) == ("unknown_reference", "source")
    with pytest.raises(NotPermitted):
        add_evidence(claim=a_claim, source=source, bearing=Bearing.SUPPORTS, by=viewer, at=now)
    with pytest.raises(NotVisible):
        add_evidence(claim=a_claim, source=source, bearing=Bearing.SUPPORTS, by=stranger, at=now)
    assert snapshot() == before
