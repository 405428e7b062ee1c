"""The weekly digest in the browser: wishes, archive, preview, and what an admin does about trouble."""

import re
from typing import Any

import pytest

from claims.actions.digests import unsubscribe
from claims.actions.incidents import restrict_incident
from claims.models import DigestBlock, DigestDelivery, DigestSubscription
from claims.vocabulary import DeliveryState, DigestSection, Role
from tests.digests import an_edition, delivered, subscribed
from tests.factories import MembershipFactory
from tests.web.conftest import LATER

pytestmark = pytest.mark.django_db

TITLE = "Drone strikes on a border town"
WANTED: dict[str, Any] = {
    "wanted": "on",
    "weekday": "2",
    "hour": "7",
    "time_zone": "Africa/Bamako",
    "language": "fr",
    "everything": "no",
    "sections": ["needs_you", "changed"],
    "party_0": "Army of the republic",
}


@pytest.fixture
def edition(a_claim, newsroom) -> DigestBlock:
    return an_edition(newsroom)


@pytest.fixture
def digest(edition, members) -> DigestDelivery:
    """The viewer's, as it was sent."""
    return delivered(subscribed(members[Role.VIEWER]), edition)


def page(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_somebody_subscribes_and_is_told_when_the_first_one_comes(as_viewer, users, army, incident):
    before = page(as_viewer, "/account/digest/")
    assert "No digest is sent to you." in before
    assert 'value="UTC"' in before

    answer = as_viewer.post("/account/digest/", WANTED | {"incidents": [incident.pk]})
    assert answer.status_code == 303, answer.content

    (kept,) = DigestSubscription.objects.all()
    assert (kept.membership.user, kept.weekday, kept.hour) == (users[Role.VIEWER], 2, 7)
    assert (kept.time_zone, kept.language, kept.everything) == ("Africa/Bamako", "fr", False)
    assert set(kept.sections_off) == set(DigestSection) - {DigestSection.NEEDS_YOU, DigestSection.CHANGED}
    assert {(each.incident, each.party) for each in kept.follows.all()} == {(incident, None), (None, army)}
    after = page(as_viewer, "/account/digest/")
    assert re.search(r"The next one comes on Wednesday, 25 November 2026, 07:0\d \(Africa/Bamako\)", after)
    assert 'value="Army of the republic"' in after


def test_switching_it_off_stops_it_and_keeps_the_wishes(as_viewer, members):
    subscribed(members[Role.VIEWER], hour=7)

    assert as_viewer.post("/account/digest/", {**WANTED, "wanted": "", "party_0": ""}).status_code == 303

    (kept,) = DigestSubscription.objects.all()
    assert (kept.due_at, kept.hour) == (None, 7)
    assert "No digest is sent to you." in page(as_viewer, "/account/digest/")


@pytest.mark.parametrize(
    "typed",
    [{"hour": "24"}, {"weekday": "7"}, {"time_zone": "Mars/Olympus"}, {"party_0": "Nobody knows them"}],
)
def test_what_cannot_be_is_refused(as_viewer, typed, army, snapshot):
    before = snapshot()
    assert as_viewer.post("/account/digest/", WANTED | typed).status_code == 422
    assert snapshot() == before


def test_nobody_follows_what_they_may_not_see(as_viewer, incident, army, editor, snapshot):
    restrict_incident(incident=incident, by=editor, at=LATER)
    before = snapshot()

    assert TITLE not in page(as_viewer, "/account/digest/")
    assert as_viewer.post("/account/digest/", WANTED | {"incidents": [incident.pk]}).status_code == 422
    assert snapshot() == before


def test_the_archive_shows_mine_and_everybodys_editions(as_viewer, as_reporter, digest, edition):
    assert "You get no digest." in page(as_reporter, "/digests/")
    mine = page(as_viewer, "/digests/")
    assert f'href="/digests/{digest.pk}/"' in mine
    assert "Sent" in mine
    for browser in (as_viewer, as_reporter):
        assert f'href="/digests/editions/{edition.pk}/"' in page(browser, "/digests/")
        assert TITLE in page(browser, f"/digests/editions/{edition.pk}/")
    assert TITLE in page(as_viewer, f"/digests/{digest.pk}/")


def test_somebody_elses_digest_is_nobodys_but_the_admins(as_reporter, as_editor, as_admin, digest):
    for browser in (as_reporter, as_editor):
        assert browser.get(f"/digests/{digest.pk}/").status_code == 404
        assert browser.get("/digests/every/").status_code == 403
    assert "Viewer" in page(as_admin, "/digests/every/")
    assert "as <bdi>Viewer</bdi> may see it" in page(as_admin, f"/digests/{digest.pk}/")


def test_what_was_restricted_since_is_withheld_and_counted(as_viewer, as_admin, digest, edition, incident, editor):
    restrict_incident(incident=incident, by=editor, at=LATER)

    for address in (f"/digests/{digest.pk}/", f"/digests/editions/{edition.pk}/"):
        told = page(as_viewer, address)
        assert TITLE not in told
        assert "withheld" in told
    assert TITLE not in page(as_admin, f"/digests/{digest.pk}/")  # as its reader may see it
    assert TITLE in page(as_admin, f"/digests/editions/{edition.pk}/")


def test_what_was_never_written_says_so(as_viewer, edition, members):
    claimed = delivered(subscribed(members[Role.VIEWER]), edition, DeliveryState.UNCERTAIN, said="Connection lost")
    DigestDelivery.objects.update(block=None)

    told = page(as_viewer, f"/digests/{claimed.pk}/")

    assert "there is nothing to show" in told
    assert "Perhaps sent" in told
    assert "/send-again/" not in told


def test_the_preview_shows_the_letter_in_a_frame_that_runs_nothing(as_viewer, a_claim, digest, snapshot):
    before = snapshot()
    told = page(as_viewer, "/digests/preview/?date=2026-11-20T12:30")
    assert '<iframe class="letter" src="/digests/preview/letter/?date=2026-11-20T12%3A30"' in told
    assert "Read by" not in told

    letter = as_viewer.get("/digests/preview/letter/")

    assert letter.status_code == 200
    assert "default-src 'none'" in letter["Content-Security-Policy"]
    assert letter["X-Frame-Options"] == "SAMEORIGIN"
    assert "/digest/unsubscribe/" not in letter.content.decode() + told
    assert snapshot() == before


def test_only_an_admin_previews_for_somebody_else(as_viewer, as_admin, as_editor, members, incident, editor):
    reader = members[Role.EDITOR]
    restrict_incident(incident=incident, by=editor, at=LATER)
    elsewhere = MembershipFactory.create()

    assert as_admin.get(f"/digests/preview/?reader={reader.pk}").status_code == 200
    assert as_viewer.get(f"/digests/preview/letter/?reader={reader.pk}").status_code == 200  # their own
    assert as_admin.get(f"/digests/preview/letter/?reader={elsewhere.pk}").status_code == 422


@pytest.mark.parametrize("date", ["2099-01-01T09:00", "yesterday"])
def test_a_preview_of_no_moment_or_of_one_ahead_is_refused(as_viewer, date):
    told = page(as_viewer, f"/digests/preview/?date={date}")
    assert "<iframe" not in told
    assert 'class="errorlist' in told
    assert as_viewer.get(f"/digests/preview/letter/?date={date}").status_code == 422


def test_an_admin_sends_again_what_perhaps_arrived(as_admin, as_editor, edition, members):
    lost = delivered(subscribed(members[Role.VIEWER]), edition, DeliveryState.UNCERTAIN, said="Connection lost")
    address = f"/newsroom/mail/{lost.pk}/send-again/"
    trouble = page(as_admin, "/newsroom/mail/")
    assert "Connection lost" in trouble
    assert f'href="{address}"' in trouble
    assert "gets the same digest twice" in page(as_admin, address)
    assert as_editor.post(address).status_code == 403

    assert as_admin.post(address).status_code == 303

    lost.refresh_from_db()
    assert (lost.state, lost.retry_at) == (DeliveryState.FAILED, LATER)


def test_what_was_sent_is_not_sent_again(as_admin, digest, snapshot):
    before = snapshot()
    assert as_admin.post(f"/newsroom/mail/{digest.pk}/send-again/").status_code == 422
    assert snapshot() == before


def test_who_unsubscribed_keeps_their_archive(as_viewer, digest):
    unsubscribe(subscription=digest.subscription, at=LATER)
    assert f'href="/digests/{digest.pk}/"' in page(as_viewer, "/digests/")
