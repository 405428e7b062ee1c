import pytest

from claims.actions.assessments import assess_claim
from claims.actions.drafts import ClaimDraft
from claims.actions.evidence import add_evidence
from claims.actions.standing import retract_claim
from claims.actions.utterances import record_utterance
from claims.errors import NotPermitted, NotVisible, RuleBroken
from claims.models import Assessment, Change, Claim
from claims.vocabulary import Basis, Bearing, ClaimKind, RootKind, Status, Verb


def test_assess_claim_keeps_the_judgement_and_sets_the_status(a_claim, add_root, fact_checker, now):
    add_root("The hospital")
    add_root("The mayor")
    assessment = assess_claim(
        claim=a_claim, status=Status.CORROBORATED, rationale="Two who counted", by=fact_checker, at=now
    )
    a_claim.refresh_from_db()
    assert (a_claim.status, a_claim.version) == (Status.CORROBORATED, 2)
    assert (assessment.claim_version, assessment.by_user_id, assessment.rationale) == (
        1,
        fact_checker.id,
        "Two who counted",
    )
    changes = list(Change.objects.filter(verb=Verb.CLAIM_ASSESSED).order_by("id"))
    assert [change.subject_type for change in changes] == ["assessment", "claim"]
    assert (changes[1].after or {})["status"] == Status.CORROBORATED


def test_an_assessment_is_taken_back_with_a_rationale(a_claim, fact_checker, editor, now):
    assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No access", by=fact_checker, at=now)
    assess_claim(claim=a_claim, status=Status.NOT_ASSESSED, rationale="We have access now", by=editor, at=now)
    a_claim.refresh_from_db()
    assert (a_claim.status, a_claim.version) == (Status.NOT_ASSESSED, 3)
    assert list(Assessment.objects.values_list("status", flat=True)) == [
        Status.COULD_NOT_BE_VERIFIED,
        Status.NOT_ASSESSED,
    ]


def test_contested_has_evidence_on_both_sides(a_claim, add_root, fact_checker, now, snapshot):
    add_root("The hospital")
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        assess_claim(claim=a_claim, status=Status.CONTESTED, rationale="They differ", by=fact_checker, at=now)
    assert refused.value.code == "contradiction_missing"
    assert snapshot() == before
    add_root("The prefect", Bearing.CONTRADICTS)
    assess_claim(claim=a_claim, status=Status.CONTESTED, rationale="They differ", by=fact_checker, at=now)
    assert Claim.objects.get(pk=a_claim.pk).status == Status.CONTESTED


def test_the_refusal_names_the_root_there_is(a_claim, add_root, fact_checker, now, snapshot):
    add_root("The hospital")
    add_root("A neighbour", basis=Basis.WAS_TOLD)
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        assess_claim(claim=a_claim, status=Status.CORROBORATED, rationale="", by=fact_checker, at=now)
    assert str(refused.value) == (
        "Two distinct roots that know for themselves are needed; this claim has one (The hospital)."
        " Only told, or silent on how they know: A neighbour."
    )
    assert snapshot() == before


def test_the_claimants_own_word_supports_nothing(a_claim, source, coalition, add_root, fact_checker, now, snapshot):
    add_root("The hospital")
    add_evidence(
        claim=a_claim,
        source=source,
        bearing=Bearing.SUPPORTS,
        root_kind=RootKind.PARTY,
        root_party=coalition,
        basis=Basis.OWN_OPERATION,
        by=fact_checker,
        at=now,
    )
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        assess_claim(claim=a_claim, status=Status.CORROBORATED, rationale="", by=fact_checker, at=now)
    assert refused.value.code == "roots_missing"
    assert snapshot() == before


REFUSED = [
    (Status.ESTABLISHED, "Seen by us", "grounds_missing", "status"),
    (Status.ESTABLISHED, "", "rationale_missing", "rationale"),
    (Status.REFUTED, " ", "rationale_missing", "rationale"),
    (Status.CORROBORATED, "Widely reported", "roots_missing", "status"),
    (Status.CONTESTED, "They differ", "both_sides_missing", "status"),
    (Status.CONTESTED, "", "rationale_missing", "rationale"),
    (Status.COULD_NOT_BE_VERIFIED, "  ", "rationale_missing", "rationale"),
    (Status.NOT_ASSESSED, "Never mind", "nothing_assessed", "status"),
    ("certain", "Because", "unknown_choice", "status"),
    (Status.COULD_NOT_BE_VERIFIED, "x" * 5001, "too_long", "rationale"),
    (Status.COULD_NOT_BE_VERIFIED, "<script>", "markup", "rationale"),
]


@pytest.mark.parametrize(("status", "rationale", "code", "field"), REFUSED)
def test_assess_claim_refused_leaves_no_trace(status, rationale, code, field, a_claim, fact_checker, now, snapshot):
    before = snapshot()
    with pytest.raises(RuleBroken) as refused:
        assess_claim(claim=a_claim, status=status, rationale=rationale, by=fact_checker, at=now)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert snapshot() == before


def test_only_fact_checkers_assess_and_only_what_they_see(a_claim, reporter, stranger, now, snapshot):
    before = snapshot()
    with pytest.raises(NotPermitted):
        assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No", by=reporter, at=now)
    with pytest.raises(NotVisible):
        assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No", by=stranger, at=now)
    assert snapshot() == before


def test_only_live_facts_are_assessed(a_claim, incident, coalition, reporter, fact_checker, now, snapshot):
    draft = ClaimDraft(incident=incident, text="A barbaric act", kind=ClaimKind.CHARACTERISATION)
    said = record_utterance(claimants=[coalition], claims=[draft], by=reporter, at=now)
    retract_claim(claim=a_claim, reason="Taken back", by=fact_checker, at=now)
    before = snapshot()
    for claim, code in [
        (Claim.objects.get(links__utterance=said), "only_facts_are_assessed"),
        (a_claim, "claim_not_live"),
    ]:
        with pytest.raises(RuleBroken) as refused:
            assess_claim(claim=claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No", by=fact_checker, at=now)
        assert refused.value.code == code
    assert snapshot() == before
