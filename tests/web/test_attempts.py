"""“Called, voicemail”: an attempt, entered on a card of the board or on the request."""

from datetime import timedelta

import pytest
from django.urls import reverse

from claims.actions.attempts import record_attempt
from claims.actions.parties import add_contact_point
from claims.models import Attempt
from claims.vocabulary import Channel, Outcome, Reached
from tests.web.conftest import Browser
from tests.web.pages import read

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def address(a_request) -> str:
    return reverse("attempt-add", args=[a_request.pk])


def last() -> tuple[str, str, str]:
    attempt = Attempt.objects.latest("pk")
    return attempt.channel, attempt.reached, attempt.outcome


def test_what_is_proposed_is_saved_as_it_stands(as_reporter: Browser, address, a_request):
    page = read(as_reporter, address).press()

    assert page.response.headers["Location"] == f"{reverse('request', args=[a_request.pk])}#timeline"
    assert last() == ("phone", "voicemail", "message_left")


def test_on_the_board_the_card_comes_back_as_it_stands_then(as_reporter: Browser, address, a_request, time_machine):
    time_machine.move_to(a_request.deadline + timedelta(hours=1))
    opened = as_reporter.get(f"{address}?from=board", headers=HTMX).content.decode()
    assert "<html" not in opened
    assert 'data-hx-target="closest .board-card"' in opened

    typed = {"quick": "called_no_answer", "note": "It rang for a minute"}
    card = as_reporter.post(f"{address}?from=board", typed, headers=HTMX).content.decode()
    assert f'id="card-{a_request.pk}"' in card
    assert "Recorded. It stands under “Overdue”." in card
    assert "asked twice, by e-mail and phone" in card
    assert "data-focus" in card
    assert last() == ("phone", "nobody", "no_answer")
    assert Attempt.objects.latest("pk").note == "It rang for a minute"


def test_refused_on_the_board_it_stays_where_it_was_opened(as_reporter: Browser, address, a_request, snapshot):
    before = snapshot()
    answer = as_reporter.post(f"{address}?from=board", {"channel": "post"}, headers=HTMX)

    assert answer.status_code == 422
    assert answer["HX-Retarget"] == f"#attempt-{a_request.pk}"
    assert snapshot() == before


def test_without_script_it_leads_back_to_the_board(as_reporter: Browser, address, a_request):
    board = as_reporter.get("/requests/").content.decode()
    assert f'href="{address}?from=board"' in board

    answer = as_reporter.post(f"{address}?from=board", {"quick": "mail_bounced"})
    assert answer.headers["Location"] == f"/requests/#card-{a_request.pk}"


def test_the_contact_point_that_was_used_last_goes_with_the_choice(
    as_reporter: Browser, address, army, a_request, reporter, now
):
    first, second = (
        add_contact_point(party=army, channel=Channel.PHONE, address=number, by=reporter, at=now)
        for number in ("+22320111111", "+22320222222")
    )
    assert "(+22320111111)" in read(as_reporter, address).text
    tried = {"channel": Channel.PHONE, "reached": Reached.OFFICE, "outcome": Outcome.DELIVERED}
    record_attempt(comment_request=a_request, **tried, contact_point=second, by=reporter, at=now)
    page = read(as_reporter, address)

    assert "(+22320222222)" in page.text
    page.press(quick="called_office")
    assert Attempt.objects.latest("pk").contact_point == second
    page.press(quick="mail_bounced")  # no number goes with a mail
    assert Attempt.objects.latest("pk").contact_point is None
    page.press(quick="called_office", contact_point=str(first.pk))
    assert Attempt.objects.latest("pk").contact_point == first


def test_what_is_said_exactly_counts_instead_of_the_choice(as_reporter: Browser, address):
    exact = {"channel": "in_person", "reached": "office", "outcome": "refused"}
    assert read(as_reporter, address).press(quick="called_office", **exact).status == 303
    assert last() == ("in_person", "office", "refused")


@pytest.mark.parametrize("typed", [{"quick": ""}, {"quick": "pigeon"}, {"channel": "post"}])
def test_half_a_try_is_refused(as_reporter: Browser, address, snapshot, typed):
    before = snapshot()
    page = read(as_reporter, address).press(**typed)

    assert page.status == 422
    assert page.errors
    assert snapshot() == before
