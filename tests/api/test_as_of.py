"""`?as_of=`: what the API answered at an instant, asked again later."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions._changes import record_change
from claims.actions.assessments import assess_claim
from claims.actions.claims import revise_claim
from claims.actions.drafts import ClaimDraft
from claims.actions.incidents import open_incident, restrict_incident
from claims.actions.questions import raise_question
from claims.actions.utterances import record_utterance
from claims.api.urls import urlpatterns
from claims.models import Claim, ClaimRelation
from claims.vocabulary import ClaimRelationKind, QuestionKind, Role, Status, Verb
from tests.api.conftest import Caller, refusal
from tests.api.world import furnished, said
from tests.architecture.test_api_sweep import ROUTES

pytestmark = pytest.mark.django_db

TAKE_IT = {
    "incidents-id",
    "incidents-id-expanded",
    "incidents-id-matrix",
    "incidents-id-ranges",
    "incidents-id-line",
    "incidents-id-owed-answers",
    "incidents-id-right-of-reply-file",
    "incidents-id-since",
    "claims-id",
    "claims-id-expanded",
}


def clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def asked(call: Caller, address: str, as_of: datetime | str, method: str = "get", body: Any = None) -> Any:
    """The answer as of an instant. The record is dated by the database's clock, so the door reads that one as well."""
    text = as_of if isinstance(as_of, str) else as_of.isoformat().replace("+", "%2B")
    with time_machine.travel(clock(), tick=False):
        return call(method, f"{address}?as_of={text}", body)


def of_incident(incident: Any) -> list[str]:
    stem = f"incidents/{incident.pk}/"
    return [stem, f"{stem}expanded/", f"{stem}matrix/", f"{stem}ranges/", f"{stem}owed-answers/", f"{stem}line/"]


def test_what_was_answered_is_answered_again(by_reporter, incident, a_claim, allegation, reporter, fact_checker, now):
    addresses = [*of_incident(incident), f"claims/{a_claim.pk}/expanded/", f"claims/{a_claim.pk}/"]
    before = {address: by_reporter.get(address).json() for address in addresses}
    then = clock()
    revise_claim(claim=a_claim, version=1, text="Other words", figures=[], allegations=[], by=reporter, at=now)
    assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No.", by=fact_checker, at=now)

    for address in addresses:
        answer = asked(by_reporter, address, then)
        assert answer.status_code == 200, answer.json()
        assert answer.json() == before[address], address
        assert datetime.fromisoformat(answer["On-Record-As-Of"]) == then
        assert "On-Record-As-Of" not in by_reporter.get(address)
    assert by_reporter.get(addresses[-1]).json() != before[addresses[-1]]


def test_a_date_is_the_end_of_the_day_where_the_reader_is(by_reporter, incident, users):
    users[Role.REPORTER].time_zone = "Pacific/Kiritimati"
    users[Role.REPORTER].save()
    yesterday = asked(by_reporter, f"incidents/{incident.pk}/", "2026-11-20")

    assert refusal(yesterday, 422)[0] == "not_known_yet"
    assert yesterday["On-Record-As-Of"] == "2026-11-20T09:59:59.999999Z"


def test_before_it_existed_it_was_not_known(by_reporter, incident, reporter, now):
    then = clock()
    later = open_incident(title="Later", by=reporter, at=now)

    answer = asked(by_reporter, f"incidents/{later.pk}/", then)
    assert refusal(answer, 422) == ("not_known_yet", {"as_of": "not_known_yet"})
    assert "not known yet" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2999-01-01T00:00:00Z", "as_of_in_future"),
        ("1066-10-14", "as_of_too_early"),
        ("noon", "as_of_unreadable"),
        ("2026-11-21T12:00:00", "as_of_without_offset"),
    ],
)
def test_an_instant_that_is_none_is_refused(by_reporter, incident, text, code):
    answer = asked(by_reporter, f"incidents/{incident.pk}/matrix/", text)

    assert refusal(answer, 422)[0] == code
    assert "On-Record-As-Of" not in answer


def test_what_one_may_see_is_judged_today(as_, incident, a_claim, editor, now):
    then = clock()
    restrict_incident(incident=incident, by=editor, at=now)

    for address in [*of_incident(incident), f"claims/{a_claim.pk}/"]:
        assert asked(as_(Role.VIEWER), address, then).status_code == 404
        assert asked(as_(Role.EDITOR), address, then).status_code == 200


