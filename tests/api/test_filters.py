"""Filters of lists find what they say, and tell nobody of what they may not see."""

from datetime import timedelta
from typing import Any

import pytest

from claims.actions.claim_relations import relate_claims
from claims.actions.drafts import ClaimDraft
from claims.actions.flags import raise_flags
from claims.actions.incidents import open_incident, restrict_incident, revise_incident
from claims.actions.standing import retract_claim
from claims.actions.utterances import record_utterance
from claims.models import Claim
from claims.vocabulary import ClaimRelationKind, DatePrecision, Terms
from tests.api.conftest import Caller, refusal
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def found(call: Caller, address: str) -> list[int]:
    answer = call.get(address)
    assert answer.status_code == 200, answer.content
    return sorted(row["id"] for row in answer.json()["results"])


@pytest.fixture
def denial(an_utterance, a_claim, army, reporter, now) -> Claim:
    """The army's own claim, on the same question; said the day after."""
    said = record_utterance(
        claimants=[army],
        claims=[ClaimDraft(incident=a_claim.incident, question=a_claim.question, text="Nobody was killed")],
        words="Personne n'a été tué.",
        language="fr",
        said_on=NOW.date(),
        said_precision=DatePrecision.DAY,
        by=reporter,
        at=now + timedelta(hours=1),
    )
    return Claim.objects.get(links__utterance=said)


def test_claims_by_who_said_them_and_whom_they_accuse(by_viewer, a_claim, denial, army, coalition):
    both = sorted([a_claim.pk, denial.pk])

    assert found(by_viewer, f"claims/?claimant={army.pk}") == [denial.pk]
    assert found(by_viewer, f"claims/?accused={army.pk}") == [a_claim.pk]
    assert found(by_viewer, f"claims/?party={army.pk}") == both
    assert found(by_viewer, f"claims/?party={coalition.pk}") == [a_claim.pk]
    assert found(by_viewer, f"incidents/?party={army.pk}") == [a_claim.incident_id]


def test_several_values_mean_any_of_them_and_several_filters_all_of_them(by_viewer, a_claim, denial):
    both = sorted([a_claim.pk, denial.pk])

    assert found(by_viewer, "claims/?status=not_assessed,refuted") == both
    assert found(by_viewer, "claims/?status=refuted&status=not_assessed") == both
    assert found(by_viewer, "claims/?status=not_assessed,refuted&language=fr") == [denial.pk]
    assert found(by_viewer, "claims/?stance=denies,accepts") == []
    assert refusal(by_viewer.get("claims/?status=not_assessed,refutd"), 400)[1] == {"status": "unknown_choice"}
    assert refusal(by_viewer.get(f"claims/?incident={a_claim.incident_id}&incident=1"), 400)[1] == {
        "incident": "given_twice"
    }
    assert refusal(by_viewer.get("claims/?status=" + "refuted," * 50 + "refuted"), 400)[1] == {"status": "too_many"}


def test_claims_by_when_and_in_which_language_they_were_said(by_viewer, a_claim, denial, source):
    day = NOW.date()

    assert found(by_viewer, f"claims/?said_from={day}") == [denial.pk]
    assert found(by_viewer, f"claims/?said_from={day}&said_to={day}") == [denial.pk]
    assert found(by_viewer, f"claims/?said_to={day - timedelta(days=1)}") == []
    assert found(by_viewer, "claims/?language=fr,ar") == [denial.pk]
    assert found(by_viewer, f"claims/?source={source.pk}") == [a_claim.pk]
    assert found(by_viewer, "claims/?recorded_from=2026-11-20T12:30:00Z") == [denial.pk]
    assert found(by_viewer, "claims/?recorded_before=2026-11-20T12:30:00Z") == [a_claim.pk]


def test_claims_and_incidents_by_where_and_when_it_happened(by_viewer, a_claim, incident, reporter, now):
    day = {"occurred_on": NOW.date(), "occurred_at": None, "occurred_precision": DatePrecision.DAY}
    revise_incident(incident=incident, version=1, country="ML", **day, by=reporter, at=now)
    other = open_incident(title="Elsewhere", exercise=True, by=reporter, at=now)

    for query in ("country=ml,dz", f"occurred_from={NOW.date()}", f"occurred_to={NOW.date()}", "exercise=false"):
        assert found(by_viewer, f"incidents/?{query}") == [incident.pk], query
        assert found(by_viewer, f"claims/?{query}") == [a_claim.pk], query
    assert found(by_viewer, "incidents/?country=DZ") == []
    assert found(by_viewer, "claims/?exercise=true") == []
    assert found(by_viewer, "incidents/?exercise=true") == [other.pk]


