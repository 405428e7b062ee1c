"""Incidents over the API."""

import pytest

from claims.models import ApiToken, Change, Incident
from tests.api.conftest import refusal

pytestmark = pytest.mark.django_db


def test_an_incident_is_opened_and_read_back(by_reporter):
    body = {
        "title": "Drone strikes on a border town",
        "summary": "Two strikes, on a Sunday.",
        "occurred_on": "2024-08-25",
        "occurred_precision": "day",
        "country": "ML",
        "latitude": 19.95,
        "longitude": 2.95,
        "place_precision": "locality",
        "inferred": {"occurred_on": "The report names the weekday alone."},
    }

    opened = by_reporter.post("incidents/", body)

    assert opened.status_code == 201
    shown = by_reporter.get(f"incidents/{opened.json()['id']}/expanded/").json()
    assert shown == opened.json()
    assert shown["version"] == 1
    assert shown["occurred_on"] == "2024-08-25"
    assert shown["occurred_at"] is None
    assert (shown["latitude"], shown["longitude"]) == (19.95, 2.95)
    assert shown["inferred"] == body["inferred"]
    assert shown["claim_count"] == 0


def test_what_is_not_known_is_refused_and_leaves_no_trace(by_reporter, snapshot):
    before = snapshot()

    code, fields = refusal(by_reporter.post("incidents/", {"title": "T", "status": "x", "reference": "AAA-AAA"}), 400)

    assert code == "invalid_input"
    assert fields == {"status": "unknown_field", "reference": "unknown_field"}
    assert snapshot() == before


def test_a_rule_is_refused_with_its_code_at_its_field(by_reporter, snapshot):
    before = snapshot()

    code, fields = refusal(by_reporter.post("incidents/", {"title": "<b>T</b>"}), 422)

    assert (code, fields) == ("markup", {"title": "markup"})
    assert snapshot() == before


def test_a_date_needs_its_precision(by_reporter):
    _code, fields = refusal(by_reporter.post("incidents/", {"title": "T", "occurred_on": "2024-08-25"}), 400)

    assert fields == {"occurred_precision": "required"}


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("title", 7, "wrong_type"),
        ("title", None, "null"),
        ("exercise", 1, "wrong_type"),
        ("exercise", "yes", "wrong_type"),
        ("latitude", "19.9", "wrong_type"),
        ("latitude", True, "wrong_type"),
        ("occurred_on", "2024-13-01", "bad_date"),
        ("occurred_at", "2024-08-25T10:00:00", "bad_instant"),
        ("occurred_at", "0001-01-01T00:00:00+14:00", "bad_instant"),
        ("occurred_precision", "hour", "unknown_choice"),
        ("occurred_precision", ["day"], "wrong_type"),
        ("inferred", [], "not_a_dict"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_at_its_field(by_reporter, field, value, code):
    body = {"title": "T", "occurred_precision": "day", field: value}

    _code, fields = refusal(by_reporter.post("incidents/", body), 400)

    assert fields[field] == code


@pytest.mark.parametrize("value", [91, -90.1, 1e308, 10**400])
def test_a_latitude_that_is_nowhere_on_earth_is_refused(by_reporter, value):
    body = {"title": "T", "latitude": value, "longitude": 1}

    assert refusal(by_reporter.post("incidents/", body), 422)[1] == {"latitude": "bad_coordinate"}


def test_revisions_of_different_fields_are_merged(by_reporter, by_editor, incident):
    by_editor.patch(f"incidents/{incident.pk}/", {"version": 1, "summary": "Theirs."})

    answer = by_reporter.patch(f"incidents/{incident.pk}/", {"version": 1, "place_name": "The border"})

    assert answer.status_code == 200
    assert (answer.json()["summary"], answer.json()["place_name"]) == ("Theirs.", "The border")
    assert answer.json()["version"] == 3


def test_a_stale_edit_gives_back_base_theirs_and_mine(by_reporter, by_editor, incident, snapshot):
    by_editor.patch(f"incidents/{incident.pk}/", {"version": 1, "title": "Theirs"})
    before = snapshot()

    answer = by_reporter.patch(f"incidents/{incident.pk}/", {"version": 1, "title": "Mine"})

    code, fields = refusal(answer, 409)
    assert (code, fields) == ("stale_edit", {"title": "stale_edit"})
    assert answer.json()["current_version"] == 2
    assert answer.json()["conflicts"] == {"title": {"base": incident.title, "theirs": "Theirs", "mine": "Mine"}}
    assert snapshot() == before


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"title": "T"}, 400, {"version": "required"}),
        ({"version": 9, "title": "T"}, 422, {"version": "unknown_version"}),
        ({"version": 0, "title": "T"}, 400, {"version": "unknown_version"}),
        ({"version": 2**70, "title": "T"}, 400, {"version": "unknown_version"}),
        ({"version": True, "title": "T"}, 400, {"version": "wrong_type"}),
        ({"version": "1", "title": "T"}, 400, {"version": "wrong_type"}),
    ],
)
def test_a_revision_names_a_version_there_was(by_reporter, incident, body, status, code):
    assert refusal(by_reporter.patch(f"incidents/{incident.pk}/", body), status)[1] == code


