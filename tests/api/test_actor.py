"""Who one is to the API: sessions, newsrooms, tokens."""

from datetime import timedelta

import pytest
import time_machine

from claims.actions.tokens import issue_token
from claims.models import ApiToken
from claims.vocabulary import Role, TokenScope
from tests.api.conftest import Caller, refusal
from tests.factories import NOW, MembershipFactory, NewsroomFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(users):
    """The viewer of the desk is a reporter elsewhere, in a newsroom that comes later in the alphabet."""
    newsroom = NewsroomFactory.create(slug="weekly", name="Weekly")
    MembershipFactory.create(newsroom=newsroom, user=users[Role.VIEWER], role=Role.REPORTER)
    return newsroom


def test_a_person_of_several_newsrooms_chooses_by_header(by_viewer, elsewhere):
    me = by_viewer.get("me/").json()
    assert (me["newsroom"]["slug"], me["role"], me["newsrooms"]) == ("desk", "viewer", ["desk", "weekly"])

    there = by_viewer.get("me/", headers={"On-Record-Newsroom": "weekly"}).json()

    assert (there["newsroom"]["slug"], there["role"]) == ("weekly", "reporter")


def test_the_browsers_choice_of_newsroom_holds_for_the_api(by_viewer, elsewhere):
    session = by_viewer.client.session
    session["newsroom"] = elsewhere.pk
    session.save()

    assert by_viewer.get("me/").json()["newsroom"]["slug"] == "weekly"
    assert by_viewer.get("me/", headers={"On-Record-Newsroom": "desk"}).json()["newsroom"]["slug"] == "desk"


@pytest.mark.parametrize("slug", ["nowhere", "", "DESK"])
def test_a_newsroom_that_is_not_theirs_does_not_exist(by_viewer, by_token, slug):
    for call in (by_viewer, by_token):
        assert refusal(call.get("me/", headers={"On-Record-Newsroom": slug}), 404)[0] == "not_found"


def test_a_row_of_the_other_newsroom_is_404_in_this_one(by_viewer, elsewhere, incident):
    assert by_viewer.get(f"incidents/{incident.pk}/").status_code == 200
    assert by_viewer.get(f"incidents/{incident.pk}/", headers={"On-Record-Newsroom": "weekly"}).status_code == 404


def test_a_session_writes_only_with_the_csrf_token(users, db):
    call = Caller(users[Role.REPORTER], enforce_csrf_checks=True)
    body = {"title": "T"}

    assert refusal(call.post("incidents/", body), 403)[0] == "csrf_failed"

    call.client.cookies["csrftoken"] = "a" * 32
    headers = {"X-CSRFToken": "a" * 32, "Referer": "https://testserver/"}
    assert call.post("incidents/", body, headers=headers).status_code == 201
    once = headers | {"Idempotency-Key": "a-key"}
    first, second = (call.post("incidents/", body, headers=once) for _ in range(2))
    assert (first.status_code, second.json()) == (201, first.json())


def test_a_token_needs_no_csrf_token(token_of):
    assert Caller(token=token_of(), enforce_csrf_checks=True).post("incidents/", {"title": "T"}).status_code == 201


@pytest.mark.parametrize(
    "presented",
    ["", "x", "onrec_", "onrec_0123456789abcdef." + "a" * 43, "onrec_\xff", "a b c", "onrec_0123456789abcdef.\x7f"],
)
def test_what_is_no_token_of_ours_is_refused_alike(db, presented):
    answer = Caller(token=presented or " ").get("me/")

    assert refusal(answer, 401)[0] == "token_not_valid"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_the_right_prefix_with_the_wrong_secret_is_refused(token_of):
    prefix = token_of().split(".")[0]

    assert refusal(Caller(token=f"{prefix}.{'a' * 43}").get("me/"), 401)[0] == "token_not_valid"


def test_an_expired_token_is_refused(admin):
    _row, token = issue_token(
        label="A tool",
        role=Role.VIEWER,
        scopes=[TokenScope.READ],
        expires_at=NOW + timedelta(hours=2),
        by=admin,
        at=NOW,
    )
    assert Caller(token=token).get("me/").status_code == 200

    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        assert refusal(Caller(token=token).get("me/"), 401)[0] == "token_not_valid"


def test_a_token_is_seen_at_most_once_in_five_minutes(token_of):
    call = Caller(token=token_of())
    for minutes, seen in [(60, 60), (64, 60), (65, 65)]:
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            call.get("me/")
        assert ApiToken.objects.get().last_used_at == NOW + timedelta(minutes=seen)


def test_answers_are_kept_by_nobody_on_the_way(by_viewer):
    answer = by_viewer.get("me/")

    assert answer["Cache-Control"] == "private, no-store"
    assert {"Authorization", "On-Record-Newsroom", "Cookie"} <= set(answer["Vary"].split(", "))
