"""Behind the links of a digest, without signing in."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from claims.actions.digests import unsubscribe
from claims.actions.incidents import restrict_incident
from claims.delivery.digest_links import Purpose, links_of, list_headers, token_of
from claims.models import DigestSubscription
from claims.vocabulary import DigestSection, Role
from tests.digests import subscribed
from tests.web.conftest import LATER, Browser

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
WISHES: dict[str, Any] = {"weekday": "4", "hour": "17", "sections": ["changed"], "even_if_empty": "on"}


@pytest.fixture
def subscription(members) -> DigestSubscription:
    return subscribed(members[Role.VIEWER])


@pytest.fixture
def unsubscribing(subscription) -> str:
    return f"/digest/unsubscribe/{token_of(subscription, Purpose.UNSUBSCRIBE)}/"


@pytest.fixture
def preferring(subscription) -> str:
    return f"/digest/preferences/{token_of(subscription, Purpose.PREFERENCES)}/"


def test_links_are_absolute_and_the_headers_say_one_click(subscription, settings):
    settings.SITE_URL = "https://desk.example/"
    links = links_of(subscription, delivery_id=7)

    assert links.archive == "https://desk.example/digests/7/"
    assert links_of(subscription).archive == "https://desk.example/digests/"
    assert links.preferences.startswith("https://desk.example/digest/preferences/")
    assert list_headers(subscription) == {
        "List-Unsubscribe": f"<{links.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert len(links.unsubscribe) < 120


def test_a_scanner_that_opens_every_link_changes_nothing(unsubscribing, preferring, subscription, snapshot):
    before, scanner = snapshot(), Browser()

    for address in (unsubscribing, preferring):
        answer = scanner.get(address)
        assert answer.status_code == 200
        assert answer.client.head(address, secure=True).status_code == 200
        assert answer["Cache-Control"].find("no-store") >= 0
    assert Browser().post(unsubscribing).status_code == 400
    assert Browser().post(unsubscribing, {"List-Unsubscribe": "no"}).status_code == 400

    assert snapshot() == before


def test_a_mail_program_unsubscribes_at_once_and_as_often_as_it_likes(unsubscribing, subscription):
    mail_program = Browser(enforce_csrf_checks=True)

    for _time in range(2):
        answer = mail_program.post(unsubscribing, ONE_CLICK)
        assert answer.status_code == 200
        assert "You are unsubscribed" in answer.content.decode()
        subscription.refresh_from_db()
        assert subscription.due_at is None
    assert "is not sent to you any more" in mail_program.get(unsubscribing).content.decode()


def test_the_button_of_the_page_sends_what_a_mail_program_sends(unsubscribing):
    shown = Browser().get(unsubscribing).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', shown))
    assert fields == ONE_CLICK


def test_a_link_that_was_altered_or_made_for_another_purpose_does_nothing(subscription, snapshot):
    before = snapshot()
    theirs, other = (token_of(subscription, purpose) for purpose in (Purpose.UNSUBSCRIBE, Purpose.PREFERENCES))
    number, _, rest = theirs.partition(".")

    for token in (other, f"{int(number) + 1}.{rest}", theirs[:-1], "x", "1.2.3", "9" * 300, f"0{theirs}"):
        for answer in (
            Browser().get(f"/digest/unsubscribe/{token}/"),
            Browser().post(f"/digest/unsubscribe/{token}/", ONE_CLICK),
        ):
            assert answer.status_code == 404, token
            assert "This link does not work" in answer.content.decode()
    assert Browser().get(f"/digest/preferences/{theirs}/").status_code == 404

    assert snapshot() == before


@pytest.mark.parametrize(("days", "unsubscribes", "prefers"), [(59, 200, 200), (61, 200, 410), (366, 410, 410)])
def test_links_hold_for_their_time(unsubscribing, preferring, days, unsubscribes, prefers):
    with time_machine.travel(LATER + timedelta(days=days), tick=False):
        assert Browser().get(unsubscribing).status_code == unsubscribes
        answer = Browser().post(preferring, WISHES)
        assert answer.status_code == prefers
        assert Browser().post(unsubscribing, ONE_CLICK).status_code == unsubscribes


def test_another_secret_key_ends_them_all(unsubscribing, preferring, settings):
    settings.SECRET_KEY = "another one"
    assert Browser().post(unsubscribing, ONE_CLICK).status_code == 404
    assert Browser().get(preferring).status_code == 404


def test_whoever_has_the_link_changes_when_it_comes_and_its_sections(preferring, subscription, incident, army):
    answer = Browser().post(preferring, WISHES)
    assert answer.status_code == 200, answer.content

    subscription.refresh_from_db()
    assert (subscription.weekday, subscription.hour, subscription.even_if_empty) == (4, 17, True)
    assert set(subscription.sections_off) == set(DigestSection) - {DigestSection.CHANGED}
    assert (subscription.everything, subscription.time_zone, subscription.language) == (True, "UTC", "en")
    assert re.search(r"Friday, 20 November 2026, 17:0\d \(UTC\)", answer.content.decode())
    assert Browser().post(preferring, WISHES | {"hour": "25"}).status_code == 422


def test_what_is_followed_stays_and_is_not_named(members, incident, army, editor):
    kept = subscribed(members[Role.VIEWER], everything=False, incidents=[incident], parties=[army], countries=["ML"])
    address = f"/digest/preferences/{token_of(kept, Purpose.PREFERENCES)}/"

    shown = Browser().get(address).content.decode()
    assert Browser().post(address, WISHES).status_code == 200

    for words in (incident.title, incident.reference, army.name, "Mali", "viewer@"):
        assert words not in shown
    kept.refresh_from_db()
    assert (kept.everything, kept.countries) == (False, ["ML"])
    assert {(each.incident, each.party) for each in kept.follows.all()} == {(incident, None), (None, army)}


def test_a_follow_that_is_hidden_for_now_is_not_lost(members, incident, editor):
    kept = subscribed(members[Role.VIEWER], everything=False, incidents=[incident])
    restrict_incident(incident=incident, by=editor, at=LATER)

    address = f"/digest/preferences/{token_of(kept, Purpose.PREFERENCES)}/"
    assert Browser().post(address, WISHES).status_code == 200

    assert [each.incident for each in kept.follows.all()] == [incident]


def test_an_old_letter_brings_nobody_back(preferring, subscription, members, snapshot):
    unsubscribe(subscription=subscription, at=LATER)
    before = snapshot()

    assert Browser().post(preferring, WISHES).status_code == 409
    assert "You are unsubscribed" in Browser().get(preferring).content.decode()
    assert snapshot() == before


def test_who_left_the_newsroom_changes_nothing(preferring, subscription, snapshot):
    member = subscription.membership
    type(member).objects.filter(pk=member.pk).update(deactivated_at=LATER)
    before = snapshot()
    assert Browser().post(preferring, WISHES).status_code == 409
    assert snapshot() == before