def test_only_these_addresses_take_it_and_all_others_refuse_it(by_admin, by_editor, members, token_of):
    ids = furnished(by_editor)
    token_of()
    ids |= {"members": members[Role.VIEWER].pk, "tokens": 1}
    then = clock()
    taking, ignoring = set(), []
    for method, name, address in ROUTES:
        body = None if method == "get" else {}
        answer = asked(by_admin, address.format(id=ids.get(address.split("/")[0])), then, method, body)
        if answer.status_code == 200 and answer.has_header("On-Record-As-Of"):
            taking.add(name)
        elif answer.status_code != 404 and refusal(answer, 400)[1].get("as_of") != "unknown_field":
            ignoring.append((method, name, answer.status_code))

    assert taking == TAKE_IT
    assert ignoring == []
    assert len(urlpatterns) > len(TAKE_IT)


def test_as_many_queries_for_fifty_claims_as_for_one(by_editor, editor):
    ids = furnished(by_editor)
    address = f"incidents/{ids['incidents']}/matrix/"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert asked(by_editor, address, clock()).status_code == 200
        return len(captured)

    first = queries()
    row = by_editor.get(f"claims/{ids['claims']}/").json()
    for _each in range(25):
        body = said(ids["coalition"], ids["incidents"], row["question"], ids["parties"], ids["sources"])
        body["claims"] *= 2
        assert by_editor.post("utterances/", body).status_code == 201
    assert Claim.objects.count() > 50
    assert queries() == first


class TestSince:
    """Two instants compared."""

    def test_what_came_is_counted_with_its_rows(self, by_reporter, incident, a_claim, reporter, fact_checker, now):
        then = clock()
        assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No.", by=fact_checker, at=now)
        raise_question(incident=incident, kind=QuestionKind.FACT, text="When?", by=reporter, at=now)

        answer = asked_since(by_reporter, incident, then).json()

        assert [(each["kind"], each["count"]) for each in answer["happenings"]] == [
            ("now_could_not_be_verified", 1),
            ("questions_raised", 1),
        ]
        assert answer["happenings"][0]["rows"] == [
            {"noun": "claim", "id": a_claim.pk, "words": a_claim.text, "claim": a_claim.pk, "comment_request": None}
        ]
        assert (datetime.fromisoformat(answer["since"]), answer["withheld"]) == (then, 0)

    def test_it_ends_at_as_of(self, by_reporter, incident, reporter, now):
        first = clock()
        raise_question(incident=incident, kind=QuestionKind.FACT, text="When?", by=reporter, at=now)
        second = clock()
        raise_question(incident=incident, kind=QuestionKind.FACT, text="Where?", by=reporter, at=now)

        between = asked_since(by_reporter, incident, first, as_of=second)
        assert [row["words"] for row in between.json()["happenings"][0]["rows"]] == ["When?"]
        assert datetime.fromisoformat(between["On-Record-As-Of"]) == second
        assert asked_since(by_reporter, incident, first).json()["happenings"][0]["count"] == 2
        assert refusal(asked_since(by_reporter, incident, second, as_of=first), 422)[0] == "since_not_before"

    def test_the_earlier_instant_is_the_beginning_or_is_given(self, by_reporter, incident, a_claim):
        address = f"incidents/{incident.pk}/since/"
        assert by_reporter.get(address).json()["happenings"][0]["kind"] == "claims_added"
        assert refusal(by_reporter.get(f"{address}?since=noon"), 422)[0] == "as_of_unreadable"
        assert refusal(by_reporter.get(f"{address}?since=2999-01-01"), 422)[0] == "as_of_in_future"

    def test_what_the_reader_may_not_see_is_withheld(self, as_, incident, a_claim, reporter, editor, admin, now):
        then = clock()
        hidden = open_incident(title="Hidden", by=reporter, at=now)
        restrict_incident(incident=hidden, by=editor, at=now)
        other = record_utterance(
            claimants=[], claims=[ClaimDraft(incident=hidden, text="Elsewhere")], words="W", by=editor, at=now
        )
        relation = ClaimRelation.objects.create(
            newsroom_id=incident.newsroom_id,
            claim=a_claim,
            other=Claim.objects.get(links__utterance=other),
            kind=ClaimRelationKind.CORROBORATES,
            by_user_id=editor.user_id,
            related_at=now,
        )
        record_change(Verb.CLAIM_RELATED, relation, by=editor, at=now)

        seen = asked_since(as_(Role.EDITOR), incident, then).json()
        assert ([each["kind"] for each in seen["happenings"]], seen["withheld"]) == (["claims_related"], 0)
        hidden_from = asked_since(as_(Role.VIEWER), incident, then).json()
        assert (hidden_from["happenings"], hidden_from["withheld"]) == ([], 1)


def asked_since(call: Caller, incident: Any, since: datetime, **more: datetime) -> Any:
    query = {name: each.isoformat() for name, each in {"since": since, **more}.items()}
    with time_machine.travel(clock(), tick=False):
        return call.get(f"incidents/{incident.pk}/since/?{urlencode(query)}")
