"""Signing in and out, new passwords, invitations, and which newsroom one is in."""

import re
from urllib.parse import quote

import pytest
from django.core import mail
from django.urls import reverse

from claims.actions.members import deactivate, invite
from claims.delivery.password_resets import send_due
from claims.models import Invitation, Membership, User
from claims.rules.actor import Actor
from claims.vocabulary import Role
from tests.factories import PASSWORD, MembershipFactory, NewsroomFactory, UserFactory
from tests.web.conftest import LATER, Browser

pytestmark = pytest.mark.django_db

ADDRESS = "reporter@desk.example"


def sign_in(browser: Browser, email: str = ADDRESS, password: str = PASSWORD, **more: str):
    return browser.post(reverse("sign-in"), {"username": email, "password": password, **more})


def test_who_signs_in_comes_to_the_desk(as_nobody: Browser, users):
    assert sign_in(as_nobody).url == "/"
    assert as_nobody.get("/").status_code == 200


def test_signing_in_leads_on_to_the_page_that_was_asked_for(as_nobody: Browser, users, incident):
    page = f"/incidents/{incident.reference}/?x=1"
    turned_away = as_nobody.get(page)

    assert turned_away.status_code == 302
    assert turned_away.url == f"/sign-in/?next={quote(page)}"
    assert f'value="{page}"' in as_nobody.get(turned_away.url).content.decode()
    assert sign_in(as_nobody, next=page).url == page


def test_signing_in_leads_nowhere_else(as_nobody: Browser, users):
    assert sign_in(as_nobody, next="https://elsewhere.example/").url == "/"


def test_the_address_is_found_in_upper_case_too(as_nobody: Browser, users):
    assert sign_in(as_nobody, ADDRESS.upper()).url == "/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_sentence(as_nobody: Browser, users):
    answers = [sign_in(as_nobody, password="wrong"), sign_in(as_nobody, "nobody@desk.example")]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("do not go together" in answer.content.decode() for answer in answers)


def test_after_eight_failures_even_the_right_password_waits(as_nobody: Browser, users):
    for spelling in [ADDRESS, ADDRESS.upper(), f" {ADDRESS}", "Reporter@desk.example"] * 2:
        answer = sign_in(as_nobody, spelling, password="wrong")

    assert answer.status_code == 429
    assert "Wait 15 minutes" in answer.content.decode()
    assert sign_in(as_nobody).status_code == 429
    assert sign_in(as_nobody, "editor@desk.example").url == "/"


def test_signing_out_takes_a_post(as_reporter: Browser):
    assert as_reporter.get(reverse("sign-out")).status_code == 405
    assert as_reporter.get("/").status_code == 200
    assert as_reporter.post(reverse("sign-out")).url == reverse("sign-in")
    assert as_reporter.get("/").status_code == 302


def asked_letter(browser: Browser, email: str = ADDRESS) -> str:
    """The link in the letter that comes when a new password was asked for."""
    browser.post(reverse("password-reset"), {"email": email})
    send_due(now=LATER)
    found = re.search(r"https://testserver(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def test_a_new_password_comes_by_mail(as_nobody: Browser, users):
    link = asked_letter(as_nobody)
    assert as_nobody.get(link).status_code == 200
    chosen = {"password": "another long sentence", "repeated": "another long sentence"}

    assert as_nobody.post(link, chosen).url == reverse("sign-in")
    assert sign_in(as_nobody).status_code == 422
    assert sign_in(as_nobody, password="another long sentence").url == "/"
    assert as_nobody.post(link, chosen).status_code == 410


def test_a_new_password_ends_the_pause_and_other_sessions(as_nobody: Browser, as_reporter: Browser, users):
    for _again in range(8):
        sign_in(as_nobody, password="wrong")
    link = asked_letter(as_nobody)
    as_nobody.post(link, {"password": "another long sentence", "repeated": "another long sentence"})

    assert sign_in(as_nobody, password="another long sentence").url == "/"
    assert as_reporter.get("/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "short", "repeated": "short"}, "too short"),
        ({"password": "one long sentence", "repeated": "another long sentence"}, "differ"),
        ({"password": "", "repeated": ""}, "required"),
        ({"password": "password1234", "repeated": "password1234"}, "common"),
    ],
)
def test_a_weak_password_is_refused_in_words_and_leaves_no_trace(as_nobody: Browser, users, typed, sentence):
    link = asked_letter(as_nobody)
    answer = as_nobody.post(link, typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert User.objects.get(email=ADDRESS).check_password(PASSWORD)


def test_asking_for_an_unknown_address_says_the_same_and_sends_nothing(as_nobody: Browser, users):
    known, unknown = [
        as_nobody.post(reverse("password-reset"), {"email": email}) for email in (ADDRESS, "x@desk.example")
    ]
    send_due(now=LATER)

    assert known.url == unknown.url
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]]


def test_a_made_up_link_opens_nothing(as_nobody: Browser, users):
    for uid, token in [("MQ", "abc-def"), ("%00", "x"), ("zzzzzzzzzzzzzzzzzzzzzzzzzzz", "x-y")]:
        assert as_nobody.get(f"/password-reset/{uid}/{token}/").status_code == 410


