"""The newsroom's record, newest first."""

import pytest
from django.urls import reverse

from claims.actions.incidents import close_incident, restrict_incident
from claims.actions.parties import add_party
from claims.models import Change
from claims.vocabulary import PartyKind, Verb
from claims.web import changes
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db


def told(answer) -> list[tuple[str, str]]:
    return [(gesture.change.verb, gesture.told) for gesture in answer.context["gestures"]]


def test_what_was_done_in_one_go_stands_once_with_what_it_was_about(as_viewer: Browser, a_claim):
    answer = as_viewer.get("/changes/")

    rows = told(answer)
    assert rows[0] == (Verb.CLAIM_RECORDED, "The army killed at least 21 people")
    assert rows.count((Verb.UTTERANCE_RECORDED, "At least 21 people were killed.")) == 1
    assert reverse("claim", args=[a_claim.pk]) in answer.content.decode()


def test_it_is_narrowed_by_verb_person_and_incident(as_viewer: Browser, a_claim, members, editor, now):
    incident = a_claim.incident
    close_incident(incident=incident, reason="Nothing more to find out", by=editor, at=now)

    assert told(as_viewer.get("/changes/", {"verb": "incident.closed"})) == [(Verb.INCIDENT_CLOSED, incident.title)]
    assert len(told(as_viewer.get("/changes/", {"person": members["editor"].pk}))) == 1
    assert told(as_viewer.get("/changes/", {"person": members["viewer"].pk})) == []
    verbs = {verb for verb, _words in told(as_viewer.get("/changes/", {"incident": incident.reference}))}
    assert Verb.CLAIM_RECORDED in verbs
    assert Verb.PARTY_ADDED not in verbs
    assert told(as_viewer.get("/changes/", {"on": "2026-11-19"})) == []
    assert "Nothing more to find out" in as_viewer.get("/changes/").content.decode()


@pytest.mark.parametrize(
    "query", [{"verb": "x"}, {"person": "x"}, {"incident": "\0"}, {"before": "x"}, {"before": "-1"}]
)
def test_odd_filters_do_no_harm(as_viewer: Browser, a_claim, query):
    assert as_viewer.get("/changes/", query).status_code == 200


def test_what_is_restricted_shows_nothing_to_the_others(as_viewer: Browser, as_editor: Browser, a_claim, editor, now):
    restrict_incident(incident=a_claim.incident, by=editor, at=now)
    text = as_viewer.get("/changes/").content.decode()

    for secret in ("Drone strikes", "The army killed", "Army of the republic", "At least 21", "Report on the strikes"):
        assert secret not in text
    assert "The army killed" in as_editor.get("/changes/").content.decode()


def test_another_newsroom_has_its_own_record(as_stranger: Browser, a_claim):
    assert told(as_stranger.get("/changes/")) == []


def test_pages_go_on_where_the_last_ended_whatever_is_added(as_viewer: Browser, reporter, now, monkeypatch):
    monkeypatch.setattr(changes, "LOOKED_AT", 3)
    for number in range(5):
        add_party(name=f"Party {number}", kind=PartyKind.NGO, by=reporter, at=now)
    first = as_viewer.get("/changes/")
    add_party(name="Party 5", kind=PartyKind.NGO, by=reporter, at=now)
    second = as_viewer.get("/changes/" + first.context["older"])

    assert [words for _verb, words in told(first)] == ["Party 4", "Party 3", "Party 2"]
    assert [words for _verb, words in told(second)] == ["Party 1", "Party 0"]
    assert second.context["older"] == ""


def test_it_takes_as_many_queries_however_much_happened(
    as_viewer: Browser, a_request, reporter, now, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(17) as few:
        as_viewer.get("/changes/")
    for number in range(20):
        add_party(name=f"Party {number}", kind=PartyKind.NGO, by=reporter, at=now)
    with django_assert_num_queries(len(few)):
        as_viewer.get("/changes/")


def test_reading_writes_nothing(as_viewer: Browser, a_claim):
    before = Change.objects.count()
    as_viewer.get("/changes/")

    assert Change.objects.count() == before


def test_two_weeks_are_counted_by_day_and_kind_and_only_what_the_reader_sees(
    as_viewer: Browser, as_editor: Browser, a_claim, editor, now
):
    before = as_viewer.get("/changes/").context["activity"]
    everything = as_editor.get("/changes/").context["activity"].total
    assert everything == Change.objects.visible_to(editor).filter(at__date__gte=before.days[0]).count()
    restrict_incident(incident=a_claim.incident, by=editor, at=now)

    answer = as_editor.get("/changes/")
    assert as_viewer.get("/changes/").context["activity"].total < before.total
    assert answer.context["activity"].total == everything + 1
    assert '<svg role="img" aria-labelledby="activity-title activity-desc"' in answer.content.decode()
