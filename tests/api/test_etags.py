"""Entity tags: who has read what, and what became of it since."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions.claims import revise_claim
from claims.actions.drafts import ClaimDraft
from claims.actions.incidents import restrict_incident
from claims.actions.standing import supersede_claim
from claims.actions.utterances import record_claims
from claims.models import Change, Claim
from claims.vocabulary import Role
from tests.api.conftest import MERGING, Caller, refusal
from tests.api.world import furnished

pytestmark = pytest.mark.django_db

TAGGED = ("claims", "incidents", "parties", "sources", "utterances", "comment-requests", "request-templates")


@pytest.fixture
def address(a_claim) -> str:
    return f"claims/{a_claim.pk}/"


def having(tag: str) -> dict[str, Any]:
    return {"headers": {"If-None-Match": tag}}


def knowing(tag: str) -> dict[str, Any]:
    return {"headers": {"If-Match": tag}}


@pytest.fixture
def revised(a_claim, reporter, now) -> Claim:
    """By somebody else, since its first version was read."""
    return revise_claim(claim=a_claim, version=1, text="About 27 people were killed", figures=[], by=reporter, at=now)


class TestReading:
    def test_what_stands_by_itself_has_a_strong_tag_and_nothing_else_has_one(self, by_editor):
        ids = furnished(by_editor)
        for noun in TAGGED:
            answer = by_editor.get(f"{noun}/{ids[noun]}/")
            name = {"parties": "party", "utterances": "utterance"}.get(noun, noun.rstrip("s").replace("-", ""))
            assert answer["ETag"].startswith(f'"{name}-{ids[noun]}-{answer.json()["version"]}'), noun
            assert answer["Cache-Control"] == "private, no-store"
            assert "ETag" not in by_editor.get(f"{noun}/")
        for other in ("expanded/", "evidence/", "assessments/"):
            assert "ETag" not in by_editor.get(f"claims/{ids['claims']}/{other}")
        for other in ("expanded/", "matrix/", "?as_of=2026-11-20"):
            assert "ETag" not in by_editor.get(f"incidents/{ids['incidents']}/{other}")

    def test_a_claim_by_itself_is_its_own_fields_its_parts_and_ids(self, by_viewer, address, a_claim, allegation, army):
        shown = by_viewer.get(address).json()
        assert set(shown) == {
            *("id", "version", "incident", "question", "kind", "stance", "certainty", "hedge", "text", "recorded_at"),
            *("figures", "allegations", "standing", "standing_reason", "standing_other", "status"),
        }
        assert (shown["incident"], shown["question"]) == (a_claim.incident_id, a_claim.question_id)
        assert [(row["id"], row["accused"]) for row in shown["allegations"]] == [(allegation.pk, army.pk)]
        assert shown["figures"][0]["side"] is None

    @pytest.mark.parametrize("form", ["{0}", "W/{0}", '"x", {0} ,W/"y"', "*", ', "",{0},'])
    def test_who_has_it_is_told_so_in_one_query(self, by_viewer, address, form):
        tag = by_viewer.get(address)["ETag"]
        with CaptureQueriesContext(connection) as captured:
            answer = by_viewer.get(address, **having(form.format(tag)))
        asked = [query["sql"] for query in captured.captured_queries]
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", tag)
        (of_claims,) = [sql for sql in asked if "claims_claim" in sql]
        assert "claims_figure" not in of_claims
        assert "claims_allegation" not in of_claims
        with CaptureQueriesContext(connection) as captured:
            whole = by_viewer.get(address)
        assert len(asked) == len(captured.captured_queries) - 1
        assert (whole.status_code, answer["Vary"]) == (200, whole["Vary"])
        assert by_viewer("head", address, **having(tag)).status_code == 304

    def test_who_has_another_gets_it(self, by_viewer, address, revised):
        assert by_viewer.get(address, **having(f'"claim-{revised.pk}-1"')).json()["version"] == 2
        assert refusal(by_viewer.get(address, **knowing(f'"claim-{revised.pk}-1"')), 412)[0] == "precondition_failed"
        assert by_viewer.get(address, **knowing("*")).status_code == 200
        assert refusal(by_viewer.get(f"{address}?x=1", **having("*")), 400)
        assert refusal(by_viewer.get("claims/999999/", **having("*")), 404)

    def test_who_does_not_see_it_is_not_told_that_it_is_unchanged(self, as_, address, incident, editor, now):
        tag = as_(Role.EDITOR).get(address)["ETag"]
        restrict_incident(incident=incident, by=editor, at=now)
        assert as_(Role.VIEWER).get(address, **having(tag)).status_code == 404
        assert as_(Role.EDITOR).get(address, **having(tag)).status_code == 304

    @pytest.mark.parametrize("text", ["claim-1-1", '"a" "b"', '"', "", ",", '*, "a"', 'w/"a"', '"a b"'])
    def test_what_cannot_be_read_is_refused(self, by_reporter, address, text):
        assert refusal(by_reporter.get(address, **having(text)), 400)[0] == "entity_tag_unreadable"
        assert refusal(by_reporter.patch(address, {"text": "T"}, **knowing(text)), 400)[0] == "entity_tag_unreadable"


def test_who_is_shown_another_id_has_another_tag(as_, a_claim, an_utterance, coalition, editor, reporter, now):
    """Two readers have the same tag if they have the same bytes, and only then."""
    by = {"by": editor, "at": now}
    hidden = as_(Role.EDITOR).post("incidents/", {"title": "Hidden"}).json()["id"]
    body = {"claimants": [coalition.pk], "claims": [{"incident": hidden, "text": "27 people were killed"}]}
    other = as_(Role.EDITOR).post("utterances/", body).json()["claims"][0]["id"]
    as_(Role.EDITOR).post(f"incidents/{hidden}/restrict/")
    supersede_claim(claim=a_claim, other=Claim.objects.get(pk=other), reason="They counted again.", **by)

    answers = [as_(role).get(f"claims/{a_claim.pk}/") for role in Role]

    assert {answer.json()["standing_other"] for answer in answers} == {None, other}
    assert len({answer.content for answer in answers}) == len({answer["ETag"] for answer in answers}) == 2
    assert len({(answer.content, answer["ETag"]) for answer in answers}) == 2


class TestWriting:
    def test_a_claim_is_not_edited_without_saying_what_one_read(self, by_reporter, address, snapshot):
        before = snapshot()
        assert refusal(by_reporter.patch(address, {"version": 1, "text": "T"}), 428)[0] == "precondition_required"
        assert snapshot() == before

    def test_the_tag_is_enough_and_the_next_one_comes_back(self, by_reporter, address):
        tag = by_reporter.get(address)["ETag"]
        answer = by_reporter.patch(address, {"text": "About 27 were killed"}, **knowing(tag))
        assert answer.status_code == 200
        assert answer["ETag"] != tag
        read = by_reporter.get(address)
        assert (read["ETag"], read.content) == (answer["ETag"], answer.content)
        again = by_reporter.patch(address, {"version": 2, "text": "27"}, **knowing(f'"x", {answer["ETag"]}'))
        assert again.json()["version"] == 3

    @pytest.mark.parametrize("form", ['"claim-{0}-1"', 'W/"claim-{0}-2"', '"claim-{0}-2x"', '"x", "claim-{0}-1"'])
    def test_another_version_is_refused_with_what_changed(self, by_reporter, address, revised, form, snapshot):
        before = snapshot()

        answer = by_reporter.patch(address, {"text": "Mine"}, **knowing(form.format(revised.pk)))

        assert refusal(answer, 412)[0] == "precondition_failed"
        assert answer["ETag"] == by_reporter.get(address)["ETag"]
        problem = answer.json()
        assert problem["current_version"] == 2
        if "-1" in form:
            assert problem["changes"].keys() == {"text", "figures"}
            sides = problem["changes"]["text"]
            assert sides == {"base": "The army killed at least 21 people", "theirs": "About 27 people were killed"}
            assert [row["minimum"] for row in problem["changes"]["figures"]["base"]] == [21]
            assert problem["changes"]["figures"]["theirs"] == []
        assert snapshot() == before

    def test_a_star_merges_by_the_version_in_the_body(self, by_reporter, address, revised):
        assert refusal(by_reporter.patch(address, {"question": None}, headers=MERGING), 400)[1] == {
            "version": "required"
        }
        merged = by_reporter.patch(address, {"version": 1, "question": None}, headers=MERGING)
        assert (merged.json()["question"], merged.json()["text"]) == (None, revised.text)
        conflict = by_reporter.patch(address, {"version": 1, "text": "Mine"}, headers=MERGING)
        assert refusal(conflict, 409)[0] == "stale_edit"

    def test_tag_and_body_name_the_same_version(self, by_reporter, address, revised):
        tag = by_reporter.get(address)["ETag"]
        answer = by_reporter.patch(address, {"version": 1, "text": "Mine"}, **knowing(tag))
        assert refusal(answer, 400)[1] == {"version": "version_not_matched"}

    def test_what_must_not_be_there_is_there(self, by_reporter, address):
        tag = by_reporter.get(address)["ETag"]
        answer = by_reporter.patch(address, {"text": "T"}, headers={"If-Match": tag, "If-None-Match": tag})
        assert refusal(answer, 412)[0] == "precondition_failed"

    def test_others_are_edited_with_or_without_a_tag(self, by_reporter, army, source, an_utterance, incident):
        for address, field in (
            (f"parties/{army.pk}/", "description"),
            (f"sources/{source.pk}/", "note"),
            (f"utterances/{an_utterance.pk}/", "words"),
            (f"incidents/{incident.pk}/", "summary"),
        ):
            tag = by_reporter.get(address)["ETag"]
            assert by_reporter.patch(address, {field: "First"}, **knowing(tag)).json()["version"] == 2
            assert by_reporter.patch(address, {"version": 2, field: "Second"}).json()["version"] == 3
            late = by_reporter.patch(address, {field: "Third"}, **knowing(tag))
            assert refusal(late, 412)[0] == "precondition_failed"
            assert late.json()["changes"][field]["theirs"] == "Second"
            assert refusal(by_reporter.patch(address, {field: "Third"}), 400)[1] == {"version": "required"}

    def test_a_condition_on_what_has_no_tag_is_refused_rather_than_ignored(self, by_reporter, address, question):
        late = by_reporter.patch(f"questions/{question.pk}/", {"text": "How many?"}, **knowing('"question-1"'))
        assert refusal(late, 412)[0] == "precondition_failed"
        assert "ETag" not in late
        assert by_reporter.patch(f"questions/{question.pk}/", {"text": "How many?"}, **knowing("*")).status_code == 200


def test_what_was_redacted_is_not_in_the_difference(by_admin, by_editor, address, a_claim, reporter, now):
    revise_claim(claim=a_claim, version=1, text="Amina of the market saw it", by=reporter, at=now)
    named = Change.objects.about(a_claim).latest("pk").pk
    asked = {"change": named, "field": "text", "reason": "It names a witness."}
    redaction = by_editor.post("redactions/", asked).json()["id"]
    assert by_admin.post(f"redactions/{redaction}/approve/").status_code == 200

    answer = by_editor.patch(address, {"text": "Mine"}, **knowing(f'"claim-{a_claim.pk}-2"'))

    assert refusal(answer, 412)
    assert "Amina" not in json.dumps(answer.json())


def test_who_spoke_on_background_is_not_in_the_difference(as_, token_of, incident, coalition):
    claim = {"incident": incident.pk, "text": "It was so"}
    said = {"claimants": [coalition.pk], "speaker_label": "the deputy", "terms": "on_background"}
    body = said | {"background_as": "an official", "words": "So.", "claims": [claim]}
    address = f"utterances/{as_(Role.REPORTER).post('utterances/', body).json()['id']}/"
    shown = as_(Role.REPORTER).get(address)
    assert (shown.json()["speaker_label"], shown.json()["claimants"]) == ("the deputy", [coalition.pk])
    by_token = Caller(token=token_of())
    told = by_token.get(address)
    assert (told.json()["speaker_label"], told.json()["claimants"], told["ETag"]) == ("", [], told["ETag"])
    assert told["ETag"] != shown["ETag"]
    as_(Role.REPORTER).patch(
        address, {"words": "So it was.", "speaker_label": "the minister"}, **knowing(shown["ETag"])
    )

    late = by_token.patch(address, {"words": "Mine"}, **knowing(told["ETag"]))

    assert late.json()["changes"] == {"words": {"base": "So.", "theirs": "So it was."}}


def test_claims_of_an_utterance_and_their_tags_differ(a_claim, an_utterance, incident, reporter, by_viewer, now):
    (other,) = record_claims(
        utterance=an_utterance, claims=[ClaimDraft(incident=incident, text="More")], by=reporter, at=now
    )
    assert by_viewer.get(f"claims/{other.pk}/")["ETag"] != by_viewer.get(f"claims/{a_claim.pk}/")["ETag"]
    tag = by_viewer.get(f"claims/{a_claim.pk}/")["ETag"]
    assert by_viewer.get(f"claims/{other.pk}/", **having(tag)).status_code == 200