@pytest.fixture
def invitation(admin: Actor) -> tuple[Invitation, str]:
    return invite(email="new@desk.example", role=Role.REPORTER, by=admin, at=LATER)


def test_an_invitation_makes_an_account_and_signs_in(as_nobody: Browser, invitation):
    page = reverse("invitation", args=[invitation[1]])
    assert "The Desk" in as_nobody.get(page).content.decode()
    typed = {"name": "New reporter", "password": "a quite long sentence", "repeated": "a quite long sentence"}

    assert as_nobody.post(page, typed).url == "/"
    assert as_nobody.get("/").status_code == 200
    assert Membership.objects.get(user__email="new@desk.example").role == Role.REPORTER
    assert as_nobody.get(page).status_code == 410


def test_an_invitation_is_refused_in_words_and_leaves_no_trace(as_nobody: Browser, invitation, snapshot):
    before = snapshot()
    page = reverse("invitation", args=[invitation[1]])
    answer = as_nobody.post(page, {"name": "<b>New</b>", "password": "short", "repeated": "short"})

    assert answer.status_code == 422
    assert snapshot() == before


def test_who_has_an_account_joins_with_its_password(as_nobody: Browser, admin: Actor):
    known = MembershipFactory.create(user=UserFactory.create(email="known@elsewhere.example")).user
    _invitation, secret = invite(email=known.email, role=Role.VIEWER, by=admin, at=LATER)
    page = reverse("invitation", args=[secret])

    assert as_nobody.post(page, {"password": "wrong"}).status_code == 422
    assert as_nobody.post(page, {"password": PASSWORD}).url == "/"
    assert "The Desk" in as_nobody.get("/").content.decode()


def test_guessing_a_password_at_an_invitation_is_throttled(as_nobody: Browser, admin: Actor):
    UserFactory.create(email="known@elsewhere.example")
    _invitation, secret = invite(email="known@elsewhere.example", role=Role.VIEWER, by=admin, at=LATER)
    page = reverse("invitation", args=[secret])
    for _again in range(8):
        as_nobody.post(page, {"password": "wrong"})

    assert as_nobody.post(page, {"password": PASSWORD}).status_code == 429


def test_an_unknown_invitation_is_404(as_nobody: Browser):
    assert as_nobody.get(reverse("invitation", args=["nothing"])).status_code == 404


def test_who_belongs_to_two_newsrooms_switches_between_them(as_reporter: Browser, users):
    other = NewsroomFactory.create(name="Zonal desk")
    MembershipFactory.create(newsroom=other, user=users[Role.REPORTER], role=Role.EDITOR)
    assert "<bdi>The Desk</bdi> · Times" in as_reporter.get("/").content.decode()

    assert as_reporter.post(reverse("switch-newsroom"), {"newsroom": other.pk})["Location"] == "/"
    assert "<bdi>Zonal desk</bdi> · Times" in as_reporter.get("/").content.decode()


def test_nobody_switches_to_a_newsroom_they_do_not_belong_to(as_reporter: Browser, stranger: Actor):
    for newsroom in (stranger.newsroom_id, "x", ""):
        assert as_reporter.post(reverse("switch-newsroom"), {"newsroom": newsroom}).status_code == 404
    assert "The Desk" in as_reporter.get("/").content.decode()


def test_a_deactivated_member_is_told_and_sees_nothing(as_reporter: Browser, members, admin: Actor, incident):
    deactivate(membership=members[Role.REPORTER], by=admin, at=LATER)
    answer = as_reporter.get(reverse("incident", args=[incident.reference]))

    assert answer.status_code == 403
    assert "You belong to no newsroom" in answer.content.decode()
    assert incident.title not in answer.content.decode()


def test_times_are_shown_in_the_readers_zone_with_utc_beside(as_reporter: Browser, incident):
    as_reporter.post(reverse("account"), {"time_zone": "Africa/Bamako", "language": "en"})
    as_reporter.post(reverse("account"), {"time_zone": "Asia/Kolkata", "language": "en"})
    page = as_reporter.get(reverse("incident", args=[incident.reference])).content.decode()

    assert 'title="2026-11-20 12:00 UTC">20 November 2026, 17:30</time>' in page


def test_an_unknown_zone_is_refused_and_what_was_typed_stays(as_reporter: Browser, snapshot):
    before = snapshot()
    answer = as_reporter.post(reverse("account"), {"time_zone": "Mars/Olympus", "language": "en"})

    assert answer.status_code == 422
    assert 'value="Mars/Olympus"' in answer.content.decode()
    assert snapshot() == before


def test_the_password_changes_with_the_present_one_alone(as_reporter: Browser, users):
    new = {"password": "another long sentence", "repeated": "another long sentence"}

    assert as_reporter.post(reverse("password-change"), {"present": "wrong", **new}).status_code == 422
    assert as_reporter.post(reverse("password-change"), {"present": PASSWORD, **new}).status_code == 303
    assert as_reporter.get("/").status_code == 200
    assert User.objects.get(email=ADDRESS).check_password("another long sentence")
