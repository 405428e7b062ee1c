"""Pages as known at an instant, and two instants compared."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.actions.assessments import assess_claim
from claims.actions.claims import revise_claim
from claims.actions.drafts import ClaimDraft
from claims.actions.incidents import open_incident, restrict_incident
from claims.actions.questions import raise_question
from claims.actions.utterances import record_utterance
from claims.models import Incident
from claims.vocabulary import QuestionKind, Role, Status
from claims.web.doors import PAST
from tests.api.conftest import Caller, token_of
from tests.api.world import furnished
from tests.architecture.test_web_sweep import DOORS, filled, rows
from tests.web.conftest import Browser, a_request, as_stranger

__all__ = ["a_request", "as_stranger", "rows", "token_of"]

pytestmark = pytest.mark.django_db


def clock() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


def seen(browser: Browser, address: str, **query: datetime | str) -> Any:
    """The page at another time. The record is dated by the database's clock, so the door reads that one as well."""
    texts = {name: each if isinstance(each, str) else each.isoformat() for name, each in query.items()}
    with time_machine.travel(clock(), tick=False):
        return browser.get(f"{address}?{urlencode(texts)}")


def read(answer: Any) -> str:
    """What the page says, its mark-up apart."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", answer.content.decode())).split())


@pytest.fixture
def page(incident) -> str:
    return reverse("incident", args=[incident.reference])


def test_the_incident_as_it_was_known(as_editor, page, incident, a_claim, reporter, now):
    then = clock()
    revise_claim(claim=a_claim, version=1, text="Said otherwise", by=reporter, at=now)
    raise_question(incident=incident, kind=QuestionKind.FACT, text="Raised since?", by=reporter, at=now)

    answer = seen(as_editor, page, as_of=then)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert a_claim.text in text
    assert "Said otherwise" not in text
    assert "Raised since?" not in text
    assert "As known at" in text
    assert "Show today" in text
    assert "Said otherwise" in as_editor.get(page).content.decode()


def test_today_as_known_now_is_todays_page(as_viewer, users):
    ids = furnished(Caller(users[Role.EDITOR]))
    reference = Incident.objects.get(pk=ids["incidents"]).reference
    for address in (reverse("incident", args=[reference]), reverse("claim", args=[ids["claims"]])):
        today, now = seen(as_viewer, address), seen(as_viewer, address, as_of=clock())
        assert main_of(today) == main_of(now)


def main_of(answer: Any) -> str:
    """What the page shows, the choice of another time apart, and where its links lead to."""
    main = answer.content.decode().partition("<main")[2].partition("</main")[0]
    for part in (
        r'<div class="as-known".*?</div>',
        r'<details class="at-another-time".*?</details>',
        r"\?as_of=[^\"]*",
        r'<input type="hidden" name="as_of"[^>]*>',
        # What stands behind a claim opens today only.
        r'<details class="fold counts".*?</details>',
        r'<p class="quiet counts">.*?</p>',
        # What came since one looked is a matter of today, and so is who is looking.
        r'<p class="looked".*?</p>\s*<script[^>]*></script>',
        r'<div class="presence".*?</div>',
        # One is reminded of what stands today.
        r'<p class="remind">.*?</p>',
    ):
        main = re.sub(part, "", main, flags=re.DOTALL)
    return " ".join(main.split())


def test_nothing_can_be_written_from_the_past(as_editor, page, incident, a_claim):
    claim_page = reverse("claim", args=[a_claim.pk])
    for address in (page, claim_page):
        past = seen(as_editor, address, as_of=clock()).content.decode()
        main = past[past.index("<main") : past.index("</main")]
        assert 'method="post"' not in main
        assert "hx-" not in main
        assert not re.search(r'href="[^"]*/(new|revise|assess|evidence|close|raise|order|add|send)/', main), address
        assert 'method="post"' in as_editor.get(claim_page).content.decode()


def test_links_stay_in_the_past(as_viewer, page, incident, a_claim):
    then = clock()
    kept = urlencode({"as_of": then.isoformat().replace("+00:00", "Z")})

    text = seen(as_viewer, page, as_of=then).content.decode()
    assert f'href="{reverse("claim", args=[a_claim.pk])}?{kept}"' in text
    assert 'href="/parties/"' in text
    back = seen(as_viewer, reverse("claim", args=[a_claim.pk]), as_of=then).content.decode()
    assert f'href="{page}?{kept}"' in back


def test_the_claim_as_it_was_judged(as_viewer, a_claim, fact_checker, now):
    then = clock()
    assess_claim(
        claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="Nobody got in.", by=fact_checker, at=now
    )
    address = reverse("claim", args=[a_claim.pk])

    assert "Nobody got in." not in seen(as_viewer, address, as_of=then).content.decode()
    assert "Nobody got in." in seen(as_viewer, address, as_of=clock()).content.decode()


def test_a_time_without_its_zone_is_the_readers(as_viewer, page, users):
    users[Role.VIEWER].time_zone = "Asia/Tokyo"
    users[Role.VIEWER].save()
    local = (clock() + timedelta(hours=9)).strftime("%Y-%m-%dT%H:%M:%S.%f")

    assert seen(as_viewer, page, as_of=local).status_code == 200
    utc = (clock() + timedelta(hours=9, minutes=5)).strftime("%Y-%m-%dT%H:%M:%S")
    assert "has not come yet" in read(seen(as_viewer, page, as_of=utc))


def test_before_it_was_opened_it_was_not_known(as_viewer, reporter, now, newsroom):
    then = clock()
    later = open_incident(title="Later", by=reporter, at=now)

    answer = seen(as_viewer, reverse("incident", args=[later.reference]), as_of=then)
    assert answer.status_code == 422
    assert "not known yet at that time" in read(answer)
    assert "Show today" in read(answer)


@pytest.mark.parametrize(
    ("text", "words"),
    [("noon", "takes an instant"), ("2999-01-01", "has not come yet"), ("1066-10-14", "Nothing was on record")],
)
def test_a_time_that_is_none_is_answered_in_words(as_viewer, page, text, words):
    answer = seen(as_viewer, page, as_of=text)

    assert answer.status_code == 422
    assert words in read(answer)


def test_an_empty_time_is_today(as_viewer, page):
    assert seen(as_viewer, page, as_of="", since="").context["as_of"] is None


def test_who_may_see_it_is_judged_today(as_, page, incident, editor, now):
    then = clock()
    restrict_incident(incident=incident, by=editor, at=now)

    assert seen(as_(Role.VIEWER), page, as_of=then).status_code == 404
    assert seen(as_(Role.EDITOR), page, as_of=then).status_code == 200


def test_all_other_pages_refuse_it(as_admin, rows, snapshot):
    before = snapshot()
    for name, address, view in DOORS:
        for asked in PAST - view.takes:
            answer = seen(as_admin, filled(address, rows), **{asked: clock()})
            assert answer.status_code == 400, (name, asked)
            assert "how things stand today" in read(answer), name

    assert {name for name, _address, view in DOORS if view.takes} == {
        "incident",
        "incident-answers",
        "incident-contradictions",
        "claim",
        "incident-ledger",
        "incident-timeline",
        "right-of-reply",
    }
    assert snapshot() == before


def test_what_came_since_is_one_sentence_with_its_rows(as_viewer, page, incident, a_claim, reporter, fact_checker, now):
    then = clock()
    further = [ClaimDraft(incident=incident, text=f"Claim {each}") for each in range(2)]
    record_utterance(claimants=[], claims=further, words="W", by=reporter, at=now)
    assess_claim(claim=a_claim, status=Status.COULD_NOT_BE_VERIFIED, rationale="No.", by=fact_checker, at=now)

    answer = seen(as_viewer, page, since=then)
    assert "2 claims added and 1 could not be verified." in read(answer)
    assert f'href="{reverse("claim", args=[a_claim.pk])}"' in answer.content.decode()
    assert "Nothing came." in read(seen(as_viewer, page, since=then, as_of=then + timedelta(microseconds=1)))
    assert seen(as_viewer, page, since=then, as_of=then).status_code == 422


def test_as_many_queries_for_fifty_claims_as_for_one(as_viewer, page, incident, a_claim, reporter, now):
    then = clock()

    def queries(**query: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert seen(as_viewer, page, **query).status_code == 200
        return len(captured)

    queries(as_of=clock(), since=then)
    record_utterance(claimants=[], claims=[ClaimDraft(incident=incident, text="One")], words="W", by=reporter, at=now)
    few = queries(as_of=clock(), since=then)
    many = [ClaimDraft(incident=incident, text=f"Claim {each}") for each in range(50)]
    record_utterance(claimants=[], claims=many, words="W", by=reporter, at=now)

    assert queries(as_of=clock(), since=then) == few
