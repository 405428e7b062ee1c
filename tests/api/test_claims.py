"""Claims over the API: hung on utterances, revised, repeated, filtered; their status is never written."""

import pytest

from tests.api.conftest import MERGING, refusal

pytestmark = pytest.mark.django_db


def test_a_claim_is_hung_on_an_utterance(by_reporter, an_utterance, incident, question, army):
    body = {
        "utterance": an_utterance.pk,
        "incident": incident.pk,
        "question": question.pk,
        "text": "About 30 were injured, some of them children",
        "certainty": "likely",
        "hedge": "probably",
        "figures": [{"metric": "injured", "qualifier": "about", "minimum": 28, "maximum": 32}],
    }

    added = by_reporter.post("claims/", body)

    assert added.status_code == 201
    shown = added.json()
    whole = by_reporter.get(f"claims/{shown['id']}/expanded/").json()
    assert whole.pop("suggestion")["status"] is None
    assert whole == shown
    assert shown["utterances"] == [an_utterance.pk]
    assert shown["question"] == {"id": question.pk, "kind": "count", "text": question.text}
    assert (shown["certainty"], shown["hedge"]) == ("likely", "probably")
    assert shown["figures"][0]["maximum"] == 32


def test_a_refusal_names_the_field_as_this_address_takes_it(by_reporter, an_utterance, incident, snapshot):
    before = snapshot()
    body = {"utterance": an_utterance.pk, "incident": incident.pk, "text": "Perhaps", "certainty": "possible"}

    assert refusal(by_reporter.post("claims/", body), 422)[1] == {"hedge": "hedge_missing"}

    assert snapshot() == before


def test_a_change_of_status_is_an_assessment_and_nothing_else(by_editor, a_claim, an_utterance, incident, snapshot):
    before = snapshot()
    text = {"text": "T", "incident": incident.pk, "utterance": an_utterance.pk}

    for answer in (
        by_editor.patch(f"claims/{a_claim.pk}/", {"version": 1, "status": "refuted"}, headers=MERGING),
        by_editor.post("claims/", text | {"status": "refuted"}),
    ):
        assert refusal(answer, 400)[1] == {"status": "unknown_field"}
    assert refusal(
        by_editor.patch(f"claims/{a_claim.pk}/", {"version": 1, "standing": "retracted"}, headers=MERGING), 400
    )

    assert snapshot() == before


def test_lists_of_parts_are_sent_whole(by_reporter, a_claim, allegation, coalition):
    shown = by_reporter.get(f"claims/{a_claim.pk}/").json()
    figure = shown["figures"][0]
    changed = {"id": figure["id"], "metric": "killed", "qualifier": "at_least", "minimum": 27}
    new = {"metric": "injured", "qualifier": "up_to", "maximum": 40}

    answer = by_reporter.patch(
        f"claims/{a_claim.pk}/", {"version": 1, "figures": [changed, new], "allegations": []}, headers=MERGING
    )

    assert answer.status_code == 200
    assert [(row["metric"], row["minimum"], row["maximum"]) for row in answer.json()["figures"]] == [
        ("killed", 27, None),
        ("injured", None, 40),
    ]
    assert answer.json()["allegations"] == []
    assert answer.json()["version"] == 2


@pytest.mark.parametrize("key", [999999, 2**80, -1])
def test_a_figure_that_is_not_the_claims_is_refused(by_reporter, a_claim, snapshot, key):
    before = snapshot()
    figure = {"id": key, "metric": "killed", "qualifier": "at_least", "minimum": 27}

    fields = refusal(
        by_reporter.patch(f"claims/{a_claim.pk}/", {"version": 1, "figures": [figure]}, headers=MERGING), 422
    )[1]

    assert next(iter(fields)).startswith("figures.0")
    assert snapshot() == before


def test_a_conflict_over_figures_shows_both(by_reporter, by_editor, a_claim):
    key = by_reporter.get(f"claims/{a_claim.pk}/").json()["figures"][0]["id"]
    figure = {"id": key, "metric": "killed", "qualifier": "at_least", "minimum": 27}
    by_editor.patch(f"claims/{a_claim.pk}/", {"version": 1, "figures": [figure | {"minimum": 30}]}, headers=MERGING)

    answer = by_reporter.patch(f"claims/{a_claim.pk}/", {"version": 1, "figures": [figure]}, headers=MERGING)

    assert refusal(answer, 409)[0] == "stale_edit"
    sides = answer.json()["conflicts"]["figures"]
    assert [side[0]["minimum"] for side in (sides["base"], sides["theirs"], sides["mine"])] == [21, 30, 27]


def test_a_claim_is_repeated_by_the_same_claimants_alone(by_reporter, a_claim, coalition, army, incident, snapshot):
    other = {"incident": incident.pk, "text": "The toll has risen"}
    again = by_reporter.post("utterances/", {"claimants": [coalition.pk], "claims": [other]}).json()["id"]
    others = by_reporter.post("utterances/", {"claimants": [army.pk], "claims": [other]}).json()["id"]

    repeated = by_reporter.post(f"claims/{a_claim.pk}/utterances/", {"utterance": again})

    assert (repeated.status_code, repeated.json()["id"]) == (201, again)
    assert len(by_reporter.get(f"claims/{a_claim.pk}/utterances/").json()["results"]) == 2
    before = snapshot()
    assert refusal(by_reporter.post(f"claims/{a_claim.pk}/utterances/", {"utterance": others}), 422)[0] == (
        "other_claimants"
    )
    assert snapshot() == before


def test_the_list_filters(by_checker, a_claim, coalition, army, incident, question):
    def found(query: str) -> int:
        return len(by_checker.get(f"claims/?{query}").json()["results"])

    fits = f"claimant={coalition.pk}&accused={army.pk}&incident={incident.pk}&question={question.pk}&kind=fact"
    assert found("") == found(fits) == found("q=PEOPLE") == found("status=not_assessed&standing=live") == 1
    assert found("unattributed=false") == 1
    assert found(f"claimant={army.pk}") == found(f"accused={coalition.pk}") == found("status=refuted") == 0
    assert found("unattributed=true") == found("q=nothing+of+the+kind") == 0


def test_similar_claims_are_found_by_text(by_viewer, a_claim, coalition, incident):
    (found,) = by_viewer.get("claims/similar/?text=The army killed 21 people").json()["results"]

    assert (found["id"], found["text"], found["status"]) == (a_claim.pk, a_claim.text, "not_assessed")
    assert found["claimants"] == [{"id": coalition.pk, "name": coalition.name}]
    assert found["incident"]["id"] == incident.pk
    assert 0 < found["likeness"] <= 2
    for query in ("", "?text=The army ki", "?text=Something else altogether"):
        assert by_viewer.get(f"claims/similar/{query}").json() == {"results": []}
    for query, code in [(f"?text={'x' * 1001}", "too_long"), ("?words=x", "unknown_field")]:
        assert code in refusal(by_viewer.get(f"claims/similar/{query}"), 400)[1].values()