def contradict(claim: Claim, other: Claim, by: Any, **more: Any) -> None:
    said = {"kind": ClaimRelationKind.CONTRADICTS, "material": False, "reason": "Both cannot be right."}
    relate_claims(claim=claim, other=other, **said, by=by, at=NOW)


def test_a_contradiction_is_found_at_both_ends_while_both_stand(by_viewer, a_claim, denial, fact_checker):
    assert found(by_viewer, "claims/?has_contradiction=true") == []
    contradict(a_claim, denial, fact_checker)

    assert found(by_viewer, "claims/?has_contradiction=true") == sorted([a_claim.pk, denial.pk])
    assert found(by_viewer, "claims/?has_contradiction=false") == []
    assert found(by_viewer, "incidents/?has_contradiction=true") == [a_claim.incident_id]
    retract_claim(claim=denial, reason="Taken back.", by=fact_checker, at=NOW)
    assert found(by_viewer, "claims/?has_contradiction=true") == []
    assert found(by_viewer, "incidents/?has_contradiction=true") == []


def off_the_record(claim: Claim, claimant: Any, by: Any, **words: Any) -> Claim:
    said = record_utterance(
        claimants=[claimant],
        claims=[ClaimDraft(incident=claim.incident, question=claim.question, text="It was us, between ourselves")],
        words="It was us.",
        terms=Terms.OFF_THE_RECORD,
        **words,
        by=by,
        at=NOW,
    )
    return Claim.objects.get(links__utterance=said)


def test_what_is_withheld_is_found_by_no_filter(
    by_viewer, by_reporter, a_claim, army, coalition, reporter, fact_checker
):
    hidden = off_the_record(a_claim, army, reporter, language="bm")
    contradict(a_claim, hidden, fact_checker)

    for query in (f"claimant={army.pk}", "language=bm", "has_contradiction=true"):
        assert found(by_viewer, f"claims/?{query}") == [], query
        assert hidden.pk in found(by_reporter, f"claims/?{query}"), query
    assert found(by_viewer, f"claims/?party={army.pk}") == [a_claim.pk]  # whom it accuses, which everybody sees
    assert found(by_viewer, "incidents/?has_contradiction=true") == []
    assert found(by_viewer, "utterances/?language=bm") == []
    assert by_viewer.get("claims/?count=true").json()["count"] == 1


def test_what_happens_where_one_sees_nothing_narrows_nothing(
    by_reporter, by_editor, a_claim, denial, coalition, editor
):
    elsewhere = open_incident(title="Elsewhere", by=editor, at=NOW)
    other = record_utterance(
        claimants=[coalition], claims=[ClaimDraft(incident=elsewhere, text="We did it")], by=editor, at=NOW
    )
    hidden = Claim.objects.get(links__utterance=other)
    raise_flags(now=NOW + timedelta(days=30))
    restrict_incident(incident=elsewhere, by=editor, at=NOW)

    assert found(by_reporter, f"claims/?incident={a_claim.incident_id}&claimant={coalition.pk}") == [a_claim.pk]
    assert found(by_reporter, "claims/?restricted=true") == []
    assert found(by_editor, "claims/?restricted=true") == [hidden.pk]
    assert refusal(by_reporter.get(f"claims/?incident={elsewhere.pk}"), 400)[1] == {"incident": "unknown_reference"}
    assert found(by_reporter, "flags/?kind=not_asked") == found(by_editor, "flags/?kind=not_asked")


def test_claims_and_incidents_by_the_flags_on_them(by_viewer, a_claim, denial, allegation):
    raise_flags(now=NOW + timedelta(days=30))

    assert found(by_viewer, "claims/?flag=not_asked,due_soon") == [a_claim.pk]
    assert found(by_viewer, "incidents/?flag=not_asked") == [a_claim.incident_id]
    assert found(by_viewer, "claims/?flag=due_soon") == found(by_viewer, "incidents/?flag=due_soon") == []
    assert len(found(by_viewer, f"flags/?claim={a_claim.pk}")) == 1
    assert found(by_viewer, f"flags/?claim={denial.pk}") == []


def test_lists_below_a_row_take_the_same_filters(by_viewer, a_claim, denial, an_utterance, coalition):
    assert found(by_viewer, f"utterances/{an_utterance.pk}/claims/?kind=fact&count=true") == [a_claim.pk]
    assert found(by_viewer, f"utterances/{an_utterance.pk}/claims/?kind=characterisation") == []
    assert found(by_viewer, f"claims/{a_claim.pk}/utterances/?claimant={coalition.pk}") == [an_utterance.pk]
    assert found(by_viewer, f"incidents/{a_claim.incident_id}/history/?verb=claim.recorded&subject_type=claim") != []