def test_work_state_and_restriction_have_addresses_of_their_own(by_editor, incident):
    for step, field, value in [
        ("close", "work_state", "closed"),
        ("reopen", "work_state", "open"),
        ("restrict", "restricted", True),
        ("lift-restriction", "restricted", False),
    ]:
        answer = by_editor.post(f"incidents/{incident.pk}/{step}/", {"reason": f"For {step}"})
        assert answer.status_code == 200
        assert answer.json()[field] == value

    assert list(Change.objects.order_by("id").values_list("reason", flat=True))[1:] == [
        "For close",
        "For reopen",
        "For restrict",
        "For lift-restriction",
    ]


def test_a_restricted_incident_is_seen_by_named_people_alone(by_editor, by_reporter, by_viewer, incident, members):
    by_editor.post(f"incidents/{incident.pk}/restrict/")
    assert refusal(by_reporter.get(f"incidents/{incident.pk}/"), 404)[0] == "not_found"
    assert by_reporter.get("incidents/").json()["results"] == []

    named = by_editor.post(f"incidents/{incident.pk}/people/", {"member": members["reporter"].pk})

    assert named.status_code == 201
    assert named.json()["user"]["name"] == members["reporter"].user.name
    assert by_reporter.get(f"incidents/{incident.pk}/").status_code == 200
    assert [row["user"] for row in by_reporter.get(f"incidents/{incident.pk}/people/").json()["results"]] == [
        named.json()["user"]
    ]
    assert by_viewer.get(f"incidents/{incident.pk}/").status_code == 404


def test_a_tool_is_named_and_taken_off_again(by_editor, by_token, incident):
    people = f"incidents/{incident.pk}/people/"
    by_editor.post(f"incidents/{incident.pk}/restrict/")
    assert by_token.get(f"incidents/{incident.pk}/").status_code == 404
    token = ApiToken.objects.get().pk
    named = by_editor.post(people, {"token": token}).json()
    assert (named["user"], named["token"]) == (None, token)
    assert by_token.get(f"incidents/{incident.pk}/").status_code == 200

    assert by_editor.post(f"named-people/{named['id']}/remove/").json() == named
    assert by_token.get(f"incidents/{incident.pk}/").status_code == 404
    assert refusal(by_editor.post(people), 422)[0] == "name_one"


def test_relations_are_read_from_both_ends(by_reporter, incident):
    other = by_reporter.post("incidents/", {"title": "Heavy fighting a month earlier"}).json()

    said = by_reporter.post(f"incidents/{other['id']}/relations/", {"kind": "precedes", "other": incident.pk})

    assert said.status_code == 201
    for key in (incident.pk, other["id"]):
        assert by_reporter.get(f"incidents/{key}/relations/").json()["results"] == [said.json()]


def test_the_list_searches_and_filters(by_reporter, by_editor, incident):
    other = by_reporter.post("incidents/", {"title": "A disputed vote", "exercise": True}).json()
    by_editor.post(f"incidents/{incident.pk}/close/")

    def found(query: str) -> list[int]:
        return [row["id"] for row in by_reporter.get(f"incidents/?{query}").json()["results"]]

    assert found("") == [other["id"], incident.pk]
    assert found("q=VOTE") == [other["id"]]
    assert found(f"q={incident.reference}") == [incident.pk]
    assert found("work_state=closed") == [incident.pk]
    assert found("exercise=true&work_state=open") == [other["id"]]
    assert found("restricted=true") == []


@pytest.mark.parametrize(
    ("query", "field", "code"),
    [
        ("titel=x", "titel", "unknown_field"),
        ("q=%00", "q", "control_character"),
        ("work_state=shut", "work_state", "unknown_choice"),
        ("exercise=1", "exercise", "wrong_type"),
        ("answer_state=silent", "answer_state", "unknown_choice"),
        ("limit=0", "limit", "min_value"),
        ("limit=201", "limit", "max_value"),
        ("limit=ten", "limit", "wrong_type"),
        ("after=1", "after", "unknown_field"),  # of lists that are gone on with by a key alone
        ("cursor=1", "cursor", "cursor_not_valid"),
        ("cursor=%00", "cursor", "cursor_not_valid"),
        ("sort=name", "sort", "unknown_choice"),
        ("sort=id,title", "sort", "unknown_choice"),
        ("count=1", "count", "wrong_type"),
        ("country=M1", "country", "not_a_country"),
        ("work_state=open,shut", "work_state", "unknown_choice"),
        ("work_state=", "work_state", "unknown_choice"),
        ("opened_from=2026-11-20", "opened_from", "bad_instant"),
        ("occurred_to=2026-11", "occurred_to", "bad_date"),
        ("party=0", "party", "unknown_reference"),
        ("q=a&q=b", "q", "given_twice"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(by_viewer, query, field, code):
    assert refusal(by_viewer.get(f"incidents/?{query}"), 400)[1] == {field: code}


def test_pages_follow_one_another_and_hold_every_row_once(by_reporter, incident):
    for number in range(6):
        by_reporter.post("incidents/", {"title": f"Incident {number}"})

    seen, address, pages = [], "/api/v1/incidents/?limit=3", 0
    while address:
        page = by_reporter.get(address).json()
        seen += [row["id"] for row in page["results"]]
        address, pages = page["next"], pages + 1

    assert pages == 3
    assert seen == sorted(Incident.objects.values_list("id", flat=True), reverse=True)


def test_history_tells_who_did_what(by_reporter, by_editor, incident, users):
    by_editor.post(f"incidents/{incident.pk}/close/", {"reason": "Nothing more to come."})

    latest, first = by_reporter.get(f"incidents/{incident.pk}/history/").json()["results"]

    assert (latest["verb"], latest["reason"]) == ("incident.closed", "Nothing more to come.")
    assert latest["by"] == {"kind": "user", "id": users["editor"].pk, "name": users["editor"].name}
    assert latest["after"]["work_state"] == "closed"
    assert first["verb"] == "incident.opened"
    assert first["position"] is None


STATED = [
    # whose state, and which row has it
    ("incidents", "incident"),
    ("claims", "a_claim"),
    ("parties", "army"),
]


@pytest.mark.parametrize(("noun", "named"), STATED)
def test_lists_are_narrowed_to_the_worst_answer_state(by_viewer, allegation, noun, named, request):
    subject = request.getfixturevalue(named)

    def found(state: str) -> list[int]:
        return [row["id"] for row in by_viewer.get(f"{noun}/?answer_state={state}").json()["results"]]

    assert found("not_asked") == [subject.pk]
    assert found("no_reply") == []


def test_answers_owed_are_narrowed_to_a_state(by_reporter, incident, allegation):
    def found(state: str) -> list[str]:
        answer = by_reporter.get(f"incidents/{incident.pk}/owed-answers/?answer_state={state}").json()
        return [each["state"] for each in answer["owed_answers"]]

    assert found("not_asked") == ["not_asked"]
    assert found("declined") == []
